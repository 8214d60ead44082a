import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Router,
} from "fogform";
import { type Site, sites } from "./sites";

/** An edge host with what runs on every one. */
class Host extends Construct {
	constructor(
		scope: Construct,
		id: string,
		{ site, number }: { site: Site; number: number },
		metrics: Application,
	) {
		super(scope, id);
		const name = `${site.name}-${number}`;
		const agent = new Agent(this, "agent", {
			name,
			architecture: site.architecture,
			host: `${site.network}.${10 + number}`,
			tags: [site.name, site.architecture],
		});
		new Microservice(this, "metrics", {
			name: `metrics-${name}`,
			application: metrics,
			agent,
			image: "prom/node-exporter:v1.9.0",
			config: { site: site.name, everySeconds: number === 1 ? 10 : 60 },
			ports: [{ internal: 9100, external: 9100 }],
		});
	}
}

class Fleet extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Router(this, "router", { host: "10.0.0.2" });
		const metrics = new Application(this, "metrics", { name: "metrics" });
		for (const site of sites)
			for (let number = 1; number <= site.hosts; number++)
				new Host(this, `${site.name}_${number}`, { site, number }, metrics);
	}
}

const app = new App();
new Fleet(app, "fleet");
app.synth();
