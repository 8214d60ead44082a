import { type TerraformStack, TerraformVariable } from "cdktf";
import { Registry } from "fogform";

export function example(stack: TerraformStack) {
	const password = new TerraformVariable(stack, "registry_password", {
		type: "string",
		sensitive: true,
	});
	new Registry(stack, "private", {
		url: "registry.example.com",
		username: "fleet",
		email: "fleet@example.com",
		passwordWo: password.stringValue,
		passwordWoVersion: 1,
	});
}
