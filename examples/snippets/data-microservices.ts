import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogMicroservices } from "fogform";

export function example(stack: TerraformStack) {
	const shop = new DataIofogMicroservices(stack, "shop", {
		application: "shop",
	});
	new TerraformOutput(stack, "microservices", { value: shop.microservices });
}
