import type { TerraformStack } from "cdktf";
import { Application } from "fogform";

export function example(stack: TerraformStack) {
	new Application(stack, "shop", {
		name: "shop",
		description: "Tills and price displays",
	});
}
