// Written by scripts/generate.ts from the definitions; do not edit.
import { Fn, type IResolvable, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_agent`. */
export interface DataIofogAgentConfig extends TerraformMetaArguments {
	/** Identifier that the Controller assigned. */
	readonly uuid?: string;
	/** Name of the agent, unique in the Controller. Controllers 3.7 cannot rename: there a change forces replacement. */
	readonly name?: string;
}

const SHAPES: Shapes = { uuid: "plain", name: "plain" };

/**
 * Looks up an agent that exists in the Controller. An edge host that runs microservices.
 *
 * `iofog_agent` in Terraform.
 */
export class DataIofogAgent extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_agent";

	constructor(scope: Construct, id: string, config: DataIofogAgentConfig = {}) {
		super(scope, id, DataIofogAgent.tfResourceType, SHAPES, config);
	}

	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	set uuid(value: string) {
		this.arguments.set("uuid", value);
	}

	/** Takes `uuid` away. */
	resetUuid(): void {
		this.arguments.set("uuid", undefined);
	}

	/** `uuid` as it was set. */
	get uuidInput(): string | undefined {
		return this.arguments.get("uuid") as string | undefined;
	}

	/** Name of the agent, unique in the Controller. Controllers 3.7 cannot rename: there a change forces replacement. */
	get name(): string {
		return this.getStringAttribute("name");
	}

	set name(value: string) {
		this.arguments.set("name", value);
	}

	/** Takes `name` away. */
	resetName(): void {
		this.arguments.set("name", undefined);
	}

	/** `name` as it was set. */
	get nameInput(): string | undefined {
		return this.arguments.get("name") as string | undefined;
	}

	/** Architecture of the agent: `amd64`, `arm`, or `auto` (as if it were not set) for what the agent reports when it is provisioned. */
	get architecture(): string {
		return this.getStringAttribute("architecture");
	}

	/** Host name or IP address of the agent; required on Controllers 3.0, and on 3.7 for an agent with a router. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** What the agent is for. */
	get description(): string {
		return this.getStringAttribute("description");
	}

	/** Where the agent stands. */
	get location(): string {
		return this.getStringAttribute("location");
	}

	/** Latitude in degrees. */
	get latitude(): number {
		return this.getNumberAttribute("latitude");
	}

	/** Longitude in degrees. */
	get longitude(): number {
		return this.getNumberAttribute("longitude");
	}

	/**
	 * How the position is found: `manual`, `dynamic`, `auto` or `off`.
	 *
	 * Controllers 3.7 only.
	 */
	get gpsMode(): string {
		return this.getStringAttribute("gps_mode");
	}

	/**
	 * Device of the GPS receiver, for `dynamic`.
	 *
	 * Controllers 3.7 only.
	 */
	get gpsDevice(): string {
		return this.getStringAttribute("gps_device");
	}

	/** Tags to select agents by. */
	get tags(): string[] {
		return Fn.tolist(this.getListAttribute("tags"));
	}

	/** Role of the agent's router: `edge`, `interior` or `none`. */
	get routerMode(): string {
		return this.getStringAttribute("router_mode");
	}

	/** Port of the agent's router for microservices. */
	get messagingPort(): number {
		return this.getNumberAttribute("messaging_port");
	}

	/** Port of the agent's router for routers in edge mode; needed in interior mode. */
	get edgeRouterPort(): number {
		return this.getNumberAttribute("edge_router_port");
	}

	/** Port of the agent's router for routers in interior mode; needed in interior mode. */
	get interRouterPort(): number {
		return this.getNumberAttribute("inter_router_port");
	}

	/** Routers that the agent's router connects to: UUIDs of agents, or `default-router`. */
	get upstreamRouters(): string[] {
		return Fn.tolist(this.getListAttribute("upstream_routers"));
	}

	/** Router that microservices use where the agent has none. */
	get networkRouter(): string {
		return this.getStringAttribute("network_router");
	}

	/**
	 * Role of the agent's NATS server: `leaf`, `server` or `none`.
	 *
	 * Controllers 3.7 only.
	 */
	get natsMode(): string {
		return this.getStringAttribute("nats_mode");
	}

	/**
	 * Port of the agent's NATS server for clients.
	 *
	 * Controllers 3.7 only.
	 */
	get natsServerPort(): number {
		return this.getNumberAttribute("nats_server_port");
	}

	/**
	 * Port of the agent's NATS server for leaf nodes.
	 *
	 * Controllers 3.7 only.
	 */
	get natsLeafPort(): number {
		return this.getNumberAttribute("nats_leaf_port");
	}

	/**
	 * Port of the agent's NATS server for other servers.
	 *
	 * Controllers 3.7 only.
	 */
	get natsClusterPort(): number {
		return this.getNumberAttribute("nats_cluster_port");
	}

	/**
	 * Port of the agent's NATS server for MQTT clients.
	 *
	 * Controllers 3.7 only.
	 */
	get natsMqttPort(): number {
		return this.getNumberAttribute("nats_mqtt_port");
	}

	/**
	 * Port of the agent's NATS server for its monitoring page.
	 *
	 * Controllers 3.7 only.
	 */
	get natsHttpPort(): number {
		return this.getNumberAttribute("nats_http_port");
	}

	/**
	 * Disk space of JetStream, e.g. `10g`.
	 *
	 * Controllers 3.7 only.
	 */
	get jsStorageSize(): string {
		return this.getStringAttribute("js_storage_size");
	}

	/**
	 * Memory of JetStream, e.g. `1g`.
	 *
	 * Controllers 3.7 only.
	 */
	get jsMemoryStoreSize(): string {
		return this.getStringAttribute("js_memory_store_size");
	}

	/**
	 * NATS servers that the agent's server connects to: UUIDs of agents, or `default-nats-hub`.
	 *
	 * Controllers 3.7 only.
	 */
	get upstreamNatsServers(): string[] {
		return Fn.tolist(this.getListAttribute("upstream_nats_servers"));
	}

	/**
	 * Network interface of the agent; `dynamic` finds it.
	 *
	 * Controllers 3.7 only.
	 */
	get networkInterface(): string {
		return this.getStringAttribute("network_interface");
	}

	/** Address of the agent's Docker Engine. */
	get dockerUrl(): string {
		return this.getStringAttribute("docker_url");
	}

	/**
	 * Container engine: `docker` or `podman`.
	 *
	 * Controllers 3.7 only.
	 */
	get containerEngine(): string {
		return this.getStringAttribute("container_engine");
	}

	/**
	 * How the agent itself runs: `native` or `container`.
	 *
	 * Controllers 3.7 only.
	 */
	get deploymentType(): string {
		return this.getStringAttribute("deployment_type");
	}

	/** Disk space that the agent may use, in GB. */
	get diskLimit(): number {
		return this.getNumberAttribute("disk_limit");
	}

	/** Directory of the agent's data. */
	get diskDirectory(): string {
		return this.getStringAttribute("disk_directory");
	}

	/** Memory that the agent may use, in MB. */
	get memoryLimit(): number {
		return this.getNumberAttribute("memory_limit");
	}

	/** Share of the CPU that the agent may use, in percent. */
	get cpuLimit(): number {
		return this.getNumberAttribute("cpu_limit");
	}

	/** Disk space of the agent's logs, in GB. */
	get logLimit(): number {
		return this.getNumberAttribute("log_limit");
	}

	/** Directory of the agent's logs. */
	get logDirectory(): string {
		return this.getStringAttribute("log_directory");
	}

	/** Number of log files that are kept. */
	get logFileCount(): number {
		return this.getNumberAttribute("log_file_count");
	}

	/** Lowest level that is logged, e.g. `INFO`. */
	get logLevel(): string {
		return this.getStringAttribute("log_level");
	}

	/** Seconds between two reports to the Controller. */
	get statusFrequency(): number {
		return this.getNumberAttribute("status_frequency");
	}

	/** Seconds between two questions for changes. */
	get changeFrequency(): number {
		return this.getNumberAttribute("change_frequency");
	}

	/** Seconds between two scans for devices. */
	get deviceScanFrequency(): number {
		return this.getNumberAttribute("device_scan_frequency");
	}

	/**
	 * Seconds between two checks of the hardware signature; 0 is never.
	 *
	 * Controllers 3.7 only.
	 */
	get edgeGuardFrequency(): number {
		return this.getNumberAttribute("edge_guard_frequency");
	}

	/** Whether Bluetooth is offered to microservices. */
	get bluetoothEnabled(): IResolvable {
		return this.getBooleanAttribute("bluetooth_enabled");
	}

	/** Whether hardware is offered to microservices through REST. */
	get abstractedHardwareEnabled(): IResolvable {
		return this.getBooleanAttribute("abstracted_hardware_enabled");
	}

	/** Whether the agent removes containers that are not its own. */
	get watchdogEnabled(): IResolvable {
		return this.getBooleanAttribute("watchdog_enabled");
	}

	/** Hours between two prunings of unused images; 0 is never. */
	get dockerPruningFrequency(): number {
		return this.getNumberAttribute("docker_pruning_frequency");
	}

	/** Share of free disk space, in percent, below which images are pruned. */
	get availableDiskThreshold(): number {
		return this.getNumberAttribute("available_disk_threshold");
	}

	/** Time zone of the containers, e.g. `Europe/Berlin`. */
	get timeZone(): string {
		return this.getStringAttribute("time_zone");
	}

	/**
	 * State of the agent, e.g. `RUNNING` or `UNKNOWN`.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get daemonStatus(): string {
		return this.getStringAttribute("daemon_status");
	}

	/**
	 * Version of the agent.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get version(): string {
		return this.getStringAttribute("version");
	}

	/**
	 * IP address in the agent's network.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get ipAddress(): string {
		return this.getStringAttribute("ip_address");
	}

	/**
	 * IP address seen from outside.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get ipAddressExternal(): string {
		return this.getStringAttribute("ip_address_external");
	}

	/**
	 * Last report, in milliseconds since 1970; 0: never.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get lastStatusTime(): number {
		return this.getNumberAttribute("last_status_time");
	}
}
