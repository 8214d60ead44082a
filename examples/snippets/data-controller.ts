import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogController } from "fogform";

export function example(stack: TerraformStack) {
	const controller = new DataIofogController(stack, "controller");
	new TerraformOutput(stack, "version", { value: controller.version });
}
