import type { TerraformStack } from "cdktf";
import { Agent } from "fogform";

export function example(stack: TerraformStack) {
	new Agent(stack, "edge", {
		name: "edge-1",
		architecture: "arm",
		host: "10.0.8.11",
		tags: ["hall-3", "line-a"],
		location: "Hall 3",
		latitude: 48.14,
		longitude: 11.58,
	});
}
