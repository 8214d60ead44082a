import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Router,
} from "fogform";

class Shop extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");
		new Router(this, "router", { host: "10.0.8.2" });

		const till = new Agent(this, "till", {
			name: "till-1",
			architecture: "arm",
			host: "10.0.8.11",
			tags: ["till"],
		});
		const backOffice = new Agent(this, "back_office", {
			name: "back-office",
			architecture: "amd64",
			host: "10.0.8.12",
		});

		const shop = new Application(this, "shop", {
			name: "shop",
			description: "Tills and price displays",
		});
		const prices = new Microservice(this, "prices", {
			name: "prices",
			application: shop,
			agent: backOffice,
			image: "registry.example.com/prices:2.4",
			ports: [{ internal: 8080, external: 8080 }],
			volumes: [{ host: "/srv/prices", container: "/data" }],
		});
		new Microservice(this, "display", {
			name: "display",
			application: shop,
			agent: till,
			image: "registry.example.com/display:1.9",
			// Delivered to the running container: a change here restarts nothing.
			config: {
				currency: "EUR",
				refreshSeconds: 30,
				prices: `http://${backOffice.host}:8080`,
			},
			env: { LOG_LEVEL: "info" },
			ports: [{ internal: 80, external: 80 }],
			dependsOn: [prices],
		});

		new TerraformOutput(this, "display_url", {
			value: `http://${till.host}/`,
		});
	}
}

const app = new App();
new Shop(app, "shop");
app.synth();
