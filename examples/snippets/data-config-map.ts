import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogConfigMap } from "fogform";

export function example(stack: TerraformStack) {
	const settings = new DataIofogConfigMap(stack, "settings", {
		name: "shop-settings",
	});
	new TerraformOutput(stack, "data", { value: settings.data });
}
