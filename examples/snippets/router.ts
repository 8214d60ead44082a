import type { TerraformStack } from "cdktf";
import { Router } from "fogform";

export function example(stack: TerraformStack) {
	new Router(stack, "router", { host: "10.0.8.2", messagingPort: 5671 });
}
