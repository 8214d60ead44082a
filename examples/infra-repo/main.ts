import { App } from "cdktf";
import { Shop } from "./stacks/shop";
import { SITES } from "./stacks/sites";

const app = new App();
new Shop(app, "shop", { sites: SITES, release: "2.4" });
app.synth();
