import { App } from "cdktf";
import { AgentHostsStack } from "./agent-hosts";
import { AgentsStack } from "./agents";
import { ControllerStack } from "./controller";
import { RegistryStack } from "./registry";
import { ShopStack } from "./shop";

const app = new App();
const controller = new ControllerStack(app, "controller");
const agents = new AgentsStack(app, "agents", controller);
const hosts = new AgentHostsStack(app, "agent-hosts", controller, agents);
const registry = new RegistryStack(app, "registry");
new ShopStack(app, "shop", controller, agents, hosts, registry);
app.synth();
