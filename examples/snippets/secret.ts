import { type TerraformStack, TerraformVariable } from "cdktf";
import { Secret } from "fogform";

export function example(stack: TerraformStack) {
	const password = new TerraformVariable(stack, "database_password", {
		type: "string",
		sensitive: true,
	});
	new Secret(stack, "database", {
		name: "database",
		dataWo: { user: "shop", password: password.stringValue },
		dataWoVersion: 1,
	});
}
