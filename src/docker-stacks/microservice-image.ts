import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { Image } from "@cdktf/provider-docker/lib/image";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { RegistryImage } from "@cdktf/provider-docker/lib/registry-image";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import type { Images } from "../constructs/images";
import { BuildContext } from "./build-context";
import { buildWhereTold } from "./builds";
import { contextFiles } from "./context-files";
import { warnOfOfficialAgents } from "./official-agents";

type Architecture = keyof Images;

/** Docker's names of the architectures. */
const PLATFORMS: Readonly<Record<Architecture, string>> = {
	amd64: "linux/amd64",
	arm: "linux/arm64",
};

/** Arguments of {@link MicroserviceImage}. */
export interface MicroserviceImageConfig {
	/** Registry and path of the image, without a tag, e.g. `registry.example.com/shop/web`. */
	readonly name: string;
	/** Folder with the Dockerfile and what it copies: a path from the folder of `cdktf.json` on, or an absolute one. `.dockerignore` is respected. */
	readonly context: string;
	/** Path of the Dockerfile within `context`. Default: `Dockerfile`. */
	readonly dockerfile?: string;
	/** Values of the `ARG`s of the Dockerfile, known when the stack is synthesized. They stand in the state and in the image's history: no secrets. */
	readonly buildArgs?: { readonly [name: string]: string };
	/** Stage of the Dockerfile to build. Default: the last one. */
	readonly target?: string;
	/**
	 * Architectures to build for, each with a tag of its own; more than one, or another one than the engine's, needs buildx with an emulator.
	 * Without it the image is for the engine's own architecture, and stands for all.
	 */
	readonly architectures?: readonly Architecture[];
	/** Name of the buildx builder. Default: the engine's own. */
	readonly builder?: string;
	/** Engine that builds and pushes, with `registryAuth` for the registry's password. Default: the stack's provider `docker` without an alias. */
	readonly provider?: DockerProvider;
	/** Whether the image stays in the registry when it is replaced or destroyed, so that agents that are away and rollbacks find it. Default: true. */
	readonly keepRemotely?: boolean;
	/** Whether the image stays in the engine when it is replaced or destroyed. Default: true. */
	readonly keepLocally?: boolean;
	/** Whether the registry's certificate is not verified. Default: false. For a registry without TLS write `http://` before its address in `registryAuth` of the engine instead. */
	readonly insecureSkipVerify?: boolean;
	/** What has to be there before: for instance the registry, where the same stack makes it. */
	readonly dependsOn?: ITerraformDependable[];
}

interface Built {
	readonly reference: string;
	readonly digest: string;
}

/**
 * An image that is built from a folder and pushed to a registry: `docker_image` and `docker_registry_image` in Terraform. Its tag is a hash of
 * everything that goes into it, so that a change of the source shows in the plan of the microservices that run it; the new one is there before
 * the old one goes.
 */
export class MicroserviceImage extends Construct {
	/** Hash of everything that goes into the image: the tag, before the architecture. */
	readonly contentHash: string;
	/** What a `Microservice` runs, e.g. `registry.example.com/shop/web:0a1b2c3d4e5f6071`; known as soon as it is pushed. */
	readonly reference: string;
	/** The reference of each architecture, for the argument `images` of a `Microservice`. */
	readonly images: Images;
	/** The image by the digest that the registry gave it, e.g. `registry.example.com/shop/web@sha256:…`. Official agents do not take it. */
	readonly digest: string;

