import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type Agent, IofogProvider, Router } from "fogform";
import {
	AgentHosts,
	ControllerHost,
	DockerEngine,
	MicroserviceImage,
} from "fogform/docker";
import {
	CONTROLLER,
	CONTROLLER_PORT,
	DIALECT,
	DOCKER_PROVIDER,
	EMAIL,
	NAME,
	REGISTRY_USER,
	secret,
} from "./environment";
import type { RegistryStack } from "./registry";
import { TILLS } from "./settings";

/** A Controller, the image of the tills, and the edge hosts that run them. */
export class HostsStack extends TerraformStack {
	readonly controllerUrl: string;
	readonly agents: readonly Agent[];
	readonly till: MicroserviceImage;

	constructor(scope: Construct, id: string, registry: RegistryStack) {
		super(scope, id);
		// It is pushed to, which no reference says.
		this.addDependency(registry);
		new DockerEngine(this, "docker", { version: DOCKER_PROVIDER });
		const password = secret(this, "controller_password");
		const controller =
			CONTROLLER ??
			new ControllerHost(this, "controller", {
				name: `${NAME}-controller`,
				dialect: DIALECT,
				port: CONTROLLER_PORT,
				user: { email: EMAIL, password },
			});
		this.controllerUrl = controller.url;
		new IofogProvider(this, "iofog", {
			url: controller.url,
			email: EMAIL,
			password,
		});

		// Pushes as the registry's user.
		const pushing = new DockerEngine(this, "pushing", {
			alias: "pushing",
			version: DOCKER_PROVIDER,
			registryAuth: [
				{
					address: `http://${registry.host}`,
					username: REGISTRY_USER,
					password: secret(this, "registry_password"),
				},
			],
		});
		this.till = new MicroserviceImage(this, "till", {
			name: `${registry.host}/shop/till`,
			context: "till",
			provider: pushing,
		});

		// Controllers need a router before agents, also where nothing is routed.
		const router = new Router(this, "router", { host: "router.shop.example" });
		const { hosts } = new AgentHosts(this, "hosts", {
			name: `${NAME}-{n}`,
			count: TILLS.length,
			dialect: DIALECT,
			...(controller instanceof ControllerHost
				? { controller }
				: { controllerUrl: controller.agentUrl }),
			removeVolumesOnDestroy: true,
			// The hosts are containers of one machine, and share its ports.
			agent: {
				changeFrequency: 2,
				engine: "this-machine",
				dependsOn: [router],
			},
		});
		this.agents = hosts.map(({ agent }) => agent);
		new TerraformOutput(this, "controller_url", { value: controller.url });
	}
}
