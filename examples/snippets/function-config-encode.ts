import type { TerraformStack } from "cdktf";
import { configEncode, DataIofogAgent, Microservice } from "fogform";

export function example(stack: TerraformStack) {
	const edge = new DataIofogAgent(stack, "edge", { name: "edge-1" });
	new Microservice(stack, "prices", {
		name: "prices",
		application: "shop",
		agent: edge,
		image: "registry.example.com/prices:2",
		config: configEncode({
			title: "Now < 10 EUR",
			host: edge.host,
			refresh: 30,
		}),
	});
}
