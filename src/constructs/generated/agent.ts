// Written by scripts/generate.ts from the definitions; do not edit.
import {
	Fn,
	ImportableResource,
	type IResolvable,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_agent`. */
export interface AgentConfig extends TerraformMetaArguments {
	/** Name of the agent, unique in the Controller. Controllers 3.7 cannot rename: there a change forces replacement. */
	readonly name: string;
	/**
	 * Architecture of the agent: `amd64`, `arm`, or `auto` (as if it were not set) for what the agent reports when it is provisioned.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly architecture?: "auto" | "amd64" | "arm" | (string & {});
	/**
	 * Host name or IP address of the agent; required on Controllers 3.0, and on 3.7 for an agent with a router.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly host?: string;
	/**
	 * What the agent is for.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly description?: string;
	/**
	 * Where the agent stands.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly location?: string;
	/**
	 * Latitude in degrees.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly latitude?: number;
	/**
	 * Longitude in degrees.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly longitude?: number;
	/**
	 * How the position is found: `manual`, `dynamic`, `auto` or `off`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly gpsMode?: string;
	/**
	 * Device of the GPS receiver, for `dynamic`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly gpsDevice?: string;
	/**
	 * Tags to select agents by.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly tags?: readonly string[];
	/**
	 * Role of the agent's router: `edge`, `interior` or `none`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly routerMode?: "none" | "edge" | "interior" | (string & {});
	/**
	 * Port of the agent's router for microservices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly messagingPort?: number;
	/**
	 * Port of the agent's router for routers in edge mode; needed in interior mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly edgeRouterPort?: number;
	/**
	 * Port of the agent's router for routers in interior mode; needed in interior mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly interRouterPort?: number;
	/**
	 * Routers that the agent's router connects to: UUIDs of agents, or `default-router`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly upstreamRouters?: readonly string[];
	/**
	 * Router that microservices use where the agent has none.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly networkRouter?: string;
	/**
	 * Role of the agent's NATS server: `leaf`, `server` or `none`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsMode?: "none" | "leaf" | "server" | (string & {});
	/**
	 * Port of the agent's NATS server for clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsServerPort?: number;
	/**
	 * Port of the agent's NATS server for leaf nodes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsLeafPort?: number;
	/**
	 * Port of the agent's NATS server for other servers.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsClusterPort?: number;
	/**
	 * Port of the agent's NATS server for MQTT clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsMqttPort?: number;
	/**
	 * Port of the agent's NATS server for its monitoring page.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly natsHttpPort?: number;
	/**
	 * Disk space of JetStream, e.g. `10g`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly jsStorageSize?: string;
	/**
	 * Memory of JetStream, e.g. `1g`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly jsMemoryStoreSize?: string;
	/**
	 * NATS servers that the agent's server connects to: UUIDs of agents, or `default-nats-hub`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly upstreamNatsServers?: readonly string[];
	/**
	 * Network interface of the agent; `dynamic` finds it.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly networkInterface?: string;
	/**
	 * Address of the agent's Docker Engine.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly dockerUrl?: string;
	/**
	 * Container engine: `docker` or `podman`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly containerEngine?: "docker" | "podman" | (string & {});
	/**
	 * How the agent itself runs: `native` or `container`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly deploymentType?: "native" | "container" | (string & {});
	/**
	 * Disk space that the agent may use, in GB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly diskLimit?: number;
	/**
	 * Directory of the agent's data.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly diskDirectory?: string;
	/**
	 * Memory that the agent may use, in MB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly memoryLimit?: number;
	/**
	 * Share of the CPU that the agent may use, in percent.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly cpuLimit?: number;
	/**
	 * Disk space of the agent's logs, in GB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly logLimit?: number;
	/**
	 * Directory of the agent's logs.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly logDirectory?: string;
	/**
	 * Number of log files that are kept.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly logFileCount?: number;
	/**
	 * Lowest level that is logged, e.g. `INFO`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly logLevel?: string;
	/**
	 * Seconds between two reports to the Controller.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly statusFrequency?: number;
	/**
	 * Seconds between two questions for changes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly changeFrequency?: number;
	/**
	 * Seconds between two scans for devices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly deviceScanFrequency?: number;
	/**
	 * Seconds between two checks of the hardware signature; 0 is never.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	readonly edgeGuardFrequency?: number;
	/**
	 * Whether Bluetooth is offered to microservices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly bluetoothEnabled?: boolean | IResolvable;
	/**
	 * Whether hardware is offered to microservices through REST.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly abstractedHardwareEnabled?: boolean | IResolvable;
	/**
	 * Whether the agent removes containers that are not its own.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly watchdogEnabled?: boolean | IResolvable;
	/**
	 * Hours between two prunings of unused images; 0 is never.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly dockerPruningFrequency?: number;
	/**
	 * Share of free disk space, in percent, below which images are pruned.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly availableDiskThreshold?: number;
	/**
	 * Time zone of the containers, e.g. `Europe/Berlin`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly timeZone?: string;
	/**
	 * Whether destroying the agent may delete microservices that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	readonly forceDestroy?: boolean | IResolvable;
	/** How long the agent may take to settle. */
	readonly timeouts?: AgentTimeouts | IResolvable;
}

/** How long the agent may take to settle. */
export interface AgentTimeouts {
	/** How long creating may take, e.g. `90s`. */
	readonly create?: string;
	/** How long updating may take, e.g. `90s`. */
	readonly update?: string;
}

/** References into `timeouts`. */
export class AgentTimeoutsOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): AgentTimeouts | IResolvable | undefined {
		return this.arguments.whole as AgentTimeouts | IResolvable | undefined;
	}

	set internalValue(value: AgentTimeouts | IResolvable | undefined) {
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
	name: "plain",
	architecture: "plain",
	host: "plain",
	description: "plain",
	location: "plain",
	latitude: "plain",
	longitude: "plain",
	gpsMode: "plain",
	gpsDevice: "plain",
	tags: "plain",
	routerMode: "plain",
	messagingPort: "plain",
	edgeRouterPort: "plain",
	interRouterPort: "plain",
	upstreamRouters: "plain",
	networkRouter: "plain",
	natsMode: "plain",
	natsServerPort: "plain",
	natsLeafPort: "plain",
	natsClusterPort: "plain",
	natsMqttPort: "plain",
	natsHttpPort: "plain",
	jsStorageSize: "plain",
	jsMemoryStoreSize: "plain",
	upstreamNatsServers: "plain",
	networkInterface: "plain",
	dockerUrl: "plain",
	containerEngine: "plain",
	deploymentType: "plain",
	diskLimit: "plain",
	diskDirectory: "plain",
	memoryLimit: "plain",
	cpuLimit: "plain",
	logLimit: "plain",
	logDirectory: "plain",
	logFileCount: "plain",
	logLevel: "plain",
	statusFrequency: "plain",
	changeFrequency: "plain",
	deviceScanFrequency: "plain",
	edgeGuardFrequency: "plain",
	bluetoothEnabled: "plain",
	abstractedHardwareEnabled: "plain",
	watchdogEnabled: "plain",
	dockerPruningFrequency: "plain",
	availableDiskThreshold: "plain",
	timeZone: "plain",
	forceDestroy: "plain",
	timeouts: { object: { create: "plain", update: "plain" } },
};

/**
 * An edge host that runs microservices.
 *
 * `iofog_agent` in Terraform.
 */
export class Agent extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_agent";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `UUID` or `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Agent.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: AgentConfig) {
		super(scope, id, Agent.tfResourceType, SHAPES, config);
	}

	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	/** Name of the agent, unique in the Controller. Controllers 3.7 cannot rename: there a change forces replacement. */
	get name(): string {
		return this.getStringAttribute("name");
	}

	set name(value: string) {
		this.arguments.set("name", value);
	}

	/** `name` as it was set. */
	get nameInput(): string | undefined {
		return this.arguments.get("name") as string | undefined;
	}

	/**
	 * Architecture of the agent: `amd64`, `arm`, or `auto` (as if it were not set) for what the agent reports when it is provisioned.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get architecture(): string {
		return this.getStringAttribute("architecture");
	}

	set architecture(value: "auto" | "amd64" | "arm" | (string & {})) {
		this.arguments.set("architecture", value);
	}

	/** Takes `architecture` away. */
	resetArchitecture(): void {
		this.arguments.set("architecture", undefined);
	}

	/** `architecture` as it was set. */
	get architectureInput():
		| "auto"
		| "amd64"
		| "arm"
		| (string & {})
		| undefined {
		return this.arguments.get("architecture") as
			| "auto"
			| "amd64"
			| "arm"
			| (string & {})
			| undefined;
	}

	/**
	 * Host name or IP address of the agent; required on Controllers 3.0, and on 3.7 for an agent with a router.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get host(): string {
		return this.getStringAttribute("host");
	}

	set host(value: string) {
		this.arguments.set("host", value);
	}

	/** Takes `host` away. */
	resetHost(): void {
		this.arguments.set("host", undefined);
	}

	/** `host` as it was set. */
	get hostInput(): string | undefined {
		return this.arguments.get("host") as string | undefined;
	}

	/**
	 * What the agent is for.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get description(): string {
		return this.getStringAttribute("description");
	}

	set description(value: string) {
		this.arguments.set("description", value);
	}

	/** Takes `description` away. */
	resetDescription(): void {
		this.arguments.set("description", undefined);
	}

	/** `description` as it was set. */
	get descriptionInput(): string | undefined {
		return this.arguments.get("description") as string | undefined;
	}

	/**
	 * Where the agent stands.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get location(): string {
		return this.getStringAttribute("location");
	}

	set location(value: string) {
		this.arguments.set("location", value);
	}

	/** Takes `location` away. */
	resetLocation(): void {
		this.arguments.set("location", undefined);
	}

	/** `location` as it was set. */
	get locationInput(): string | undefined {
		return this.arguments.get("location") as string | undefined;
	}

	/**
	 * Latitude in degrees.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get latitude(): number {
		return this.getNumberAttribute("latitude");
	}

	set latitude(value: number) {
		this.arguments.set("latitude", value);
	}

	/** Takes `latitude` away. */
	resetLatitude(): void {
		this.arguments.set("latitude", undefined);
	}

	/** `latitude` as it was set. */
	get latitudeInput(): number | undefined {
		return this.arguments.get("latitude") as number | undefined;
	}

	/**
	 * Longitude in degrees.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get longitude(): number {
		return this.getNumberAttribute("longitude");
	}

	set longitude(value: number) {
		this.arguments.set("longitude", value);
	}

	/** Takes `longitude` away. */
	resetLongitude(): void {
		this.arguments.set("longitude", undefined);
	}

	/** `longitude` as it was set. */
	get longitudeInput(): number | undefined {
		return this.arguments.get("longitude") as number | undefined;
	}

	/**
	 * How the position is found: `manual`, `dynamic`, `auto` or `off`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get gpsMode(): string {
		return this.getStringAttribute("gps_mode");
	}

	set gpsMode(value: string) {
		this.arguments.set("gpsMode", value);
	}

	/** Takes `gps_mode` away. */
	resetGpsMode(): void {
		this.arguments.set("gpsMode", undefined);
	}

	/** `gps_mode` as it was set. */
	get gpsModeInput(): string | undefined {
		return this.arguments.get("gpsMode") as string | undefined;
	}

	/**
	 * Device of the GPS receiver, for `dynamic`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get gpsDevice(): string {
		return this.getStringAttribute("gps_device");
	}

	set gpsDevice(value: string) {
		this.arguments.set("gpsDevice", value);
	}

	/** Takes `gps_device` away. */
	resetGpsDevice(): void {
		this.arguments.set("gpsDevice", undefined);
	}

	/** `gps_device` as it was set. */
	get gpsDeviceInput(): string | undefined {
		return this.arguments.get("gpsDevice") as string | undefined;
	}

	/**
	 * Tags to select agents by.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get tags(): string[] {
		return Fn.tolist(this.getListAttribute("tags"));
	}

	set tags(value: readonly string[]) {
		this.arguments.set("tags", value);
	}

	/** Takes `tags` away. */
	resetTags(): void {
		this.arguments.set("tags", undefined);
	}

	/** `tags` as it was set. */
	get tagsInput(): readonly string[] | undefined {
		return this.arguments.get("tags") as readonly string[] | undefined;
	}

	/**
	 * Role of the agent's router: `edge`, `interior` or `none`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get routerMode(): string {
		return this.getStringAttribute("router_mode");
	}

	set routerMode(value: "none" | "edge" | "interior" | (string & {})) {
		this.arguments.set("routerMode", value);
	}

	/** Takes `router_mode` away. */
	resetRouterMode(): void {
		this.arguments.set("routerMode", undefined);
	}

	/** `router_mode` as it was set. */
	get routerModeInput():
		| "none"
		| "edge"
		| "interior"
		| (string & {})
		| undefined {
		return this.arguments.get("routerMode") as
			| "none"
			| "edge"
			| "interior"
			| (string & {})
			| undefined;
	}

	/**
	 * Port of the agent's router for microservices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get messagingPort(): number {
		return this.getNumberAttribute("messaging_port");
	}

	set messagingPort(value: number) {
		this.arguments.set("messagingPort", value);
	}

	/** Takes `messaging_port` away. */
	resetMessagingPort(): void {
		this.arguments.set("messagingPort", undefined);
	}

	/** `messaging_port` as it was set. */
	get messagingPortInput(): number | undefined {
		return this.arguments.get("messagingPort") as number | undefined;
	}

	/**
	 * Port of the agent's router for routers in edge mode; needed in interior mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get edgeRouterPort(): number {
		return this.getNumberAttribute("edge_router_port");
	}

	set edgeRouterPort(value: number) {
		this.arguments.set("edgeRouterPort", value);
	}

	/** Takes `edge_router_port` away. */
	resetEdgeRouterPort(): void {
		this.arguments.set("edgeRouterPort", undefined);
	}

	/** `edge_router_port` as it was set. */
	get edgeRouterPortInput(): number | undefined {
		return this.arguments.get("edgeRouterPort") as number | undefined;
	}

	/**
	 * Port of the agent's router for routers in interior mode; needed in interior mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get interRouterPort(): number {
		return this.getNumberAttribute("inter_router_port");
	}

	set interRouterPort(value: number) {
		this.arguments.set("interRouterPort", value);
	}

	/** Takes `inter_router_port` away. */
	resetInterRouterPort(): void {
		this.arguments.set("interRouterPort", undefined);
	}

	/** `inter_router_port` as it was set. */
	get interRouterPortInput(): number | undefined {
		return this.arguments.get("interRouterPort") as number | undefined;
	}

	/**
	 * Routers that the agent's router connects to: UUIDs of agents, or `default-router`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get upstreamRouters(): string[] {
		return Fn.tolist(this.getListAttribute("upstream_routers"));
	}

	set upstreamRouters(value: readonly string[]) {
		this.arguments.set("upstreamRouters", value);
	}

	/** Takes `upstream_routers` away. */
	resetUpstreamRouters(): void {
		this.arguments.set("upstreamRouters", undefined);
	}

	/** `upstream_routers` as it was set. */
	get upstreamRoutersInput(): readonly string[] | undefined {
		return this.arguments.get("upstreamRouters") as
			| readonly string[]
			| undefined;
	}

	/**
	 * Router that microservices use where the agent has none.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get networkRouter(): string {
		return this.getStringAttribute("network_router");
	}

	set networkRouter(value: string) {
		this.arguments.set("networkRouter", value);
	}

	/** Takes `network_router` away. */
	resetNetworkRouter(): void {
		this.arguments.set("networkRouter", undefined);
	}

	/** `network_router` as it was set. */
	get networkRouterInput(): string | undefined {
		return this.arguments.get("networkRouter") as string | undefined;
	}

	/**
	 * Role of the agent's NATS server: `leaf`, `server` or `none`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsMode(): string {
		return this.getStringAttribute("nats_mode");
	}

	set natsMode(value: "none" | "leaf" | "server" | (string & {})) {
		this.arguments.set("natsMode", value);
	}

	/** Takes `nats_mode` away. */
	resetNatsMode(): void {
		this.arguments.set("natsMode", undefined);
	}

	/** `nats_mode` as it was set. */
	get natsModeInput(): "none" | "leaf" | "server" | (string & {}) | undefined {
		return this.arguments.get("natsMode") as
			| "none"
			| "leaf"
			| "server"
			| (string & {})
			| undefined;
	}

	/**
	 * Port of the agent's NATS server for clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsServerPort(): number {
		return this.getNumberAttribute("nats_server_port");
	}

	set natsServerPort(value: number) {
		this.arguments.set("natsServerPort", value);
	}

	/** Takes `nats_server_port` away. */
	resetNatsServerPort(): void {
		this.arguments.set("natsServerPort", undefined);
	}

	/** `nats_server_port` as it was set. */
	get natsServerPortInput(): number | undefined {
		return this.arguments.get("natsServerPort") as number | undefined;
	}

	/**
	 * Port of the agent's NATS server for leaf nodes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsLeafPort(): number {
		return this.getNumberAttribute("nats_leaf_port");
	}

	set natsLeafPort(value: number) {
		this.arguments.set("natsLeafPort", value);
	}

	/** Takes `nats_leaf_port` away. */
	resetNatsLeafPort(): void {
		this.arguments.set("natsLeafPort", undefined);
	}

	/** `nats_leaf_port` as it was set. */
	get natsLeafPortInput(): number | undefined {
		return this.arguments.get("natsLeafPort") as number | undefined;
	}

	/**
	 * Port of the agent's NATS server for other servers.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsClusterPort(): number {
		return this.getNumberAttribute("nats_cluster_port");
	}

	set natsClusterPort(value: number) {
		this.arguments.set("natsClusterPort", value);
	}

	/** Takes `nats_cluster_port` away. */
	resetNatsClusterPort(): void {
		this.arguments.set("natsClusterPort", undefined);
	}

	/** `nats_cluster_port` as it was set. */
	get natsClusterPortInput(): number | undefined {
		return this.arguments.get("natsClusterPort") as number | undefined;
	}

	/**
	 * Port of the agent's NATS server for MQTT clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsMqttPort(): number {
		return this.getNumberAttribute("nats_mqtt_port");
	}

	set natsMqttPort(value: number) {
		this.arguments.set("natsMqttPort", value);
	}

	/** Takes `nats_mqtt_port` away. */
	resetNatsMqttPort(): void {
		this.arguments.set("natsMqttPort", undefined);
	}

	/** `nats_mqtt_port` as it was set. */
	get natsMqttPortInput(): number | undefined {
		return this.arguments.get("natsMqttPort") as number | undefined;
	}

	/**
	 * Port of the agent's NATS server for its monitoring page.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get natsHttpPort(): number {
		return this.getNumberAttribute("nats_http_port");
	}

	set natsHttpPort(value: number) {
		this.arguments.set("natsHttpPort", value);
	}

	/** Takes `nats_http_port` away. */
	resetNatsHttpPort(): void {
		this.arguments.set("natsHttpPort", undefined);
	}

	/** `nats_http_port` as it was set. */
	get natsHttpPortInput(): number | undefined {
		return this.arguments.get("natsHttpPort") as number | undefined;
	}

	/**
	 * Disk space of JetStream, e.g. `10g`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get jsStorageSize(): string {
		return this.getStringAttribute("js_storage_size");
	}

	set jsStorageSize(value: string) {
		this.arguments.set("jsStorageSize", value);
	}

	/** Takes `js_storage_size` away. */
	resetJsStorageSize(): void {
		this.arguments.set("jsStorageSize", undefined);
	}

	/** `js_storage_size` as it was set. */
	get jsStorageSizeInput(): string | undefined {
		return this.arguments.get("jsStorageSize") as string | undefined;
	}

	/**
	 * Memory of JetStream, e.g. `1g`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get jsMemoryStoreSize(): string {
		return this.getStringAttribute("js_memory_store_size");
	}

	set jsMemoryStoreSize(value: string) {
		this.arguments.set("jsMemoryStoreSize", value);
	}

	/** Takes `js_memory_store_size` away. */
	resetJsMemoryStoreSize(): void {
		this.arguments.set("jsMemoryStoreSize", undefined);
	}

	/** `js_memory_store_size` as it was set. */
	get jsMemoryStoreSizeInput(): string | undefined {
		return this.arguments.get("jsMemoryStoreSize") as string | undefined;
	}

	/**
	 * NATS servers that the agent's server connects to: UUIDs of agents, or `default-nats-hub`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get upstreamNatsServers(): string[] {
		return Fn.tolist(this.getListAttribute("upstream_nats_servers"));
	}

	set upstreamNatsServers(value: readonly string[]) {
		this.arguments.set("upstreamNatsServers", value);
	}

	/** Takes `upstream_nats_servers` away. */
	resetUpstreamNatsServers(): void {
		this.arguments.set("upstreamNatsServers", undefined);
	}

	/** `upstream_nats_servers` as it was set. */
	get upstreamNatsServersInput(): readonly string[] | undefined {
		return this.arguments.get("upstreamNatsServers") as
			| readonly string[]
			| undefined;
	}

	/**
	 * Network interface of the agent; `dynamic` finds it.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get networkInterface(): string {
		return this.getStringAttribute("network_interface");
	}

	set networkInterface(value: string) {
		this.arguments.set("networkInterface", value);
	}

	/** Takes `network_interface` away. */
	resetNetworkInterface(): void {
		this.arguments.set("networkInterface", undefined);
	}

	/** `network_interface` as it was set. */
	get networkInterfaceInput(): string | undefined {
		return this.arguments.get("networkInterface") as string | undefined;
	}

	/**
	 * Address of the agent's Docker Engine.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get dockerUrl(): string {
		return this.getStringAttribute("docker_url");
	}

	set dockerUrl(value: string) {
		this.arguments.set("dockerUrl", value);
	}

	/** Takes `docker_url` away. */
	resetDockerUrl(): void {
		this.arguments.set("dockerUrl", undefined);
	}

	/** `docker_url` as it was set. */
	get dockerUrlInput(): string | undefined {
		return this.arguments.get("dockerUrl") as string | undefined;
	}

	/**
	 * Container engine: `docker` or `podman`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get containerEngine(): string {
		return this.getStringAttribute("container_engine");
	}

	set containerEngine(value: "docker" | "podman" | (string & {})) {
		this.arguments.set("containerEngine", value);
	}

	/** Takes `container_engine` away. */
	resetContainerEngine(): void {
		this.arguments.set("containerEngine", undefined);
	}

	/** `container_engine` as it was set. */
	get containerEngineInput(): "docker" | "podman" | (string & {}) | undefined {
		return this.arguments.get("containerEngine") as
			| "docker"
			| "podman"
			| (string & {})
			| undefined;
	}

	/**
	 * How the agent itself runs: `native` or `container`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get deploymentType(): string {
		return this.getStringAttribute("deployment_type");
	}

	set deploymentType(value: "native" | "container" | (string & {})) {
		this.arguments.set("deploymentType", value);
	}

	/** Takes `deployment_type` away. */
	resetDeploymentType(): void {
		this.arguments.set("deploymentType", undefined);
	}

	/** `deployment_type` as it was set. */
	get deploymentTypeInput():
		| "native"
		| "container"
		| (string & {})
		| undefined {
		return this.arguments.get("deploymentType") as
			| "native"
			| "container"
			| (string & {})
			| undefined;
	}

	/**
	 * Disk space that the agent may use, in GB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get diskLimit(): number {
		return this.getNumberAttribute("disk_limit");
	}

	set diskLimit(value: number) {
		this.arguments.set("diskLimit", value);
	}

	/** Takes `disk_limit` away. */
	resetDiskLimit(): void {
		this.arguments.set("diskLimit", undefined);
	}

	/** `disk_limit` as it was set. */
	get diskLimitInput(): number | undefined {
		return this.arguments.get("diskLimit") as number | undefined;
	}

	/**
	 * Directory of the agent's data.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get diskDirectory(): string {
		return this.getStringAttribute("disk_directory");
	}

	set diskDirectory(value: string) {
		this.arguments.set("diskDirectory", value);
	}

	/** Takes `disk_directory` away. */
	resetDiskDirectory(): void {
		this.arguments.set("diskDirectory", undefined);
	}

	/** `disk_directory` as it was set. */
	get diskDirectoryInput(): string | undefined {
		return this.arguments.get("diskDirectory") as string | undefined;
	}

	/**
	 * Memory that the agent may use, in MB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get memoryLimit(): number {
		return this.getNumberAttribute("memory_limit");
	}

	set memoryLimit(value: number) {
		this.arguments.set("memoryLimit", value);
	}

	/** Takes `memory_limit` away. */
	resetMemoryLimit(): void {
		this.arguments.set("memoryLimit", undefined);
	}

	/** `memory_limit` as it was set. */
	get memoryLimitInput(): number | undefined {
		return this.arguments.get("memoryLimit") as number | undefined;
	}

	/**
	 * Share of the CPU that the agent may use, in percent.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get cpuLimit(): number {
		return this.getNumberAttribute("cpu_limit");
	}

	set cpuLimit(value: number) {
		this.arguments.set("cpuLimit", value);
	}

	/** Takes `cpu_limit` away. */
	resetCpuLimit(): void {
		this.arguments.set("cpuLimit", undefined);
	}

	/** `cpu_limit` as it was set. */
	get cpuLimitInput(): number | undefined {
		return this.arguments.get("cpuLimit") as number | undefined;
	}

	/**
	 * Disk space of the agent's logs, in GB.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get logLimit(): number {
		return this.getNumberAttribute("log_limit");
	}

	set logLimit(value: number) {
		this.arguments.set("logLimit", value);
	}

	/** Takes `log_limit` away. */
	resetLogLimit(): void {
		this.arguments.set("logLimit", undefined);
	}

	/** `log_limit` as it was set. */
	get logLimitInput(): number | undefined {
		return this.arguments.get("logLimit") as number | undefined;
	}

	/**
	 * Directory of the agent's logs.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get logDirectory(): string {
		return this.getStringAttribute("log_directory");
	}

	set logDirectory(value: string) {
		this.arguments.set("logDirectory", value);
	}

	/** Takes `log_directory` away. */
	resetLogDirectory(): void {
		this.arguments.set("logDirectory", undefined);
	}

	/** `log_directory` as it was set. */
	get logDirectoryInput(): string | undefined {
		return this.arguments.get("logDirectory") as string | undefined;
	}

	/**
	 * Number of log files that are kept.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get logFileCount(): number {
		return this.getNumberAttribute("log_file_count");
	}

	set logFileCount(value: number) {
		this.arguments.set("logFileCount", value);
	}

	/** Takes `log_file_count` away. */
	resetLogFileCount(): void {
		this.arguments.set("logFileCount", undefined);
	}

	/** `log_file_count` as it was set. */
	get logFileCountInput(): number | undefined {
		return this.arguments.get("logFileCount") as number | undefined;
	}

	/**
	 * Lowest level that is logged, e.g. `INFO`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get logLevel(): string {
		return this.getStringAttribute("log_level");
	}

	set logLevel(value: string) {
		this.arguments.set("logLevel", value);
	}

	/** Takes `log_level` away. */
	resetLogLevel(): void {
		this.arguments.set("logLevel", undefined);
	}

	/** `log_level` as it was set. */
	get logLevelInput(): string | undefined {
		return this.arguments.get("logLevel") as string | undefined;
	}

	/**
	 * Seconds between two reports to the Controller.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get statusFrequency(): number {
		return this.getNumberAttribute("status_frequency");
	}

	set statusFrequency(value: number) {
		this.arguments.set("statusFrequency", value);
	}

	/** Takes `status_frequency` away. */
	resetStatusFrequency(): void {
		this.arguments.set("statusFrequency", undefined);
	}

	/** `status_frequency` as it was set. */
	get statusFrequencyInput(): number | undefined {
		return this.arguments.get("statusFrequency") as number | undefined;
	}

	/**
	 * Seconds between two questions for changes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get changeFrequency(): number {
		return this.getNumberAttribute("change_frequency");
	}

	set changeFrequency(value: number) {
		this.arguments.set("changeFrequency", value);
	}

	/** Takes `change_frequency` away. */
	resetChangeFrequency(): void {
		this.arguments.set("changeFrequency", undefined);
	}

	/** `change_frequency` as it was set. */
	get changeFrequencyInput(): number | undefined {
		return this.arguments.get("changeFrequency") as number | undefined;
	}

	/**
	 * Seconds between two scans for devices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get deviceScanFrequency(): number {
		return this.getNumberAttribute("device_scan_frequency");
	}

	set deviceScanFrequency(value: number) {
		this.arguments.set("deviceScanFrequency", value);
	}

	/** Takes `device_scan_frequency` away. */
	resetDeviceScanFrequency(): void {
		this.arguments.set("deviceScanFrequency", undefined);
	}

	/** `device_scan_frequency` as it was set. */
	get deviceScanFrequencyInput(): number | undefined {
		return this.arguments.get("deviceScanFrequency") as number | undefined;
	}

	/**
	 * Seconds between two checks of the hardware signature; 0 is never.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. Controllers 3.7 only.
	 */
	get edgeGuardFrequency(): number {
		return this.getNumberAttribute("edge_guard_frequency");
	}

	set edgeGuardFrequency(value: number) {
		this.arguments.set("edgeGuardFrequency", value);
	}

	/** Takes `edge_guard_frequency` away. */
	resetEdgeGuardFrequency(): void {
		this.arguments.set("edgeGuardFrequency", undefined);
	}

	/** `edge_guard_frequency` as it was set. */
	get edgeGuardFrequencyInput(): number | undefined {
		return this.arguments.get("edgeGuardFrequency") as number | undefined;
	}

	/**
	 * Whether Bluetooth is offered to microservices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get bluetoothEnabled(): IResolvable {
		return this.getBooleanAttribute("bluetooth_enabled");
	}

	set bluetoothEnabled(value: boolean | IResolvable) {
		this.arguments.set("bluetoothEnabled", value);
	}

	/** Takes `bluetooth_enabled` away. */
	resetBluetoothEnabled(): void {
		this.arguments.set("bluetoothEnabled", undefined);
	}

	/** `bluetooth_enabled` as it was set. */
	get bluetoothEnabledInput(): boolean | IResolvable | undefined {
		return this.arguments.get("bluetoothEnabled") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Whether hardware is offered to microservices through REST.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get abstractedHardwareEnabled(): IResolvable {
		return this.getBooleanAttribute("abstracted_hardware_enabled");
	}

	set abstractedHardwareEnabled(value: boolean | IResolvable) {
		this.arguments.set("abstractedHardwareEnabled", value);
	}

	/** Takes `abstracted_hardware_enabled` away. */
	resetAbstractedHardwareEnabled(): void {
		this.arguments.set("abstractedHardwareEnabled", undefined);
	}

	/** `abstracted_hardware_enabled` as it was set. */
	get abstractedHardwareEnabledInput(): boolean | IResolvable | undefined {
		return this.arguments.get("abstractedHardwareEnabled") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Whether the agent removes containers that are not its own.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get watchdogEnabled(): IResolvable {
		return this.getBooleanAttribute("watchdog_enabled");
	}

	set watchdogEnabled(value: boolean | IResolvable) {
		this.arguments.set("watchdogEnabled", value);
	}

	/** Takes `watchdog_enabled` away. */
	resetWatchdogEnabled(): void {
		this.arguments.set("watchdogEnabled", undefined);
	}

	/** `watchdog_enabled` as it was set. */
	get watchdogEnabledInput(): boolean | IResolvable | undefined {
		return this.arguments.get("watchdogEnabled") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Hours between two prunings of unused images; 0 is never.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get dockerPruningFrequency(): number {
		return this.getNumberAttribute("docker_pruning_frequency");
	}

	set dockerPruningFrequency(value: number) {
		this.arguments.set("dockerPruningFrequency", value);
	}

	/** Takes `docker_pruning_frequency` away. */
	resetDockerPruningFrequency(): void {
		this.arguments.set("dockerPruningFrequency", undefined);
	}

	/** `docker_pruning_frequency` as it was set. */
	get dockerPruningFrequencyInput(): number | undefined {
		return this.arguments.get("dockerPruningFrequency") as number | undefined;
	}

	/**
	 * Share of free disk space, in percent, below which images are pruned.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get availableDiskThreshold(): number {
		return this.getNumberAttribute("available_disk_threshold");
	}

	set availableDiskThreshold(value: number) {
		this.arguments.set("availableDiskThreshold", value);
	}

	/** Takes `available_disk_threshold` away. */
	resetAvailableDiskThreshold(): void {
		this.arguments.set("availableDiskThreshold", undefined);
	}

	/** `available_disk_threshold` as it was set. */
	get availableDiskThresholdInput(): number | undefined {
		return this.arguments.get("availableDiskThreshold") as number | undefined;
	}

	/**
	 * Time zone of the containers, e.g. `Europe/Berlin`.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get timeZone(): string {
		return this.getStringAttribute("time_zone");
	}

	set timeZone(value: string) {
		this.arguments.set("timeZone", value);
	}

	/** Takes `time_zone` away. */
	resetTimeZone(): void {
		this.arguments.set("timeZone", undefined);
	}

	/** `time_zone` as it was set. */
	get timeZoneInput(): string | undefined {
		return this.arguments.get("timeZone") as string | undefined;
	}

	/**
	 * Whether destroying the agent may delete microservices that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	get forceDestroy(): IResolvable {
		return this.getBooleanAttribute("force_destroy");
	}

	set forceDestroy(value: boolean | IResolvable) {
		this.arguments.set("forceDestroy", value);
	}

	/** Takes `force_destroy` away. */
	resetForceDestroy(): void {
		this.arguments.set("forceDestroy", undefined);
	}

	/** `force_destroy` as it was set. */
	get forceDestroyInput(): boolean | IResolvable | undefined {
		return this.arguments.get("forceDestroy") as
			| boolean
			| IResolvable
			| undefined;
	}

	/** How long the agent may take to settle. */
	get timeouts(): AgentTimeoutsOutputReference {
		return this.arguments.reference(
			"timeouts",
			() =>
				new AgentTimeoutsOutputReference(
					this,
					"timeouts",
					this.arguments,
					"timeouts",
				),
		);
	}

	/** Sets `timeouts`. */
	putTimeouts(value: AgentTimeouts | IResolvable): void {
		this.arguments.set("timeouts", value);
	}

	/** Takes `timeouts` away. */
	resetTimeouts(): void {
		this.arguments.set("timeouts", undefined);
	}

	/** `timeouts` as it was set. */
	get timeoutsInput(): AgentTimeouts | IResolvable | undefined {
		return this.arguments.get("timeouts") as
			| AgentTimeouts
			| IResolvable
			| undefined;
	}
}
