import { Container } from "@cdktf/provider-docker/lib/container";
import { Image } from "@cdktf/provider-docker/lib/image";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import { Fn, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { DockerEngine } from "fogform/docker";
import {
	DOCKER_PROVIDER,
	NAME,
	REGISTRY_PORT,
	REGISTRY_USER,
} from "./environment";

/** An image registry in a container, for this machine only, that asks for a password. */
export class RegistryStack extends TerraformStack {
	readonly host = `127.0.0.1:${REGISTRY_PORT}`;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		new DockerEngine(this, "docker", { version: DOCKER_PROVIDER });
		// Its hash is in the container and in the state, so that it cannot be ephemeral.
		const password = new TerraformVariable(this, "registry_password", {
			type: "string",
			sensitive: true,
		});
		const image = new Image(this, "image", {
			name: "registry:2",
			keepLocally: true,
		});
		const name = `fogform-${NAME}-registry`;
		const volume = new Volume(this, "data", { name });
		new Container(this, "container", {
			name,
			image: image.imageId,
			restart: "unless-stopped",
			ports: [{ internal: 5000, external: REGISTRY_PORT, ip: "127.0.0.1" }],
			volumes: [
				{ volumeName: volume.name, containerPath: "/var/lib/registry" },
			],
			env: [
				"REGISTRY_AUTH=htpasswd",
				"REGISTRY_AUTH_HTPASSWD_REALM=shop",
				"REGISTRY_AUTH_HTPASSWD_PATH=/passwords",
			],
			upload: [
				{
					file: "/passwords",
					content: `${REGISTRY_USER}:${Fn.bcrypt(password.stringValue, 10)}\n`,
				},
			],
			healthcheck: {
				test: [
					"CMD-SHELL",
					"wget -q -S -O - http://127.0.0.1:5000/v2/ 2>&1 | grep -q ' 401 '",
				],
				interval: "2s",
			},
			wait: true,
			// Every bcrypt of the same password is another one.
			lifecycle: { ignoreChanges: ["upload"] },
		});
	}
}
