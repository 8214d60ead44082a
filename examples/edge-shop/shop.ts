import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Application, IofogProvider, Microservice, Registry } from "fogform";
import { EMAIL, REGISTRY_USER, secret } from "./environment";
import type { HostsStack } from "./hosts";
import type { RegistryStack } from "./registry";
import { GREETING, PAYMENT_KEY_VERSION, TILLS } from "./settings";

/** What the shop runs: a till on each edge host. */
export class ShopStack extends TerraformStack {
	constructor(
		scope: Construct,
		id: string,
		images: RegistryStack,
		hosts: HostsStack,
	) {
		super(scope, id);
		new IofogProvider(this, "iofog", {
			url: hosts.controllerUrl,
			email: EMAIL,
			password: secret(this, "controller_password"),
		});
		const registry = new Registry(this, "registry", {
			url: images.host,
			username: REGISTRY_USER,
			email: EMAIL,
			passwordWo: secret(this, "registry_password"),
			passwordWoVersion: 1,
		});
		const application = new Application(this, "shop", { name: "shop" });
		const paymentKey = secret(this, "payment_key");
		for (const [index, { name, port, currency }] of TILLS.entries()) {
			new Microservice(this, name, {
				name,
				application,
				agent: hosts.agents[index],
				registry,
				image: hosts.till.reference,
				config: { greeting: GREETING },
				// Merged over the configuration on its way to the Controller; kept in no state and no plan.
				configWo: { payments: { key: paymentKey } },
				configWoVersion: PAYMENT_KEY_VERSION,
				env: { CURRENCY: currency },
				ports: [{ internal: 8080, external: port }],
				waitForRunning: true,
			});
			new TerraformOutput(this, `${name}_url`, {
				value: `http://127.0.0.1:${port}`,
			});
		}
	}
}
