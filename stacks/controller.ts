import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ControllerHost, DockerEngine } from "fogform/docker";
import {
	CONTROLLER_PORT,
	DIALECT,
	DOCKER_PROVIDER,
	EMAIL,
	PREFIX,
	passwordOf,
} from "./edge-settings";

/** The Controller, in a container of this machine. */
export class ControllerStack extends TerraformStack {
	readonly host: ControllerHost;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		new DockerEngine(this, "docker", { version: DOCKER_PROVIDER });
		this.host = new ControllerHost(this, "controller", {
			name: `${PREFIX}controller`,
			dialect: DIALECT,
			port: CONTROLLER_PORT,
			user: { email: EMAIL, password: passwordOf(this, "password") },
		});
		new TerraformOutput(this, "controller_url", { value: this.host.url });
	}
}
