import type { TerraformStack } from "cdktf";
import { Application, Microservice, MicroserviceReady } from "fogform";

export function example(stack: TerraformStack) {
	const shop = new Application(stack, "shop", { name: "shop" });
	new Microservice(stack, "web", {
		name: "web",
		application: shop,
		agent: "edge-1",
		image: "nginx:1.27",
		waitForRunning: { timeout: "10m" },
	});
	// The option makes such a resource, with triggers for all that recreates the container.
	const release = "7.4";
	const cart = new Microservice(stack, "cart", {
		name: "cart",
		application: shop,
		agent: "edge-1",
		image: `redis:${release}`,
	});
	new MicroserviceReady(stack, "cart-ready", {
		microserviceUuid: cart.uuid,
		triggers: { release },
	});
}
