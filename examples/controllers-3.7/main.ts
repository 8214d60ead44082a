import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	NatsHub,
	Router,
} from "fogform";

class Line extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		// The agents below wait for both.
		new Router(this, "router", { host: "10.0.8.2" });
		new NatsHub(this, "hub", { host: "10.0.8.2" });

		const agent = new Agent(this, "press", {
			name: "press-4",
			architecture: "amd64",
			host: "10.0.8.40",
			natsMode: "leaf",
		});
		const line = new Application(this, "line", {
			name: "line-a",
			natsConfig: { natsAccess: true },
		});
		new Microservice(this, "watch", {
			name: "watch",
			application: line,
			agent,
			image: "registry.example.com/watch:1.0",
			annotations: { owner: "maintenance", page: true },
			memoryLimit: 268435456,
			capDrop: ["NET_RAW"],
			runAsUser: "1000",
			natsConfig: { natsAccess: true },
			healthCheck: {
				test: ["CMD", "wget", "-q", "-O", "-", "http://127.0.0.1/health"],
				interval: 30,
				retries: 3,
			},
		});
	}
}

const app = new App();
new Line(app, "line");
app.synth();
