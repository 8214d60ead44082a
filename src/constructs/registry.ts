import { Registry as Generated } from "./generated";

export type { RegistryConfig } from "./generated";

/** An image registry that agents pull from; `iofog_registry` in Terraform. Two are built in, and cannot be managed: `DOCKER_HUB` and `FROM_CACHE`. */
export class Registry extends Generated {
	/** Docker Hub, which every Controller has. */
	static readonly DOCKER_HUB = 1;

	/** `from_cache`, which every Controller has: images are taken from the agent's own cache, never pulled. */
	static readonly FROM_CACHE = 2;
}
