import type { TerraformStack } from "cdktf";
import { NatsHub } from "fogform";

export function example(stack: TerraformStack) {
	new NatsHub(stack, "hub", { host: "10.0.8.2", serverPort: 4222 });
}
