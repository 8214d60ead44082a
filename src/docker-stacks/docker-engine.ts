import {
	DockerProvider,
	type DockerProviderConfig,
} from "@cdktf/provider-docker/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of the provider `docker`. */
export interface DockerEngineConfig extends DockerProviderConfig {
	/** Version of the provider, exactly. By default the one that `@cdktf/provider-docker` was made for; one stack has one version. */
	readonly version?: string;
}

/** A Docker Engine: the provider `docker` in a version of one's choice. `host` is `unix:///…`, `ssh://user@host` or `tcp://host:2376`, by default what `DOCKER_HOST` says. */
export class DockerEngine extends DockerProvider {
	constructor(scope: Construct, id: string, config: DockerEngineConfig = {}) {
		const { version, ...rest } = config;
		super(scope, id, rest);
		if (version !== undefined)
			TerraformStack.of(this).addOverride(
				"terraform.required_providers.docker.version",
				version,
			);
	}
}
