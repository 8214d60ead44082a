import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogApplications } from "fogform";

export function example(stack: TerraformStack) {
	const all = new DataIofogApplications(stack, "all");
	new TerraformOutput(stack, "first", { value: all.applications.get(0).name });
}
