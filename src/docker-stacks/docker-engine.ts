import { join } from "node:path";
import {
	DockerProvider,
	type DockerProviderConfig,
} from "@cdktf/provider-docker/lib/provider";
import { type ISynthesisSession, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

const SOURCE = "kreuzwerker/docker";
/** The version that `@cdktf/provider-docker` was made for, and asks for. */
const BINDINGS_VERSION = "3.6.2";

/** Arguments of the provider `docker`. */
export interface DockerEngineConfig extends DockerProviderConfig {
	/** Version of the provider, exactly. By default the one that `@cdktf/provider-docker` was made for; one stack has one version. */
	readonly version?: string;
}

/** The version of the provider `docker` that a stack asks for. */
export function versionOf(stack: TerraformStack): string {
	const { rawOverrides } = stack as unknown as {
		rawOverrides: {
			terraform?: { required_providers?: { docker?: { version?: string } } };
		};
	};
	return (
		rawOverrides.terraform?.required_providers?.docker?.version ??
		BINDINGS_VERSION
	);
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
		// The hook that assets of cdktf use, known by its symbol in cdktf and cdktn alike.
		Object.defineProperty(this, Symbol.for("cdktf/customSynthesis"), {
			value: {
				onSynthesize: (session: ISynthesisSession) => this.lock(session),
			},
		});
	}

	private lock({ outdir, manifest }: ISynthesisSession): void {
		const stack = TerraformStack.of(this);
		const { workingDirectory } = manifest.forStack(stack);
		const version = versionOf(stack);
		const { lockProvider } = require("../vendor") as typeof import("../vendor");
		lockProvider(join(outdir, workingDirectory), { source: SOURCE, version });
	}
}
