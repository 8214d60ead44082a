import type { TerraformStack } from "cdktf";
import { Agent, EphemeralIofogProvisioningKey, Microservice } from "fogform";

export function example(stack: TerraformStack) {
	const spare = new Agent(stack, "spare", {
		name: "edge-2",
		host: "10.0.8.12",
	});
	const key = new EphemeralIofogProvisioningKey(stack, "spare_key", {
		agentUuid: spare.uuid,
	});
	// A microservice in the same hall that sets up the new machine.
	new Microservice(stack, "installer", {
		name: "installer",
		application: "setup",
		agent: "edge-1",
		image: "registry.example.com/installer:2",
		config: { machine: spare.host },
		configWo: { key: key.key },
		configWoVersion: 1,
	});
}
