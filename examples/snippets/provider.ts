import { type TerraformStack, TerraformVariable } from "cdktf";
import { IofogProvider } from "fogform";

export function example(stack: TerraformStack) {
	const password = new TerraformVariable(stack, "password", {
		type: "string",
		sensitive: true,
	});
	new IofogProvider(stack, "iofog", {
		url: "https://controller.example.com",
		email: "fleet@example.com",
		password,
	});
}
