import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { IofogProvider } from "fogform";
import { AgentHost, DockerEngine } from "fogform/docker";
import type { AgentsStack } from "./agents";
import type { ControllerStack } from "./controller";
import { DIALECT, DOCKER_PROVIDER, EMAIL, passwordOf } from "./edge-settings";

/** The edge hosts: a container with an agent for each agent of the fleet. */
export class AgentHostsStack extends TerraformStack {
	constructor(
		scope: Construct,
		id: string,
		controller: ControllerStack,
		{ agents }: AgentsStack,
	) {
		super(scope, id);
		new IofogProvider(this, "iofog", {
			url: controller.host.url,
			email: EMAIL,
			password: passwordOf(this, "password"),
		});
		new DockerEngine(this, "docker", { version: DOCKER_PROVIDER });
		for (const agent of agents)
			new AgentHost(this, agent.node.id, {
				name: agent.node.id,
				agent,
				dialect: DIALECT,
				controllerUrl: controller.host.agentUrl,
				network: controller.host.network,
				removeVolumesOnDestroy: true,
			});
	}
}
