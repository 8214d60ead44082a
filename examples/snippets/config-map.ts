import type { TerraformStack } from "cdktf";
import { ConfigMap } from "fogform";

export function example(stack: TerraformStack) {
	new ConfigMap(stack, "settings", {
		name: "shop-settings",
		data: {
			currency: "EUR",
			"prices.json": JSON.stringify({ coffee: 2.5 }),
		},
	});
}
