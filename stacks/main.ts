import { App } from "cdktf";
import { Greenhouse } from "./greenhouse";

const app = new App();
new Greenhouse(app, "greenhouse");
app.synth();
