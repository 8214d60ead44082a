import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogNatsHub } from "fogform";

export function example(stack: TerraformStack) {
	const hub = new DataIofogNatsHub(stack, "hub");
	new TerraformOutput(stack, "host", { value: hub.host });
}
