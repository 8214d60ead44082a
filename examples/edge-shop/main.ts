import { App } from "cdktf";
import { HostsStack } from "./hosts";
import { RegistryStack } from "./registry";
import { ShopStack } from "./shop";

const app = new App();
const registry = new RegistryStack(app, "registry");
const hosts = new HostsStack(app, "hosts", registry);
new ShopStack(app, "shop", registry, hosts);
app.synth();
