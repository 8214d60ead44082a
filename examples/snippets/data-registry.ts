import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogRegistry } from "fogform";

export function example(stack: TerraformStack) {
	const shared = new DataIofogRegistry(stack, "shared", {
		url: "registry.example.com",
	});
	new TerraformOutput(stack, "id", { value: shared.id });
}
