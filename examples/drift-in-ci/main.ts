import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Application,
	DataIofogAgents,
	IofogProvider,
	Microservice,
} from "fogform";

class Displays extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		const displays = new DataIofogAgents(this, "displays", {
			tags: ["display"],
		});
		new Microservice(this, "display", {
			name: "display",
			application: new Application(this, "displays_app", { name: "displays" }),
			agent: displays.agents.get(0).uuid,
			image: "registry.example.com/display:1.9",
			config: { currency: "EUR" },
		});
	}
}

const app = new App();
new Displays(app, "displays");
app.synth();
