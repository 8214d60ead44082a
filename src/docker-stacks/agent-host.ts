import { Container } from "@cdktf/provider-docker/lib/container";
import { Image } from "@cdktf/provider-docker/lib/image";
import { Network } from "@cdktf/provider-docker/lib/network";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Agent, type AgentConfig } from "../constructs/agent";
import { entersFleetBy } from "../constructs/fleet-entry";
import { AgentProvisioning } from "../constructs/generated";
import { addressOf } from "../constructs/references";
import { markDevAgent } from "./agent-kind";
import type { ControllerHost } from "./controller-host";
import { type Dialect, natsModeOf } from "./dialect";
import { claimEngine } from "./engines";
import {
	HEALTHY_SECONDS,
	LOG_ROTATION,
	labelsOf,
	STARTING,
} from "./housekeeping";
import { checkName } from "./names";
import { OwnImage } from "./own-images";

/** Which agent runs on a host. */
export type AgentKind = "dev" | "official";

/** Official images by dialect of the Controller: each works with that one only. */
export const OFFICIAL_AGENTS: Readonly<Record<Dialect, string>> = {
	"3.0": "iofog/agent:3.0.0",
	"3.7": "ghcr.io/eclipse-iofog/agent:3.7.0",
};

/** Arguments of an edge host. */
export interface AgentHostConfig {
	/** Name of the agent; container, network and data volume are called `fogform-NAME`. */
	readonly name: string;
	/** `dev` (the default) for the agent of fogform, built on the engine from the Dockerfile of this package; `official` for the agent of Eclipse ioFog, which needs an engine of its own, as it removes every container `iofog_*` that it does not know. */
	readonly kind?: AgentKind;
	/** Engine of the host: a provider `docker`; without it the stack's own. The provider's `host` may be `unix://`, `ssh://` or `tcp://` with TLS (`certPath`). */
	readonly engine?: DockerProvider;
	/** Controller that runs on the same engine: gives `controllerUrl`, `network` and `dialect`. */
	readonly controller?: ControllerHost;
	/** URL of the Controller as the agent's container reaches it; without it the provider's own. */
	readonly controllerUrl?: string;
	/** Dialect of the Controller. Where neither it nor `controller` is given, the Controller is asked. */
	readonly dialect?: Dialect;
	/** Network that the agent's container joins, or its name; without it one of its own is made. */
	readonly network?: Network | string;
	/** Image of the agent, pulled, instead of the default of its kind. */
	readonly image?: string;
	/** Path of the engine's socket on its host; by default that of a `unix://` provider, else `/var/run/docker.sock`. */
	readonly dockerSocket?: string;
	/** More arguments of `iofog_agent`, e.g. `tags` or `changeFrequency`; or an agent of this or another stack, which is then not made here. */
	readonly agent?: Agent | Omit<AgentConfig, "name">;
	/** Labels of the container besides `fogform.role` and `fogform.agent`. */
	readonly labels?: Readonly<Record<string, string>>;
	/** Whether destroying removes the named volumes of the agent's microservices, too; false by default. Dev agents only. */
	readonly removeVolumesOnDestroy?: boolean;
	/** Whether destroying leaves the containers of the agent alone, for a host that is gone for good; false by default. */
	readonly skipCleanup?: boolean;
}

/** An edge host: an agent in a container of a Docker Engine, brought into the fleet. */
export class AgentHost extends Construct {
	/** The agent, for microservices: `new Microservice(…, { agent: host.agent })`. */
	readonly agent: Agent;
	readonly kind: AgentKind;
	readonly container: Container;
	/** Volume with the agent's credentials; it outlives the container. */
	readonly volume: Volume;
	/** Brings the agent into the fleet; what waits for a working agent depends on it. */
	readonly provisioning: AgentProvisioning;

