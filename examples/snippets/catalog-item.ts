import type { TerraformStack } from "cdktf";
import { CatalogItem, Registry } from "fogform";

export function example(stack: TerraformStack) {
	new CatalogItem(stack, "broker", {
		name: "broker",
		description: "Message broker",
		image: "eclipse-mosquitto:2",
		registry: Registry.DOCKER_HUB,
		configExample: { persistence: true },
	});
}
