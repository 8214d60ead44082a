import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogAgents } from "fogform";

export function example(stack: TerraformStack) {
	const hall = new DataIofogAgents(stack, "hall", { tags: ["hall-3"] });
	new TerraformOutput(stack, "agents", { value: hall.agents });
}
