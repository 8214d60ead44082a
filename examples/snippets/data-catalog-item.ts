import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogCatalogItem } from "fogform";

export function example(stack: TerraformStack) {
	const broker = new DataIofogCatalogItem(stack, "broker", { name: "broker" });
	new TerraformOutput(stack, "id", { value: broker.id });
}
