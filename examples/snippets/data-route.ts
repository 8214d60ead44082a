import { TerraformOutput, type TerraformStack } from "cdktf";
import { DataIofogRoute } from "fogform";

export function example(stack: TerraformStack) {
	const sales = new DataIofogRoute(stack, "sales", {
		application: "shop",
		name: "sales",
	});
	new TerraformOutput(stack, "from", { value: sales.from });
}
