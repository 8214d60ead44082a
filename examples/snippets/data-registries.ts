import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogRegistries } from "fogform";

export function example(stack: TerraformStack) {
	const all = new DataIofogRegistries(stack, "all");
	new TerraformOutput(stack, "registries", { value: all.registries });
}
