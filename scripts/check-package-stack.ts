import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
	Agent,
	Application,
	IofogProvider,
	Microservice,
	Registry,
	Router,
} from "fogform";

const app = new App();
const stack = new TerraformStack(app, "check");
new IofogProvider(stack, "iofog");
new Router(stack, "router", { host: "127.0.0.1" });
const edge = new Agent(stack, "edge", {
	name: "edge-1",
	architecture: "amd64",
	host: "127.0.0.1",
});
const application = new Application(stack, "shop", { name: "shop" });
const registry = new Registry(stack, "images", {
	url: "registry.example.com",
	username: "fleet",
	email: "fleet@example.com",
});
const web = new Microservice(stack, "web", {
	name: "web",
	application,
	agent: edge,
	registry,
	image: "registry.example.com/web:1",
	config: { title: "Shop", edge: edge.name, list: [1, { on: true }] },
	ports: [{ internal: 80, external: 8080 }],
});
new TerraformOutput(stack, "uuid", { value: web.uuid });
app.synth();
