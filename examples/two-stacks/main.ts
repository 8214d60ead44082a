import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Router,
} from "fogform";

/** Owned by the people who run the hosts. */
class Hosts extends TerraformStack {
	readonly gateway: Agent;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Router(this, "router", { host: "10.0.8.2" });
		this.gateway = new Agent(this, "gateway", {
			name: "gateway",
			architecture: "amd64",
			host: "10.0.8.20",
		});
	}
}

/** Owned by the people who write the software. */
class Software extends TerraformStack {
	constructor(scope: Construct, id: string, gateway: Agent) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Microservice(this, "bridge", {
			name: "bridge",
			application: new Application(this, "bridges", { name: "bridges" }),
			agent: gateway,
			image: "registry.example.com/bridge:3.1",
			config: { listen: `${gateway.host}:1883` },
		});
	}
}

const app = new App();
const hosts = new Hosts(app, "hosts");
new Software(app, "software", hosts.gateway);
app.synth();
