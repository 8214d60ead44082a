import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogAgent } from "fogform";

export function example(stack: TerraformStack) {
	const edge = new DataIofogAgent(stack, "edge", { name: "edge-1" });
	new TerraformOutput(stack, "uuid", { value: edge.uuid });
}
