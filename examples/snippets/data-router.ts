import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogRouter } from "fogform";

export function example(stack: TerraformStack) {
	const router = new DataIofogRouter(stack, "router");
	new TerraformOutput(stack, "host", { value: router.host });
}
