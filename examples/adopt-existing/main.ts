import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Application, IofogProvider, Microservice, Registry } from "fogform";

class Adopted extends TerraformStack {
	constructor(scope: Construct, id: string) {
		super(scope, id);
		new IofogProvider(this, "iofog");

		// Made by hand long ago: taken over as they are, so that the plan shows no other change.
		const shop = new Application(this, "shop", { name: "shop" });
		shop.importFrom("shop");
		const web = new Microservice(this, "web", {
			name: "web",
			application: shop,
			agent: "edge-1",
			registry: Registry.DOCKER_HUB,
			image: "nginx:1.27",
		});
		web.importFrom("shop/web");
	}
}

const app = new App();
new Adopted(app, "adopted");
app.synth();
