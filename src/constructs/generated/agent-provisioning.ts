// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type IResolvable,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_agent_provisioning`. */
export interface AgentProvisioningConfig extends TerraformMetaArguments {
	/**
	 * UUID of the agent that the container becomes.
	 *
	 * Forces replacement.
	 */
	readonly agentUuid: string;
	/** Name or ID of the container in which the agent runs. A container that takes the place of another keeps the provisioning if it has the same data volume, so that a change makes no call. */
	readonly container: string;
	/** Docker Engine that the container runs on, written as for the Docker provider: `unix:///var/run/docker.sock`, `ssh://user@host` (the program `ssh` with its settings and keys, without a password) or `tcp://host:2376`. Without it `DOCKER_HOST` of the environment holds, else `unix:///var/run/docker.sock`. Another engine forces replacement. */
	readonly dockerHost?: string;
	/** Folder with `ca.pem`, `cert.pem` and `key.pem` for a `docker_host` with TLS. Without it `DOCKER_CERT_PATH` of the environment holds where `DOCKER_TLS_VERIFY` is set. */
	readonly dockerCertPath?: string;
	/**
	 * `dev` for the agent of fogform (`fogform agent`), which reads the key from standard input; `official` for the agent of Eclipse ioFog, which takes the key as an argument only: while the command runs, processes of that host can see it, and it is then used up.
	 *
	 * Default: `"dev"`. Forces replacement.
	 */
	readonly kind?: "dev" | "official" | (string & {});
	/** URL at which the agent reaches the Controller, where that is not the URL of the provider, e.g. `http://controller:51121` on a Docker network. */
	readonly controllerUrl?: string;
	/** Data folder of the agent inside the container (`dev` only). Without it the one that the container's command names with `--data`, else that of `fogform agent`. */
	readonly dataFolder?: string;
	/**
	 * Whether destroying removes the named volumes of the agent's microservices, too (`dev` only).
	 *
	 * Default: `false`.
	 */
	readonly removeVolumes?: boolean | IResolvable;
	/**
	 * Whether destroying leaves engine and agent alone, for a host that is gone for good. What runs there runs on.
	 *
	 * Default: `false`.
	 */
	readonly skipCleanup?: boolean | IResolvable;
	/** Limits of time for bringing the agent into the fleet. */
	readonly timeouts?: AgentProvisioningTimeouts | IResolvable;
}

/** Limits of time for bringing the agent into the fleet. */
export interface AgentProvisioningTimeouts {
	/** How long creating may take, e.g. `90s`. */
	readonly create?: string;
	/** How long updating may take, e.g. `90s`. */
	readonly update?: string;
}

/** References into `timeouts`. */
export class AgentProvisioningTimeoutsOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): AgentProvisioningTimeouts | IResolvable | undefined {
		return this.arguments.whole as
			| AgentProvisioningTimeouts
			| IResolvable
			| undefined;
	}

	set internalValue(value:
		| AgentProvisioningTimeouts
		| IResolvable
		| undefined) {
		this.arguments.whole = value;
	}

	/** How long creating may take, e.g. `90s`. */
	get create(): string {
		return this.getStringAttribute("create");
	}

	set create(value: string) {
		this.arguments.set("create", value);
	}

	/** Takes `create` away. */
	resetCreate(): void {
		this.arguments.set("create", undefined);
	}

	/** `create` as it was set. */
	get createInput(): string | undefined {
		return this.arguments.get("create") as string | undefined;
	}

	/** How long updating may take, e.g. `90s`. */
	get update(): string {
		return this.getStringAttribute("update");
	}

	set update(value: string) {
		this.arguments.set("update", value);
	}

	/** Takes `update` away. */
	resetUpdate(): void {
		this.arguments.set("update", undefined);
	}

	/** `update` as it was set. */
	get updateInput(): string | undefined {
		return this.arguments.get("update") as string | undefined;
	}
}

