import { App, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Registry,
	Router,
} from "fogform";

class Billing extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Router(this, "router", { host: "10.0.8.2" });

		const secret = (name: string) =>
			new TerraformVariable(this, name, { type: "string", sensitive: true });

		const images = new Registry(this, "images", {
			url: "registry.example.com",
			username: "fleet",
			email: "fleet@example.com",
			// Sent, kept nowhere: a new password is sent when the version is counted up.
			passwordWo: secret("registry_password").stringValue,
			passwordWoVersion: 1,
		});

		const office = new Agent(this, "office", {
			name: "office",
			architecture: "amd64",
			host: "10.0.8.12",
		});
		new Microservice(this, "billing", {
			name: "billing",
			application: new Application(this, "back_office", {
				name: "back-office",
			}),
			agent: office,
			registry: images,
			image: "registry.example.com/billing:7.0",
			config: { bank: { url: "https://bank.example.com", retries: 3 } },
			// Merged over the configuration on its way to the Controller; neither the state nor a plan holds it.
			configWo: { bank: { token: secret("bank_token") } },
			configWoVersion: 1,
			envWo: { DB_PASSWORD: secret("db_password").stringValue },
			envWoVersion: 1,
		});
	}
}

const app = new App();
new Billing(app, "billing");
app.synth();
