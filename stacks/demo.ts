import { App } from "cdktf";
import { Greenhouse } from "./greenhouse";

// What `fogform demo` plays with: it needs a Controller and nothing else.
const app = new App();
new Greenhouse(app, "greenhouse");
app.synth();