const SHAPES: Shapes = {
	agentUuid: "plain",
	container: "plain",
	dockerHost: "plain",
	dockerCertPath: "plain",
	kind: "plain",
	controllerUrl: "plain",
	dataFolder: "plain",
	removeVolumes: "plain",
	skipCleanup: "plain",
	timeouts: { object: { create: "plain", update: "plain" } },
};

/**
 * Brings an agent that runs in a container into the fleet: a provisioning key is made and handed over inside the container, and is kept nowhere. The credentials that the agent gets for it live in its data volume: replacing the container does not touch them. Destroying takes the agent out of the fleet, and waits until none of its containers and networks is left.
 *
 * `iofog_agent_provisioning` in Terraform.
 */
export class AgentProvisioning extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_agent_provisioning";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `AGENT-UUID/CONTAINER` or `AGENT-UUID/CONTAINER@DOCKER-HOST`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: AgentProvisioning.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: AgentProvisioningConfig) {
		super(scope, id, AgentProvisioning.tfResourceType, SHAPES, config);
	}

	/**
	 * UUID of the agent that the container becomes.
	 *
	 * Forces replacement.
	 */
	get agentUuid(): string {
		return this.getStringAttribute("agent_uuid");
	}

	set agentUuid(value: string) {
		this.arguments.set("agentUuid", value);
	}

	/** `agent_uuid` as it was set. */
	get agentUuidInput(): string | undefined {
		return this.arguments.get("agentUuid") as string | undefined;
	}

	/** Name or ID of the container in which the agent runs. A container that takes the place of another keeps the provisioning if it has the same data volume, so that a change makes no call. */
	get container(): string {
		return this.getStringAttribute("container");
	}

	set container(value: string) {
		this.arguments.set("container", value);
	}

	/** `container` as it was set. */
	get containerInput(): string | undefined {
		return this.arguments.get("container") as string | undefined;
	}

	/** Docker Engine that the container runs on, written as for the Docker provider: `unix:///var/run/docker.sock`, `ssh://user@host` (the program `ssh` with its settings and keys, without a password) or `tcp://host:2376`. Without it `DOCKER_HOST` of the environment holds, else `unix:///var/run/docker.sock`. Another engine forces replacement. */
	get dockerHost(): string {
		return this.getStringAttribute("docker_host");
	}

	set dockerHost(value: string) {
		this.arguments.set("dockerHost", value);
	}

	/** Takes `docker_host` away. */
	resetDockerHost(): void {
		this.arguments.set("dockerHost", undefined);
	}

	/** `docker_host` as it was set. */
	get dockerHostInput(): string | undefined {
		return this.arguments.get("dockerHost") as string | undefined;
	}

	/** Folder with `ca.pem`, `cert.pem` and `key.pem` for a `docker_host` with TLS. Without it `DOCKER_CERT_PATH` of the environment holds where `DOCKER_TLS_VERIFY` is set. */
	get dockerCertPath(): string {
		return this.getStringAttribute("docker_cert_path");
	}

	set dockerCertPath(value: string) {
		this.arguments.set("dockerCertPath", value);
	}

	/** Takes `docker_cert_path` away. */
	resetDockerCertPath(): void {
		this.arguments.set("dockerCertPath", undefined);
	}

	/** `docker_cert_path` as it was set. */
	get dockerCertPathInput(): string | undefined {
		return this.arguments.get("dockerCertPath") as string | undefined;
	}

	/**
	 * `dev` for the agent of fogform (`fogform agent`), which reads the key from standard input; `official` for the agent of Eclipse ioFog, which takes the key as an argument only: while the command runs, processes of that host can see it, and it is then used up.
	 *
	 * Default: `"dev"`. Forces replacement.
	 */
	get kind(): string {
		return this.getStringAttribute("kind");
	}

	set kind(value: "dev" | "official" | (string & {})) {
		this.arguments.set("kind", value);
	}

	/** Takes `kind` away. */
	resetKind(): void {
		this.arguments.set("kind", undefined);
	}

	/** `kind` as it was set. */
	get kindInput(): "dev" | "official" | (string & {}) | undefined {
		return this.arguments.get("kind") as
			| "dev"
			| "official"
			| (string & {})
			| undefined;
	}

	/** URL at which the agent reaches the Controller, where that is not the URL of the provider, e.g. `http://controller:51121` on a Docker network. */
	get controllerUrl(): string {
		return this.getStringAttribute("controller_url");
	}

	set controllerUrl(value: string) {
		this.arguments.set("controllerUrl", value);
	}

	/** Takes `controller_url` away. */
	resetControllerUrl(): void {
		this.arguments.set("controllerUrl", undefined);
	}

	/** `controller_url` as it was set. */
	get controllerUrlInput(): string | undefined {
		return this.arguments.get("controllerUrl") as string | undefined;
	}

	/** Data folder of the agent inside the container (`dev` only). Without it the one that the container's command names with `--data`, else that of `fogform agent`. */
	get dataFolder(): string {
		return this.getStringAttribute("data_folder");
	}

	set dataFolder(value: string) {
		this.arguments.set("dataFolder", value);
	}

	/** Takes `data_folder` away. */
	resetDataFolder(): void {
		this.arguments.set("dataFolder", undefined);
	}

	/** `data_folder` as it was set. */
	get dataFolderInput(): string | undefined {
		return this.arguments.get("dataFolder") as string | undefined;
	}

	/**
	 * Whether destroying removes the named volumes of the agent's microservices, too (`dev` only).
	 *
	 * Default: `false`.
	 */
	get removeVolumes(): IResolvable {
		return this.getBooleanAttribute("remove_volumes");
	}

	set removeVolumes(value: boolean | IResolvable) {
		this.arguments.set("removeVolumes", value);
	}

	/** Takes `remove_volumes` away. */
	resetRemoveVolumes(): void {
		this.arguments.set("removeVolumes", undefined);
	}

	/** `remove_volumes` as it was set. */
	get removeVolumesInput(): boolean | IResolvable | undefined {
		return this.arguments.get("removeVolumes") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Whether destroying leaves engine and agent alone, for a host that is gone for good. What runs there runs on.
	 *
	 * Default: `false`.
	 */
	get skipCleanup(): IResolvable {
		return this.getBooleanAttribute("skip_cleanup");
	}

	set skipCleanup(value: boolean | IResolvable) {
		this.arguments.set("skipCleanup", value);
	}

	/** Takes `skip_cleanup` away. */
	resetSkipCleanup(): void {
		this.arguments.set("skipCleanup", undefined);
	}

	/** `skip_cleanup` as it was set. */
	get skipCleanupInput(): boolean | IResolvable | undefined {
		return this.arguments.get("skipCleanup") as
			| boolean
			| IResolvable
			| undefined;
	}

	/** Limits of time for bringing the agent into the fleet. */
	get timeouts(): AgentProvisioningTimeoutsOutputReference {
		return this.arguments.reference(
			"timeouts",
			() =>
				new AgentProvisioningTimeoutsOutputReference(
					this,
					"timeouts",
					this.arguments,
					"timeouts",
				),
		);
	}

	/** Sets `timeouts`. */
	putTimeouts(value: AgentProvisioningTimeouts | IResolvable): void {
		this.arguments.set("timeouts", value);
	}

	/** Takes `timeouts` away. */
	resetTimeouts(): void {
		this.arguments.set("timeouts", undefined);
	}

	/** `timeouts` as it was set. */
	get timeoutsInput(): AgentProvisioningTimeouts | IResolvable | undefined {
		return this.arguments.get("timeouts") as
			| AgentProvisioningTimeouts
			| IResolvable
			| undefined;
	}
}
