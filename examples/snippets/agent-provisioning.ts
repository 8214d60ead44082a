import type { TerraformStack } from "cdktf";
import { Agent, AgentProvisioning } from "fogform";

export function example(stack: TerraformStack) {
	const edge = new Agent(stack, "edge", {
		name: "edge-1",
		host: "10.0.8.1",
		architecture: "amd64",
	});
	new AgentProvisioning(stack, "edge-provisioning", {
		agentUuid: edge.uuid,
		dockerHost: "ssh://ops@10.0.8.1",
		container: "fogform-agent",
		controllerUrl: "http://10.0.8.10:51121",
	});
}
