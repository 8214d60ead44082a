import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogMicroservice } from "fogform";

export function example(stack: TerraformStack) {
	const web = new DataIofogMicroservice(stack, "web", {
		application: "shop",
		name: "web",
	});
	new TerraformOutput(stack, "status", { value: web.status });
}
