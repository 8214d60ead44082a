import type { TerraformStack } from "cdktf";
import { Application, Microservice, MicroserviceReady } from "fogform";

export function example(stack: TerraformStack) {
	const shop = new Application(stack, "shop", { name: "shop" });
	const release = "1.27";
	const web = new Microservice(stack, "web", {
		name: "web",
		application: shop,
		agent: "edge-1",
		image: `nginx:${release}`,
	});
	new MicroserviceReady(stack, "web-ready", {
		microserviceUuid: web.uuid,
		triggers: { release },
		timeout: "10m",
	});
}