	constructor(scope: Construct, id: string, config: MicroserviceImageConfig) {
		super(scope, id);
		check(this, config);
		const { context, dockerfile = "Dockerfile", architectures } = config;
		const files = contextFiles(folderOf(context), dockerfile);
		const built = new BuildContext(this, "context", { files });
		this.contentHash = hashOf(built.hash, config);
		const images = new Map<Architecture | undefined, Built>(
			(architectures ?? [undefined]).map((architecture) => [
				architecture,
				this.build(config, built, architecture),
			]),
		);
		const [first] = images.values();
		const { reference, digest } = first as Built;
		this.reference = reference;
		this.digest = digest;
		this.images = architectures
			? Object.fromEntries(
					[...images].map(([name, image]) => [name, image.reference]),
				)
			: { amd64: reference, arm: reference };
		warnOfOfficialAgents(this, config.name);
	}

	private build(
		config: MicroserviceImageConfig,
		context: BuildContext,
		architecture: Architecture | undefined,
	): Built {
		const { provider, keepLocally, keepRemotely, dependsOn, builder } = config;
		const suffix = architecture ? `-${architecture}` : "";
		const name = `${config.name}:${this.contentHash}${suffix}`;
		const triggers = { content: this.contentHash };
		const lifecycle = { createBeforeDestroy: true };
		const image = new Image(this, `image${suffix}`, {
			name,
			...(provider && { provider }),
			...(dependsOn && { dependsOn }),
			...(architecture && { platform: PLATFORMS[architecture] }),
			buildAttribute: {
				context: context.path,
				dockerfile: config.dockerfile ?? "Dockerfile",
				...(config.buildArgs && { buildArgs: { ...config.buildArgs } }),
				...(config.target && { target: config.target }),
				...(builder && { builder }),
				...(architecture && { platform: PLATFORMS[architecture] }),
			},
			triggers,
			keepLocally: keepLocally ?? true,
			lifecycle,
		});
		if (builder === undefined) buildWhereTold(image, provider);
		const pushed = new RegistryImage(this, `pushed${suffix}`, {
			name: image.name,
			...(provider && { provider }),
			triggers,
			keepRemotely: keepRemotely ?? true,
			insecureSkipVerify: config.insecureSkipVerify ?? false,
			lifecycle,
		});
		return {
			reference: pushed.name,
			digest: `${config.name}@${pushed.sha256Digest}`,
		};
	}
}

function check(image: MicroserviceImage, config: MicroserviceImageConfig) {
	const { name, context, buildArgs, architectures } = config;
	const refuse = (what: string): never => {
		throw new TypeError(`"${image.node.path}": ${what}`);
	};
	if (
		[name, context].some((text) => Token.isUnresolved(text)) ||
		Token.isUnresolved(buildArgs) ||
		Object.values(buildArgs ?? {}).some((value) => Token.isUnresolved(value))
	)
		refuse(
			"name, context and buildArgs go into the tag of the image, and have to be known when the stack is synthesized.",
		);
	const [, path] =
		/^(?:[a-z0-9.-]+(?::\d+)?|\[[0-9a-f:]+\](?::\d+)?)\/(.+)$/i.exec(name) ??
		[];
	if (path === undefined || !/^[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(path))
		refuse(
			`the name "${name}" has to be the registry's host and a path in lower case, without a tag, such as registry.example.com/shop/web.`,
		);
	if (architectures?.length === 0)
		refuse("architectures is empty: leave it out for the engine's own.");
}

/** The folder of `cdktf.json`, above which no path of the user begins. */
function folderOf(context: string): string {
	if (isAbsolute(context)) return context;
	for (let folder = process.cwd(); ; folder = dirname(folder)) {
		if (existsSync(join(folder, "cdktf.json"))) return resolve(folder, context);
		if (folder === dirname(folder)) return resolve(context);
	}
}

/** Whatever else makes another image of the same files. */
function hashOf(context: string, config: MicroserviceImageConfig): string {
	const { buildArgs = {}, target, dockerfile } = config;
	const rest = [Object.entries(buildArgs).sort(), target, dockerfile];
	if (JSON.stringify(rest) === "[[],null,null]") return context;
	const digest = createHash("sha256").update(context);
	return digest.update(JSON.stringify(rest)).digest("hex").slice(0, 16);
}
