import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Application, IofogProvider, Microservice, Registry } from "fogform";
import type { AgentHostsStack } from "./agent-hosts";
import type { AgentsStack } from "./agents";
import type { ControllerStack } from "./controller";
import { EMAIL, GREETING, passwordOf, REGISTRY } from "./edge-settings";
import type { RegistryStack } from "./registry";

/** What the shop runs: a till on each edge host. */
export class ShopStack extends TerraformStack {
	constructor(
		scope: Construct,
		id: string,
		controller: ControllerStack,
		{ agents }: AgentsStack,
		hosts: AgentHostsStack,
		images: RegistryStack,
	) {
		super(scope, id);
		// Nothing of them is used here, but the tills run only where the hosts do.
		this.addDependency(hosts);
		new IofogProvider(this, "iofog", {
			url: controller.host.url,
			email: EMAIL,
			password: passwordOf(this, "password"),
		});
		const registry = new Registry(this, "registry", {
			url: REGISTRY.host,
			public: REGISTRY.username === undefined,
			username: REGISTRY.username ?? "nobody",
			email: EMAIL,
			...(REGISTRY.username !== undefined && {
				passwordWo: passwordOf(this, "registry_password").stringValue,
				passwordWoVersion: 1,
			}),
		});
		const application = new Application(this, "shop", { name: "shop" });
		for (const [index, agent] of agents.entries()) {
			const port = 28_081 + index;
			new Microservice(this, `till-${index + 1}`, {
				name: `till-${index + 1}`,
				application,
				agent,
				registry,
				image: images.till.reference,
				config: { greeting: GREETING },
				ports: [{ internal: 8080, external: port }],
				waitForRunning: true,
			});
			new TerraformOutput(this, `till_${index + 1}_url`, {
				value: `http://127.0.0.1:${port}`,
			});
		}
	}
}
