import { App, TerraformStack, TerraformVariable } from "cdktf";
import { IofogProvider } from "fogform";
import { AgentHost, ControllerHost, DockerEngine } from "fogform/docker";

const app = new App({ outdir: "cdktf.out" });
const stack = new TerraformStack(app, "hosts");
new DockerEngine(stack, "docker");
const email = "check@example.com";
const password = new TerraformVariable(stack, "password", { sensitive: true });
const controller = new ControllerHost(stack, "controller", {
	user: { email, password },
});
new IofogProvider(stack, "iofog", { url: controller.url, email, password });
new AgentHost(stack, "edge", { name: "edge-1", controller });
app.synth();
