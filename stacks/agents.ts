import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Agent, IofogProvider, Router } from "fogform";
import type { ControllerStack } from "./controller";
import { DIALECT, EMAIL, HOSTS, PREFIX, passwordOf } from "./edge-settings";

/** The agents as the Controller knows them. */
export class AgentsStack extends TerraformStack {
	readonly agents: readonly Agent[];

	constructor(scope: Construct, id: string, controller: ControllerStack) {
		super(scope, id);
		new IofogProvider(this, "iofog", {
			url: controller.host.url,
			email: EMAIL,
			password: passwordOf(this, "password"),
		});
		new Router(this, "router", { host: "router.edge.example" });
		this.agents = Array.from({ length: HOSTS }, (_, index) => {
			const name = `${PREFIX}edge-${index + 1}`;
			return new Agent(this, name, {
				name,
				host: name,
				routerMode: "none",
				...(DIALECT === "3.7" && { natsMode: "none" }),
				changeFrequency: 2,
				// The hosts are containers of one machine, and share its ports.
				engine: "this-machine",
			});
		});
	}
}
