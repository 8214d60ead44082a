import type { TerraformStack } from "cdktf";
import { Agent, Application, Microservice, Registry } from "fogform";

export function example(stack: TerraformStack) {
	const edge = new Agent(stack, "edge", {
		name: "edge-1",
		host: "10.0.8.11",
		architecture: "amd64",
	});
	const shop = new Application(stack, "shop", { name: "shop" });
	new Microservice(stack, "web", {
		name: "web",
		application: shop,
		agent: edge,
		registry: Registry.DOCKER_HUB,
		image: "nginx:1.27",
		config: { title: "Shop", agent: edge.name, refresh: 30 },
		env: { LOG_LEVEL: "info" },
		ports: [{ internal: 80, external: 8080 }],
		volumes: [{ host: "/srv/shop", container: "/data", accessMode: "ro" }],
	});
}
