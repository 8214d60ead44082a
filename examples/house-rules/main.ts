import { Annotations, App, Aspects, type IAspect, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Router,
} from "fogform";

/** What holds for every microservice, whoever writes it. */
class HouseRules implements IAspect {
	visit(node: IConstruct): void {
		if (!(node instanceof Microservice)) return;
		if (node.logSizeInput === undefined) node.logSize = 20;
		node.env = { TZ: "Etc/UTC", ...node.envInput };
		for (const image of Object.values(node.imagesInput ?? {}))
			if (!/:[^/]+$/.test(image) || image.endsWith(":latest"))
				Annotations.of(node).addError(
					`The image ${image} has no fixed version.`,
				);
	}
}

class Sensors extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Router(this, "router", { host: "10.0.8.2" });
		const agent = new Agent(this, "roof", {
			name: "roof",
			architecture: "arm",
			host: "10.0.8.30",
		});
		const application = new Application(this, "sensors", { name: "sensors" });
		new Microservice(this, "wind", {
			name: "wind",
			application,
			agent,
			image: "registry.example.com/wind:5.2",
		});
		new Microservice(this, "sun", {
			name: "sun",
			application,
			agent,
			image: "registry.example.com/sun:5.2",
			logSize: 5,
			env: { TZ: "Europe/Madrid" },
		});
	}
}

const app = new App();
new Sensors(app, "sensors");
Aspects.of(app).add(new HouseRules());
app.synth();
