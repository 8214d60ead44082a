import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogApplication } from "fogform";

export function example(stack: TerraformStack) {
	const shop = new DataIofogApplication(stack, "shop", { name: "shop" });
	new TerraformOutput(stack, "activated", { value: shop.activated });
}
