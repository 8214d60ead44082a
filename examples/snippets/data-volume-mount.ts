import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogVolumeMount } from "fogform";

export function example(stack: TerraformStack) {
	const files = new DataIofogVolumeMount(stack, "files", {
		name: "shop-files",
	});
	new TerraformOutput(stack, "agents", { value: files.agentUuids });
}
