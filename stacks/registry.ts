import { Container } from "@cdktf/provider-docker/lib/container";
import { Image } from "@cdktf/provider-docker/lib/image";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DockerEngine, MicroserviceImage } from "fogform/docker";
import { DOCKER_PROVIDER, PREFIX, passwordOf, REGISTRY } from "./edge-settings";

/** The images of the shop, built on this machine and pushed to the registry. */
export class RegistryStack extends TerraformStack {
	readonly till: MicroserviceImage;

	constructor(scope: Construct, id: string) {
		super(scope, id);
		const engine = new DockerEngine(this, "docker", {
			version: DOCKER_PROVIDER,
			registryAuth: [this.login()],
		});
		const own = REGISTRY.isOwn ? [this.ownRegistry(engine)] : [];
		this.till = new MicroserviceImage(this, "till", {
			name: `${REGISTRY.host}/shop/till`,
			context: "stacks/till",
			provider: engine,
			dependsOn: own,
		});
	}

	private login() {
		// What listens on this machine only has no certificate.
		const isLocal = /^(127\.|localhost)/.test(REGISTRY.host);
		const address = `${isLocal ? "http" : "https"}://${REGISTRY.host}`;
		if (REGISTRY.username === undefined) return { address, authDisabled: true };
		const password = passwordOf(this, "registry_password").stringValue;
		return { address, username: REGISTRY.username, password };
	}

	private ownRegistry(engine: DockerEngine): Container {
		const name = `fogform-${PREFIX}registry`;
		const image = new Image(this, "registry_image", {
			name: "registry:2",
			keepLocally: true,
			provider: engine,
		});
		const volume = new Volume(this, "data", { name, provider: engine });
		return new Container(this, "registry", {
			name,
			image: image.imageId,
			restart: "unless-stopped",
			ports: [
				{
					internal: 5000,
					external: Number(REGISTRY.host.split(":").at(-1)),
					ip: "127.0.0.1",
				},
			],
			volumes: [
				{ volumeName: volume.name, containerPath: "/var/lib/registry" },
			],
			healthcheck: {
				test: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1:5000/v2/"],
				interval: "2s",
			},
			wait: true,
			provider: engine,
		});
	}
}
