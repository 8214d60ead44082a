import { dirname, join } from "node:path";
import { Container } from "@cdktf/provider-docker/lib/container";
import { Image } from "@cdktf/provider-docker/lib/image";
import { Network } from "@cdktf/provider-docker/lib/network";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import {
	Aspects,
	DataResource,
	type IAspect,
	TerraformStack,
	type TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";
import { Agent } from "../constructs/agent";
import { addressOf } from "../constructs/references";
import type { Dialect } from "./dialect";
import { EXIT_CODES } from "./first-user";
import {
	HEALTHY_SECONDS,
	LOG_ROTATION,
	labelsOf,
	STARTING,
} from "./housekeeping";
import { checkName } from "./names";
import { OwnImage } from "./own-images";

/** The port of a Controller in its container. */
const PORT = 51_121;

/** Where official images keep their database. */
const OFFICIAL_DATA: Readonly<Record<Dialect, string>> = {
	"3.0":
		"/usr/local/lib/node_modules/@iofog/iofogcontroller/src/data/sqlite_files",
	"3.7":
		"/home/runner/.npm-global/lib/node_modules/@datasance/iofogcontroller/src/data/sqlite_files",
};

/** The program that signs the first user up, as it is built: Terraform runs it with Node. */
const FIRST_USER = join(
	dirname(require.resolve("../../package.json")),
	"lib/docker-stacks/first-user.js",
);

const STATUS = `fetch("http://127.0.0.1:${PORT}/api/v3/status").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;

/** The user that a Controller begins with. */
export interface FirstUser {
	readonly email: string | TerraformVariable;
	/** At least 8 characters. A variable keeps it out of the code; it is in no state, log or `docker inspect`. */
	readonly password: string | TerraformVariable;
}

/** Arguments of a Controller in a container. */
export interface ControllerHostConfig {
	/** Container, network and volume are called `fogform-NAME`; `controller` by default. */
	readonly name?: string;
	/** Which Controller it is, or is like: 3.0 or 3.7 (the default). */
	readonly dialect?: Dialect;
	/** An official image, e.g. `iofog/controller:3.0.4`; by default the dev Controller, built on the engine from the Dockerfile of this package. */
	readonly image?: string;
	/** Engine: a provider `docker`; without it the stack's own. */
	readonly engine?: DockerProvider;
	/** Network that agents reach it on, or its name; without it one of its own is made. */
	readonly network?: Network | string;
	/** Port on 127.0.0.1 of the engine's machine; 51121 by default. */
	readonly port?: number;
	/** The first user, made when the Controller has none. Official Controllers 3.7 take their users from an identity provider. */
	readonly user?: FirstUser;
	/** Variables of the container, e.g. for the identity provider of an official Controller 3.7. They are in the state. */
	readonly env?: Readonly<Record<string, string>>;
	/** Where an official image keeps its database. */
	readonly dataPath?: string;
	/** Labels of the container besides `fogform.role` and `fogform.controller`. */
	readonly labels?: Readonly<Record<string, string>>;
}

/** Terraform creates everything first that something which is created first depends on: of this container's name and port there is but one. */
const AGENTS_GO_FIRST: IAspect = {
	visit(node) {
		if (node instanceof Agent)
			node.lifecycle = { ...node.lifecycle, createBeforeDestroy: false };
	},
};

/** A Controller in a container, for laptops and tests. In its stack, an agent that is replaced is deleted before its successor is created. */
export class ControllerHost extends Construct {
	readonly dialect: Dialect;
	/** URL on the engine's machine, e.g. for `new IofogProvider(…, { url: host.url })`; known when the Controller is up and has its first user. */
	readonly url: string;
	/** URL as seen from containers on `network`. */
	readonly agentUrl: string;
	/** Name of the network that agents reach it on. */
	readonly network: string;
	readonly container: Container;
	/** Volume with the Controller's data; it outlives the container. */
	readonly volume: Volume;

	constructor(scope: Construct, id: string, config: ControllerHostConfig) {
		super(scope, id);
		const { name = "controller", engine: provider, port = PORT } = config;
		this.dialect = config.dialect ?? "3.7";
		checkName(this, name);
		checkUser(this, config, this.dialect);
		const full = `fogform-${name}`;
		this.network = this.networkOf(config, name, full);
		this.volume = new Volume(this, "data", {
			name: full,
			labels: labelsOf("controller", name),
			provider,
		});
		this.container = new Container(this, "container", {
			name: full,
			...this.recipe(config),
			env: Object.entries(config.env ?? {}).map(([k, v]) => `${k}=${v}`),
			restart: "unless-stopped",
			networksAdvanced: [{ name: this.network }],
			ports: [{ internal: PORT, external: port, ip: "127.0.0.1" }],
			labels: labelsOf("controller", name, config.labels),
			...LOG_ROTATION,
			destroyGraceSeconds: 20,
			wait: true,
			waitTimeout: HEALTHY_SECONDS,
			provider,
		});
		this.url = this.whenUp(`http://127.0.0.1:${port}`, config.user);
		this.agentUrl = `http://${this.container.name}:${PORT}`;
		Aspects.of(TerraformStack.of(this)).add(AGENTS_GO_FIRST);
	}

	/** The URL, known when the Controller is up and has its first user. The password is in the environment of the command only, which no state keeps. */
	private whenUp(url: string, user: FirstUser | undefined): string {
		const up = new DataResource(this, "up", {
			// A text is a value of any type, which the types of cdktf leave out.
			input: url as never,
			dependsOn: [this.container],
			// A Controller that lost its data has no user any more.
			lifecycle: { replaceTriggeredBy: [addressOf(this.volume)] },
			provisioners: user && [
				{
					type: "local-exec",
					command: EXIT_CODES,
					interpreter: [process.execPath, FIRST_USER],
					environment: {
						FOGFORM_URL: url,
						FOGFORM_EMAIL: textOf(user.email),
						FOGFORM_PASSWORD: textOf(user.password),
					},
				},
			],
		});
		return up.getStringAttribute("output");
	}

	private networkOf(
		{ network, engine }: ControllerHostConfig,
		name: string,
		full: string,
	): string {
		if (typeof network === "string") return network;
		if (network !== undefined) return network.name;
		return new Network(this, "network", {
			name: full,
			labels: labelsOf("controller", name),
			provider: engine,
		}).name;
	}

	private recipe({ image, dataPath, engine: provider }: ControllerHostConfig) {
		const at = (containerPath: string) => [
			{ volumeName: this.volume.name, containerPath },
		];
		const healthcheck = {
			interval: "5s",
			timeout: "5s",
			startPeriod: STARTING,
			retries: 12,
		};
		if (image !== undefined)
			return {
				image: new Image(this, "image", {
					name: image,
					keepLocally: true,
					provider,
				}).imageId,
				volumes: at(dataPath ?? OFFICIAL_DATA[this.dialect]),
				healthcheck: { ...healthcheck, test: ["CMD", "node", "-e", STATUS] },
			};
		return {
			image: new OwnImage(this, "image", "controller", provider).reference,
			command: [
				"controller",
				"--host",
				"0.0.0.0",
				"--data",
				"/data",
				"--dialect",
				this.dialect,
				"--sign-up",
			],
			volumes: at("/data"),
			healthcheck: {
				...healthcheck,
				test: ["CMD", "fogform", "healthy", "controller"],
			},
		};
	}
}

const textOf = (value: string | TerraformVariable): string =>
	typeof value === "string" ? value : value.stringValue;

function checkUser(
	scope: Construct,
	{ image, user }: ControllerHostConfig,
	dialect: Dialect,
): void {
	const hasOwnUsers = image === undefined || dialect === "3.0";
	if (hasOwnUsers && user === undefined)
		throw new TypeError(
			`"${scope.node.path}" needs "user": the Controller begins with nobody who could log in.`,
		);
	if (!hasOwnUsers && user !== undefined)
		throw new TypeError(
			`"${scope.node.path}" sets "user": an official Controller 3.7 takes its users from an identity provider. Tell it which by "env".`,
		);
}