	constructor(scope: Construct, id: string, config: AgentHostConfig) {
		super(scope, id);
		const { name, engine: provider, controller } = config;
		this.kind = config.kind ?? "dev";
		checkName(this, name);
		checkKind(this, config, this.kind);
		const { host, certPath } = claimEngine(this, provider, this.kind);
		const dialect = config.dialect ?? controller?.dialect;
		const given = config.agent;
		this.agent =
			given instanceof Agent ? given : this.makeAgent(config, given, dialect);
		if (this.kind === "dev") markDevAgent(this.agent);

		const full = `fogform-${name}`;
		this.volume = new Volume(this, "data", {
			name: full,
			labels: labelsOf("agent", name),
			provider,
		});
		this.container = new Container(this, "container", {
			name: full,
			image: this.image(config, dialect, provider),
			restart: "unless-stopped",
			...this.recipe(socketOf(config, host)),
			networksAdvanced: [{ name: this.network(config, full) }],
			labels: labelsOf("agent", name, config.labels),
			...LOG_ROTATION,
			destroyGraceSeconds: 20,
			wait: true,
			waitTimeout: HEALTHY_SECONDS,
			provider,
		});
		this.provisioning = new AgentProvisioning(this, "provisioning", {
			agentUuid: this.agent.uuid,
			container: this.container.name,
			kind: this.kind,
			dockerHost: host,
			dockerCertPath: certPath,
			controllerUrl: config.controllerUrl ?? controller?.agentUrl,
			removeVolumes: config.removeVolumesOnDestroy,
			skipCleanup: config.skipCleanup,
			provider: given instanceof Agent ? undefined : given?.provider,
			lifecycle: { replaceTriggeredBy: [addressOf(this.volume)] },
		});
		entersFleetBy(this.agent, this.provisioning);
	}

	private makeAgent(
		{ name }: AgentHostConfig,
		more: Omit<AgentConfig, "name"> = {},
		dialect: Dialect | undefined,
	): Agent {
		return new Agent(this, "agent", {
			host: name,
			...(more.natsMode === undefined && {
				natsMode: natsModeOf(this, dialect),
			}),
			...(this.kind === "dev" && { routerMode: "none" }),
			...more,
			name,
		});
	}

	private image(
		{ image }: AgentHostConfig,
		dialect: Dialect | undefined,
		provider: DockerProvider | undefined,
	): string {
		if (image === undefined && this.kind === "dev")
			return new OwnImage(this, "image", "agent", provider).reference;
		const name = image ?? (dialect && OFFICIAL_AGENTS[dialect]);
		if (name === undefined)
			throw new TypeError(
				`"${this.node.path}" needs "image" or "dialect": the official agent is another one for each dialect.`,
			);
		const pulled = { name, keepLocally: true, provider };
		return new Image(this, "image", pulled).imageId;
	}

	private network(config: AgentHostConfig, name: string): string {
		const given = config.network ?? config.controller?.network;
		if (typeof given === "string") return given;
		if (given !== undefined) return given.name;
		return new Network(this, "network", {
			name,
			labels: labelsOf("agent", config.name),
			provider: config.engine,
		}).name;
	}

	private recipe(socket: string) {
		const engine = {
			hostPath: socket,
			containerPath: "/var/run/docker.sock",
		};
		if (this.kind === "official")
			return {
				privileged: true,
				volumes: [
					engine,
					{ volumeName: this.volume.name, containerPath: "/etc/iofog-agent" },
					// What it mounts into microservices has to have the same path outside.
					{
						hostPath: "/var/lib/iofog-agent",
						containerPath: "/var/lib/iofog-agent",
					},
				],
				healthcheck: check("iofog-agent", "version"),
			};
		// What is mounted into microservices lies in the data folder, which therefore has the same path inside and outside.
		const data = this.volume.mountpoint;
		return {
			command: ["agent", "--data", data],
			volumes: [engine, { volumeName: this.volume.name, containerPath: data }],
			healthcheck: check("fogform", "healthy", "agent"),
		};
	}
}

const check = (...command: string[]) => ({
	test: ["CMD", ...command],
	interval: "10s",
	timeout: "5s",
	startPeriod: STARTING,
	retries: 3,
});

function checkKind(
	scope: AgentHost,
	config: AgentHostConfig,
	kind: AgentKind,
): void {
	if (kind === "official" && config.removeVolumesOnDestroy)
		throw new TypeError(
			`"${scope.node.path}" sets "removeVolumesOnDestroy": the official agent cannot remove volumes.`,
		);
	if (config.controller && config.controllerUrl !== undefined)
		throw new TypeError(
			`"${scope.node.path}" sets "controller" and "controllerUrl": only one of them can be set.`,
		);
}

function socketOf(
	{ dockerSocket }: AgentHostConfig,
	host: string | undefined,
): string {
	if (dockerSocket !== undefined) return dockerSocket;
	const local = host ?? process.env.DOCKER_HOST;
	if (local !== undefined && !Token.isUnresolved(local)) {
		const [, path] = /^unix:\/\/(\/.+)$/.exec(local) ?? [];
		if (path !== undefined) return path;
	}
	return "/var/run/docker.sock";
}
