// Written by scripts/generate.ts from the definitions; do not edit.
import {
	Fn,
	ImportableResource,
	type IResolvable,
	StringListMap,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource, NestedList, NestedReference } from "../element";
import type { Json } from "../json";
import type { Shapes } from "../shape";

/** Arguments of `iofog_microservice`. */
export interface MicroserviceConfig extends TerraformMetaArguments {
	/** Name, unique within the application. Controllers 3.7 cannot rename: there a change forces replacement. */
	readonly name: string;
	/**
	 * Name of the application that the microservice belongs to.
	 *
	 * Forces replacement.
	 */
	readonly application: string;
	/**
	 * UUID of the agent that runs the microservice; a change moves it. Exactly one of `agent_uuid` and `agent_name` is set.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. A change makes the agent recreate the container.
	 */
	readonly agentUuid?: string;
	/**
	 * Name of the agent that runs the microservice, looked up when it changes: an agent that is renamed later is no change.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly agentName?: string;
	/** Name, of your choice, of the Docker Engine that the agent shares with other agents: two microservices that name the same one cannot publish the same port. The Controller is not told. */
	readonly engine?: string;
	/**
	 * Image by architecture of the agent: `amd64`, `arm`. Exactly one of `images` and `catalog_item_id` is set.
	 *
	 * A change makes the agent recreate the container.
	 */
	readonly images?: { readonly [key: string]: string };
	/**
	 * Catalog item whose images are run.
	 *
	 * Forces replacement when it is taken away. A change makes the agent recreate the container.
	 */
	readonly catalogItemId?: number;
	/**
	 * Registry that the images are pulled from: 1 (Docker Hub, the default), 2 (`from_cache`, the agent's own cache) or an `iofog_registry`. With `catalog_item_id` the item's registry holds.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly registryId?: number;
	/**
	 * Configuration as JSON text, delivered to the running container without a restart.
	 *
	 * Default: `"{}"`.
	 */
	readonly config?: Json;
	/**
	 * Secret part of the configuration as JSON text, kept nowhere: it is merged over `config` at each write of the configuration.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	readonly configWo?: Json;
	/** Any number; a change writes `config_wo` again. */
	readonly configWoVersion?: number;
	/**
	 * Environment variables.
	 *
	 * Default: `{}`. A change makes the agent recreate the container.
	 */
	readonly env?: { readonly [key: string]: string };
	/**
	 * Secret environment variables, kept nowhere: they are added to `env` at each write of the environment.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	readonly envWo?: { readonly [key: string]: string };
	/**
	 * Any number; a change writes `env_wo` again.
	 *
	 * A change makes the agent recreate the container.
	 */
	readonly envWoVersion?: number;
	/**
	 * Environment variables whose values come from a secret of the Controller, as `SECRET/KEY`.
	 *
	 * Default: `{}`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly envFromSecret?: { readonly [key: string]: string };
	/**
	 * Environment variables whose values come from a config map of the Controller, as `CONFIG_MAP/KEY`.
	 *
	 * Default: `{}`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly envFromConfigMap?: { readonly [key: string]: string };
	/**
	 * Command that replaces the image's own.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	readonly command?: readonly string[];
	/**
	 * Ports published on the agent's host.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	readonly ports?: readonly MicroservicePorts[] | IResolvable;
	/**
	 * Directories and volumes that the container sees.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	readonly volumes?: readonly MicroserviceVolumes[] | IResolvable;
	/**
	 * Addresses by host name, added to the container's hosts file.
	 *
	 * Default: `{}`. A change makes the agent recreate the container.
	 */
	readonly extraHosts?: { readonly [key: string]: string };
	/**
	 * Largest size of the container's log, in MB.
	 *
	 * Default: `1`.
	 */
	readonly logSize?: number;
	/**
	 * Any values; a change makes the agent pull the image again and recreate the container in place.
	 *
	 * A change makes the agent recreate the container.
	 */
	readonly rebuildTriggers?: { readonly [key: string]: string };
	/**
	 * Whether the container shares the host's network.
	 *
	 * Default: `false`. Controllers 3.0 only. A change makes the agent recreate the container.
	 */
	readonly rootHostAccess?: boolean | IResolvable;
	/**
	 * Whether the microservice runs.
	 *
	 * Default: `true`. Controllers 3.7 only.
	 */
	readonly activated?: boolean | IResolvable;
	/**
	 * Whether the container shares the host's network.
	 *
	 * Default: `false`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly hostNetworkMode?: boolean | IResolvable;
	/**
	 * Whether the container is privileged.
	 *
	 * Default: `false`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly privileged?: boolean | IResolvable;
	/**
	 * Annotations as JSON text.
	 *
	 * Default: `"{}"`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly annotations?: Json;
	/**
	 * Linux capabilities that are added.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly capAdd?: readonly string[];
	/**
	 * Linux capabilities that are dropped.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly capDrop?: readonly string[];
	/**
	 * Devices given to the container, as CDI names.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly cdiDevices?: readonly string[];
	/**
	 * User that the container runs as.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly runAsUser?: string;
	/**
	 * Platform of the image, e.g. `linux/arm64`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly platform?: string;
	/**
	 * Container runtime, e.g. `runc`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly runtime?: string;
	/**
	 * CPUs that the container may use, e.g. `0,1`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly cpuSetCpus?: string;
	/**
	 * PID namespace, e.g. `host`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly pidMode?: string;
	/**
	 * IPC namespace, e.g. `host`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly ipcMode?: string;
	/**
	 * Largest memory of the container, in bytes.
	 *
	 * Controllers 3.7 only. Forces replacement when it is taken away. A change makes the agent recreate the container.
	 */
	readonly memoryLimit?: number;
	/**
	 * Place in the order in which the agent starts its microservices, 6 to 100.
	 *
	 * Default: `50`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	readonly schedule?: number;
	/**
	 * How the agent finds out whether the microservice is healthy.
	 *
	 * Controllers 3.7 only.
	 */
	readonly healthCheck?: MicroserviceHealthCheck | IResolvable;
	/**
	 * Role under which the microservice may call the Controller; without it, the role `microservice`.
	 *
	 * Controllers 3.7 only.
	 */
	readonly serviceAccount?: MicroserviceServiceAccount | IResolvable;
	/**
	 * Access of the microservice to NATS messaging.
	 *
	 * Default: `{"nats_access":false}`. Controllers 3.7 only.
	 */
	readonly natsConfig?: MicroserviceNatsConfig | IResolvable;
}

/** Where the public port is served; without it the Controller decides. */
export interface MicroservicePortsPublicRouter {
	/** Agent whose router serves the port. */
	readonly host?: string;
	/** Public port. */
	readonly port?: number;
}

/** References into `router`. */
export class MicroservicePortsPublicRouterOutputReference extends NestedReference {
	/** Agent whose router serves the port. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Public port. */
	get port(): number {
		return this.getNumberAttribute("port");
	}
}

/** Offers the port through the Controller's proxy; its addresses are in `public_links`. */
export interface MicroservicePortsPublic {
	/** Schemes of the public links, e.g. `["http"]`. */
	readonly schemes: readonly string[];
	/** Protocol of the proxy: `tcp` or `http`. */
	readonly protocol: "tcp" | "http" | (string & {});
	/**
	 * Whether the public port is open.
	 *
	 * Default: `true`.
	 */
	readonly enabled?: boolean | IResolvable;
	/** Where the public port is served; without it the Controller decides. */
	readonly router?: MicroservicePortsPublicRouter | IResolvable;
}

/** References into `public`. */
export class MicroservicePortsPublicOutputReference extends NestedReference {
	/** Schemes of the public links, e.g. `["http"]`. */
	get schemes(): string[] {
		return this.getListAttribute("schemes");
	}

	/** Protocol of the proxy: `tcp` or `http`. */
	get protocol(): string {
		return this.getStringAttribute("protocol");
	}

	/**
	 * Whether the public port is open.
	 *
	 * Default: `true`.
	 */
	get enabled(): IResolvable {
		return this.getBooleanAttribute("enabled");
	}

	/** Where the public port is served; without it the Controller decides. */
	get router(): MicroservicePortsPublicRouterOutputReference {
		return this.arguments.reference(
			"router",
			() =>
				new MicroservicePortsPublicRouterOutputReference(
					this,
					"router",
					this.arguments,
					"router",
				),
		);
	}
}

/** Ports published on the agent's host. */
export interface MicroservicePorts {
	/** Port inside the container. */
	readonly internal: number;
	/** Port on the agent's host. */
	readonly external: number;
	/**
	 * `tcp` or `udp`.
	 *
	 * Default: `"tcp"`.
	 */
	readonly protocol?: "tcp" | "udp" | (string & {});
	/**
	 * Offers the port through the Controller's proxy; its addresses are in `public_links`.
	 *
	 * Controllers 3.0 only.
	 */
	readonly public?: MicroservicePortsPublic | IResolvable;
}

/** References into an element of `ports`. */
export class MicroservicePortsOutputReference extends NestedReference {
	/** Port inside the container. */
	get internal(): number {
		return this.getNumberAttribute("internal");
	}

	/** Port on the agent's host. */
	get external(): number {
		return this.getNumberAttribute("external");
	}

	/**
	 * `tcp` or `udp`.
	 *
	 * Default: `"tcp"`.
	 */
	get protocol(): string {
		return this.getStringAttribute("protocol");
	}

	/**
	 * Offers the port through the Controller's proxy; its addresses are in `public_links`.
	 *
	 * Controllers 3.0 only.
	 */
	get public(): MicroservicePortsPublicOutputReference {
		return this.arguments.reference(
			"public",
			() =>
				new MicroservicePortsPublicOutputReference(
					this,
					"public",
					this.arguments,
					"public",
				),
		);
	}
}

/** References into all of `ports`. */
export class MicroservicePortsList extends NestedList {
	/** The argument as it was set. */
	get internalValue(): readonly MicroservicePorts[] | IResolvable | undefined {
		return this.arguments.whole as
			| readonly MicroservicePorts[]
			| IResolvable
			| undefined;
	}

	set internalValue(value:
		| readonly MicroservicePorts[]
		| IResolvable
		| undefined) {
		this.arguments.whole = value;
	}

	/** The element at a position, counted from 0 in the order in which Terraform sorts the set. */
	get(index: number): MicroservicePortsOutputReference {
		return new MicroservicePortsOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

/** Directories and volumes that the container sees. */
export interface MicroserviceVolumes {
	/** Directory on the agent's host, name of a volume, or name of a volume mount; `NAME/KEY` is one file of a volume mount. */
	readonly host: string;
	/** Directory in the container. */
	readonly container: string;
	/**
	 * `rw` or `ro`.
	 *
	 * Default: `"rw"`.
	 */
	readonly accessMode?: string;
	/**
	 * `bind` for a directory of the host, `volume` for a volume, `volumeMount` for an `iofog_volume_mount` (Controllers 3.7).
	 *
	 * Default: `"bind"`.
	 */
	readonly type?: "bind" | "volume" | "volumeMount" | (string & {});
}

/** References into an element of `volumes`. */
export class MicroserviceVolumesOutputReference extends NestedReference {
	/** Directory on the agent's host, name of a volume, or name of a volume mount; `NAME/KEY` is one file of a volume mount. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Directory in the container. */
	get container(): string {
		return this.getStringAttribute("container");
	}

	/**
	 * `rw` or `ro`.
	 *
	 * Default: `"rw"`.
	 */
	get accessMode(): string {
		return this.getStringAttribute("access_mode");
	}

	/**
	 * `bind` for a directory of the host, `volume` for a volume, `volumeMount` for an `iofog_volume_mount` (Controllers 3.7).
	 *
	 * Default: `"bind"`.
	 */
	get type(): string {
		return this.getStringAttribute("type");
	}
}

/** References into all of `volumes`. */
export class MicroserviceVolumesList extends NestedList {
	/** The argument as it was set. */
	get internalValue():
		| readonly MicroserviceVolumes[]
		| IResolvable
		| undefined {
		return this.arguments.whole as
			| readonly MicroserviceVolumes[]
			| IResolvable
			| undefined;
	}

	set internalValue(value:
		| readonly MicroserviceVolumes[]
		| IResolvable
		| undefined) {
		this.arguments.whole = value;
	}

	/** The element at a position, counted from 0 in the order in which Terraform sorts the set. */
	get(index: number): MicroserviceVolumesOutputReference {
		return new MicroserviceVolumesOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

/** How the agent finds out whether the microservice is healthy. */
export interface MicroserviceHealthCheck {
	/** Command, as in Docker: `["CMD", "curl", "-f", …]`. */
	readonly test: readonly string[];
	/** Seconds between two checks. */
	readonly interval?: number;
	/** Seconds after which a check has failed. */
	readonly timeout?: number;
	/** Seconds after the start in which failures do not count. */
	readonly startPeriod?: number;
	/** Seconds between two checks during the start period. */
	readonly startInterval?: number;
	/** Failures in a row that make the microservice unhealthy. */
	readonly retries?: number;
}

/** References into `health_check`. */
export class MicroserviceHealthCheckOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): MicroserviceHealthCheck | IResolvable | undefined {
		return this.arguments.whole as
			| MicroserviceHealthCheck
			| IResolvable
			| undefined;
	}

	set internalValue(value: MicroserviceHealthCheck | IResolvable | undefined) {
		this.arguments.whole = value;
	}

	/** Command, as in Docker: `["CMD", "curl", "-f", …]`. */
	get test(): string[] {
		return this.getListAttribute("test");
	}

	set test(value: readonly string[]) {
		this.arguments.set("test", value);
	}

	/** `test` as it was set. */
	get testInput(): readonly string[] | undefined {
		return this.arguments.get("test") as readonly string[] | undefined;
	}

	/** Seconds between two checks. */
	get interval(): number {
		return this.getNumberAttribute("interval");
	}

	set interval(value: number) {
		this.arguments.set("interval", value);
	}

	/** Takes `interval` away. */
	resetInterval(): void {
		this.arguments.set("interval", undefined);
	}

	/** `interval` as it was set. */
	get intervalInput(): number | undefined {
		return this.arguments.get("interval") as number | undefined;
	}

	/** Seconds after which a check has failed. */
	get timeout(): number {
		return this.getNumberAttribute("timeout");
	}

	set timeout(value: number) {
		this.arguments.set("timeout", value);
	}

	/** Takes `timeout` away. */
	resetTimeout(): void {
		this.arguments.set("timeout", undefined);
	}

	/** `timeout` as it was set. */
	get timeoutInput(): number | undefined {
		return this.arguments.get("timeout") as number | undefined;
	}

	/** Seconds after the start in which failures do not count. */
	get startPeriod(): number {
		return this.getNumberAttribute("start_period");
	}

	set startPeriod(value: number) {
		this.arguments.set("startPeriod", value);
	}

	/** Takes `start_period` away. */
	resetStartPeriod(): void {
		this.arguments.set("startPeriod", undefined);
	}

	/** `start_period` as it was set. */
	get startPeriodInput(): number | undefined {
		return this.arguments.get("startPeriod") as number | undefined;
	}

	/** Seconds between two checks during the start period. */
	get startInterval(): number {
		return this.getNumberAttribute("start_interval");
	}

	set startInterval(value: number) {
		this.arguments.set("startInterval", value);
	}

	/** Takes `start_interval` away. */
	resetStartInterval(): void {
		this.arguments.set("startInterval", undefined);
	}

	/** `start_interval` as it was set. */
	get startIntervalInput(): number | undefined {
		return this.arguments.get("startInterval") as number | undefined;
	}

	/** Failures in a row that make the microservice unhealthy. */
	get retries(): number {
		return this.getNumberAttribute("retries");
	}

	set retries(value: number) {
		this.arguments.set("retries", value);
	}

	/** Takes `retries` away. */
	resetRetries(): void {
		this.arguments.set("retries", undefined);
	}

	/** `retries` as it was set. */
	get retriesInput(): number | undefined {
		return this.arguments.get("retries") as number | undefined;
	}
}

/** Role under which the microservice may call the Controller; without it, the role `microservice`. */
export interface MicroserviceServiceAccount {
	/**
	 * Kind of the role.
	 *
	 * Default: `"Role"`.
	 */
	readonly kind?: string;
	/** Name of the role. */
	readonly name: string;
}

/** References into `service_account`. */
export class MicroserviceServiceAccountOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): MicroserviceServiceAccount | IResolvable | undefined {
		return this.arguments.whole as
			| MicroserviceServiceAccount
			| IResolvable
			| undefined;
	}

	set internalValue(value:
		| MicroserviceServiceAccount
		| IResolvable
		| undefined) {
		this.arguments.whole = value;
	}

	/**
	 * Kind of the role.
	 *
	 * Default: `"Role"`.
	 */
	get kind(): string {
		return this.getStringAttribute("kind");
	}

	set kind(value: string) {
		this.arguments.set("kind", value);
	}

	/** Takes `kind` away. */
	resetKind(): void {
		this.arguments.set("kind", undefined);
	}

	/** `kind` as it was set. */
	get kindInput(): string | undefined {
		return this.arguments.get("kind") as string | undefined;
	}

	/** Name of the role. */
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
}

/** Access of the microservice to NATS messaging. */
export interface MicroserviceNatsConfig {
	/**
	 * Whether messaging over NATS is allowed.
	 *
	 * Default: `false`.
	 */
	readonly natsAccess?: boolean | IResolvable;
	/** Name of the NATS rule that applies. */
	readonly natsRule?: string;
}

/** References into `nats_config`. */
export class MicroserviceNatsConfigOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): MicroserviceNatsConfig | IResolvable | undefined {
		return this.arguments.whole as
			| MicroserviceNatsConfig
			| IResolvable
			| undefined;
	}

	set internalValue(value: MicroserviceNatsConfig | IResolvable | undefined) {
		this.arguments.whole = value;
	}

	/**
	 * Whether messaging over NATS is allowed.
	 *
	 * Default: `false`.
	 */
	get natsAccess(): IResolvable {
		return this.getBooleanAttribute("nats_access");
	}

	set natsAccess(value: boolean | IResolvable) {
		this.arguments.set("natsAccess", value);
	}

	/** Takes `nats_access` away. */
	resetNatsAccess(): void {
		this.arguments.set("natsAccess", undefined);
	}

	/** `nats_access` as it was set. */
	get natsAccessInput(): boolean | IResolvable | undefined {
		return this.arguments.get("natsAccess") as
			| boolean
			| IResolvable
			| undefined;
	}

	/** Name of the NATS rule that applies. */
	get natsRule(): string {
		return this.getStringAttribute("nats_rule");
	}

	set natsRule(value: string) {
		this.arguments.set("natsRule", value);
	}

	/** Takes `nats_rule` away. */
	resetNatsRule(): void {
		this.arguments.set("natsRule", undefined);
	}

	/** `nats_rule` as it was set. */
	get natsRuleInput(): string | undefined {
		return this.arguments.get("natsRule") as string | undefined;
	}
}

const SHAPES: Shapes = {
	name: "plain",
	application: "plain",
	agentUuid: "plain",
	agentName: "plain",
	engine: "plain",
	images: "plain",
	catalogItemId: "plain",
	registryId: "plain",
	config: "json",
	configWo: "json",
	configWoVersion: "plain",
	env: "plain",
	envWo: "plain",
	envWoVersion: "plain",
	envFromSecret: "plain",
	envFromConfigMap: "plain",
	command: "plain",
	ports: {
		list: {
			object: {
				internal: "plain",
				external: "plain",
				protocol: "plain",
				public: {
					object: {
						schemes: "plain",
						protocol: "plain",
						enabled: "plain",
						router: { object: { host: "plain", port: "plain" } },
					},
				},
			},
		},
	},
	volumes: {
		list: {
			object: {
				host: "plain",
				container: "plain",
				accessMode: "plain",
				type: "plain",
			},
		},
	},
	extraHosts: "plain",
	logSize: "plain",
	rebuildTriggers: "plain",
	rootHostAccess: "plain",
	activated: "plain",
	hostNetworkMode: "plain",
	privileged: "plain",
	annotations: "json",
	capAdd: "plain",
	capDrop: "plain",
	cdiDevices: "plain",
	runAsUser: "plain",
	platform: "plain",
	runtime: "plain",
	cpuSetCpus: "plain",
	pidMode: "plain",
	ipcMode: "plain",
	memoryLimit: "plain",
	schedule: "plain",
	healthCheck: {
		object: {
			test: "plain",
			interval: "plain",
			timeout: "plain",
			startPeriod: "plain",
			startInterval: "plain",
			retries: "plain",
		},
	},
	serviceAccount: { object: { kind: "plain", name: "plain" } },
	natsConfig: { object: { natsAccess: "plain", natsRule: "plain" } },
};

/**
 * A container that an agent runs as part of an application.
 *
 * `iofog_microservice` in Terraform.
 */
export class Microservice extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_microservice";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `UUID` or `APPLICATION/NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Microservice.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: MicroserviceConfig) {
		super(scope, id, Microservice.tfResourceType, SHAPES, config);
	}

	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	/** Name, unique within the application. Controllers 3.7 cannot rename: there a change forces replacement. */
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
	 * Name of the application that the microservice belongs to.
	 *
	 * Forces replacement.
	 */
	get application(): string {
		return this.getStringAttribute("application");
	}

	set application(value: string) {
		this.arguments.set("application", value);
	}

	/** `application` as it was set. */
	get applicationInput(): string | undefined {
		return this.arguments.get("application") as string | undefined;
	}

	/**
	 * UUID of the agent that runs the microservice; a change moves it. Exactly one of `agent_uuid` and `agent_name` is set.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift. A change makes the agent recreate the container.
	 */
	get agentUuid(): string {
		return this.getStringAttribute("agent_uuid");
	}

	set agentUuid(value: string) {
		this.arguments.set("agentUuid", value);
	}

	/** Takes `agent_uuid` away. */
	resetAgentUuid(): void {
		this.arguments.set("agentUuid", undefined);
	}

	/** `agent_uuid` as it was set. */
	get agentUuidInput(): string | undefined {
		return this.arguments.get("agentUuid") as string | undefined;
	}

	/**
	 * Name of the agent that runs the microservice, looked up when it changes: an agent that is renamed later is no change.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get agentName(): string {
		return this.getStringAttribute("agent_name");
	}

	set agentName(value: string) {
		this.arguments.set("agentName", value);
	}

	/** Takes `agent_name` away. */
	resetAgentName(): void {
		this.arguments.set("agentName", undefined);
	}

	/** `agent_name` as it was set. */
	get agentNameInput(): string | undefined {
		return this.arguments.get("agentName") as string | undefined;
	}

	/** Name, of your choice, of the Docker Engine that the agent shares with other agents: two microservices that name the same one cannot publish the same port. The Controller is not told. */
	get engine(): string {
		return this.getStringAttribute("engine");
	}

	set engine(value: string) {
		this.arguments.set("engine", value);
	}

	/** Takes `engine` away. */
	resetEngine(): void {
		this.arguments.set("engine", undefined);
	}

	/** `engine` as it was set. */
	get engineInput(): string | undefined {
		return this.arguments.get("engine") as string | undefined;
	}

	/**
	 * Image by architecture of the agent: `amd64`, `arm`. Exactly one of `images` and `catalog_item_id` is set.
	 *
	 * A change makes the agent recreate the container.
	 */
	get images(): { [key: string]: string } {
		return this.getStringMapAttribute("images");
	}

	set images(value: { readonly [key: string]: string }) {
		this.arguments.set("images", value);
	}

	/** Takes `images` away. */
	resetImages(): void {
		this.arguments.set("images", undefined);
	}

	/** `images` as it was set. */
	get imagesInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("images") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Catalog item whose images are run.
	 *
	 * Forces replacement when it is taken away. A change makes the agent recreate the container.
	 */
	get catalogItemId(): number {
		return this.getNumberAttribute("catalog_item_id");
	}

	set catalogItemId(value: number) {
		this.arguments.set("catalogItemId", value);
	}

	/** Takes `catalog_item_id` away. */
	resetCatalogItemId(): void {
		this.arguments.set("catalogItemId", undefined);
	}

	/** `catalog_item_id` as it was set. */
	get catalogItemIdInput(): number | undefined {
		return this.arguments.get("catalogItemId") as number | undefined;
	}

	/**
	 * Registry that the images are pulled from: 1 (Docker Hub, the default), 2 (`from_cache`, the agent's own cache) or an `iofog_registry`. With `catalog_item_id` the item's registry holds.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get registryId(): number {
		return this.getNumberAttribute("registry_id");
	}

	set registryId(value: number) {
		this.arguments.set("registryId", value);
	}

	/** Takes `registry_id` away. */
	resetRegistryId(): void {
		this.arguments.set("registryId", undefined);
	}

	/** `registry_id` as it was set. */
	get registryIdInput(): number | undefined {
		return this.arguments.get("registryId") as number | undefined;
	}

	/**
	 * Configuration as JSON text, delivered to the running container without a restart.
	 *
	 * Default: `"{}"`.
	 */
	get config(): string {
		return this.getStringAttribute("config");
	}

	set config(value: Json) {
		this.arguments.set("config", value);
	}

	/** Takes `config` away. */
	resetConfig(): void {
		this.arguments.set("config", undefined);
	}

	/** `config` as it was set. */
	get configInput(): Json | undefined {
		return this.arguments.get("config") as Json | undefined;
	}

	/**
	 * Secret part of the configuration as JSON text, kept nowhere: it is merged over `config` at each write of the configuration.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	get configWo(): string {
		return this.getStringAttribute("config_wo");
	}

	set configWo(value: Json) {
		this.arguments.set("configWo", value);
	}

	/** Takes `config_wo` away. */
	resetConfigWo(): void {
		this.arguments.set("configWo", undefined);
	}

	/** `config_wo` as it was set. */
	get configWoInput(): Json | undefined {
		return this.arguments.get("configWo") as Json | undefined;
	}

	/** Any number; a change writes `config_wo` again. */
	get configWoVersion(): number {
		return this.getNumberAttribute("config_wo_version");
	}

	set configWoVersion(value: number) {
		this.arguments.set("configWoVersion", value);
	}

	/** Takes `config_wo_version` away. */
	resetConfigWoVersion(): void {
		this.arguments.set("configWoVersion", undefined);
	}

	/** `config_wo_version` as it was set. */
	get configWoVersionInput(): number | undefined {
		return this.arguments.get("configWoVersion") as number | undefined;
	}

	/**
	 * Environment variables.
	 *
	 * Default: `{}`. A change makes the agent recreate the container.
	 */
	get env(): { [key: string]: string } {
		return this.getStringMapAttribute("env");
	}

	set env(value: { readonly [key: string]: string }) {
		this.arguments.set("env", value);
	}

	/** Takes `env` away. */
	resetEnv(): void {
		this.arguments.set("env", undefined);
	}

	/** `env` as it was set. */
	get envInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("env") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Secret environment variables, kept nowhere: they are added to `env` at each write of the environment.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	get envWo(): { [key: string]: string } {
		return this.getStringMapAttribute("env_wo");
	}

	set envWo(value: { readonly [key: string]: string }) {
		this.arguments.set("envWo", value);
	}

	/** Takes `env_wo` away. */
	resetEnvWo(): void {
		this.arguments.set("envWo", undefined);
	}

	/** `env_wo` as it was set. */
	get envWoInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("envWo") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Any number; a change writes `env_wo` again.
	 *
	 * A change makes the agent recreate the container.
	 */
	get envWoVersion(): number {
		return this.getNumberAttribute("env_wo_version");
	}

	set envWoVersion(value: number) {
		this.arguments.set("envWoVersion", value);
	}

	/** Takes `env_wo_version` away. */
	resetEnvWoVersion(): void {
		this.arguments.set("envWoVersion", undefined);
	}

	/** `env_wo_version` as it was set. */
	get envWoVersionInput(): number | undefined {
		return this.arguments.get("envWoVersion") as number | undefined;
	}

	/**
	 * Environment variables whose values come from a secret of the Controller, as `SECRET/KEY`.
	 *
	 * Default: `{}`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get envFromSecret(): { [key: string]: string } {
		return this.getStringMapAttribute("env_from_secret");
	}

	set envFromSecret(value: { readonly [key: string]: string }) {
		this.arguments.set("envFromSecret", value);
	}

	/** Takes `env_from_secret` away. */
	resetEnvFromSecret(): void {
		this.arguments.set("envFromSecret", undefined);
	}

	/** `env_from_secret` as it was set. */
	get envFromSecretInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("envFromSecret") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Environment variables whose values come from a config map of the Controller, as `CONFIG_MAP/KEY`.
	 *
	 * Default: `{}`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get envFromConfigMap(): { [key: string]: string } {
		return this.getStringMapAttribute("env_from_config_map");
	}

	set envFromConfigMap(value: { readonly [key: string]: string }) {
		this.arguments.set("envFromConfigMap", value);
	}

	/** Takes `env_from_config_map` away. */
	resetEnvFromConfigMap(): void {
		this.arguments.set("envFromConfigMap", undefined);
	}

	/** `env_from_config_map` as it was set. */
	get envFromConfigMapInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("envFromConfigMap") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Command that replaces the image's own.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	get command(): string[] {
		return this.getListAttribute("command");
	}

	set command(value: readonly string[]) {
		this.arguments.set("command", value);
	}

	/** Takes `command` away. */
	resetCommand(): void {
		this.arguments.set("command", undefined);
	}

	/** `command` as it was set. */
	get commandInput(): readonly string[] | undefined {
		return this.arguments.get("command") as readonly string[] | undefined;
	}

	/**
	 * Ports published on the agent's host.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	get ports(): MicroservicePortsList {
		return this.arguments.reference(
			"ports",
			() =>
				new MicroservicePortsList(this, "ports", true, this.arguments, "ports"),
		);
	}

	/** Sets `ports`. */
	putPorts(value: readonly MicroservicePorts[] | IResolvable): void {
		this.arguments.set("ports", value);
	}

	/** Takes `ports` away. */
	resetPorts(): void {
		this.arguments.set("ports", undefined);
	}

	/** `ports` as it was set. */
	get portsInput(): readonly MicroservicePorts[] | IResolvable | undefined {
		return this.arguments.get("ports") as
			| readonly MicroservicePorts[]
			| IResolvable
			| undefined;
	}

	/** Addresses of the ports with `public`, by external port (3.0 only). */
	get publicLinks(): StringListMap {
		return new StringListMap(this, "public_links");
	}

	/**
	 * Directories and volumes that the container sees.
	 *
	 * Default: `[]`. A change makes the agent recreate the container.
	 */
	get volumes(): MicroserviceVolumesList {
		return this.arguments.reference(
			"volumes",
			() =>
				new MicroserviceVolumesList(
					this,
					"volumes",
					true,
					this.arguments,
					"volumes",
				),
		);
	}

	/** Sets `volumes`. */
	putVolumes(value: readonly MicroserviceVolumes[] | IResolvable): void {
		this.arguments.set("volumes", value);
	}

	/** Takes `volumes` away. */
	resetVolumes(): void {
		this.arguments.set("volumes", undefined);
	}

	/** `volumes` as it was set. */
	get volumesInput(): readonly MicroserviceVolumes[] | IResolvable | undefined {
		return this.arguments.get("volumes") as
			| readonly MicroserviceVolumes[]
			| IResolvable
			| undefined;
	}

	/**
	 * Addresses by host name, added to the container's hosts file.
	 *
	 * Default: `{}`. A change makes the agent recreate the container.
	 */
	get extraHosts(): { [key: string]: string } {
		return this.getStringMapAttribute("extra_hosts");
	}

	set extraHosts(value: { readonly [key: string]: string }) {
		this.arguments.set("extraHosts", value);
	}

	/** Takes `extra_hosts` away. */
	resetExtraHosts(): void {
		this.arguments.set("extraHosts", undefined);
	}

	/** `extra_hosts` as it was set. */
	get extraHostsInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("extraHosts") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Largest size of the container's log, in MB.
	 *
	 * Default: `1`.
	 */
	get logSize(): number {
		return this.getNumberAttribute("log_size");
	}

	set logSize(value: number) {
		this.arguments.set("logSize", value);
	}

	/** Takes `log_size` away. */
	resetLogSize(): void {
		this.arguments.set("logSize", undefined);
	}

	/** `log_size` as it was set. */
	get logSizeInput(): number | undefined {
		return this.arguments.get("logSize") as number | undefined;
	}

	/**
	 * Any values; a change makes the agent pull the image again and recreate the container in place.
	 *
	 * A change makes the agent recreate the container.
	 */
	get rebuildTriggers(): { [key: string]: string } {
		return this.getStringMapAttribute("rebuild_triggers");
	}

	set rebuildTriggers(value: { readonly [key: string]: string }) {
		this.arguments.set("rebuildTriggers", value);
	}

	/** Takes `rebuild_triggers` away. */
	resetRebuildTriggers(): void {
		this.arguments.set("rebuildTriggers", undefined);
	}

	/** `rebuild_triggers` as it was set. */
	get rebuildTriggersInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("rebuildTriggers") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Whether the container shares the host's network.
	 *
	 * Default: `false`. Controllers 3.0 only. A change makes the agent recreate the container.
	 */
	get rootHostAccess(): IResolvable {
		return this.getBooleanAttribute("root_host_access");
	}

	set rootHostAccess(value: boolean | IResolvable) {
		this.arguments.set("rootHostAccess", value);
	}

	/** Takes `root_host_access` away. */
	resetRootHostAccess(): void {
		this.arguments.set("rootHostAccess", undefined);
	}

	/** `root_host_access` as it was set. */
	get rootHostAccessInput(): boolean | IResolvable | undefined {
		return this.arguments.get("rootHostAccess") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Whether the microservice runs.
	 *
	 * Default: `true`. Controllers 3.7 only.
	 */
	get activated(): IResolvable {
		return this.getBooleanAttribute("activated");
	}

	set activated(value: boolean | IResolvable) {
		this.arguments.set("activated", value);
	}

	/** Takes `activated` away. */
	resetActivated(): void {
		this.arguments.set("activated", undefined);
	}

	/** `activated` as it was set. */
	get activatedInput(): boolean | IResolvable | undefined {
		return this.arguments.get("activated") as boolean | IResolvable | undefined;
	}

	/**
	 * Whether the container shares the host's network.
	 *
	 * Default: `false`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get hostNetworkMode(): IResolvable {
		return this.getBooleanAttribute("host_network_mode");
	}

	set hostNetworkMode(value: boolean | IResolvable) {
		this.arguments.set("hostNetworkMode", value);
	}

	/** Takes `host_network_mode` away. */
	resetHostNetworkMode(): void {
		this.arguments.set("hostNetworkMode", undefined);
	}

	/** `host_network_mode` as it was set. */
	get hostNetworkModeInput(): boolean | IResolvable | undefined {
		return this.arguments.get("hostNetworkMode") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Whether the container is privileged.
	 *
	 * Default: `false`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get privileged(): IResolvable {
		return this.getBooleanAttribute("privileged");
	}

	set privileged(value: boolean | IResolvable) {
		this.arguments.set("privileged", value);
	}

	/** Takes `privileged` away. */
	resetPrivileged(): void {
		this.arguments.set("privileged", undefined);
	}

	/** `privileged` as it was set. */
	get privilegedInput(): boolean | IResolvable | undefined {
		return this.arguments.get("privileged") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Annotations as JSON text.
	 *
	 * Default: `"{}"`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get annotations(): string {
		return this.getStringAttribute("annotations");
	}

	set annotations(value: Json) {
		this.arguments.set("annotations", value);
	}

	/** Takes `annotations` away. */
	resetAnnotations(): void {
		this.arguments.set("annotations", undefined);
	}

	/** `annotations` as it was set. */
	get annotationsInput(): Json | undefined {
		return this.arguments.get("annotations") as Json | undefined;
	}

	/**
	 * Linux capabilities that are added.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get capAdd(): string[] {
		return Fn.tolist(this.getListAttribute("cap_add"));
	}

	set capAdd(value: readonly string[]) {
		this.arguments.set("capAdd", value);
	}

	/** Takes `cap_add` away. */
	resetCapAdd(): void {
		this.arguments.set("capAdd", undefined);
	}

	/** `cap_add` as it was set. */
	get capAddInput(): readonly string[] | undefined {
		return this.arguments.get("capAdd") as readonly string[] | undefined;
	}

	/**
	 * Linux capabilities that are dropped.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get capDrop(): string[] {
		return Fn.tolist(this.getListAttribute("cap_drop"));
	}

	set capDrop(value: readonly string[]) {
		this.arguments.set("capDrop", value);
	}

	/** Takes `cap_drop` away. */
	resetCapDrop(): void {
		this.arguments.set("capDrop", undefined);
	}

	/** `cap_drop` as it was set. */
	get capDropInput(): readonly string[] | undefined {
		return this.arguments.get("capDrop") as readonly string[] | undefined;
	}

	/**
	 * Devices given to the container, as CDI names.
	 *
	 * Default: `[]`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get cdiDevices(): string[] {
		return Fn.tolist(this.getListAttribute("cdi_devices"));
	}

	set cdiDevices(value: readonly string[]) {
		this.arguments.set("cdiDevices", value);
	}

	/** Takes `cdi_devices` away. */
	resetCdiDevices(): void {
		this.arguments.set("cdiDevices", undefined);
	}

	/** `cdi_devices` as it was set. */
	get cdiDevicesInput(): readonly string[] | undefined {
		return this.arguments.get("cdiDevices") as readonly string[] | undefined;
	}

	/**
	 * User that the container runs as.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get runAsUser(): string {
		return this.getStringAttribute("run_as_user");
	}

	set runAsUser(value: string) {
		this.arguments.set("runAsUser", value);
	}

	/** Takes `run_as_user` away. */
	resetRunAsUser(): void {
		this.arguments.set("runAsUser", undefined);
	}

	/** `run_as_user` as it was set. */
	get runAsUserInput(): string | undefined {
		return this.arguments.get("runAsUser") as string | undefined;
	}

	/**
	 * Platform of the image, e.g. `linux/arm64`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get platform(): string {
		return this.getStringAttribute("platform");
	}

	set platform(value: string) {
		this.arguments.set("platform", value);
	}

	/** Takes `platform` away. */
	resetPlatform(): void {
		this.arguments.set("platform", undefined);
	}

	/** `platform` as it was set. */
	get platformInput(): string | undefined {
		return this.arguments.get("platform") as string | undefined;
	}

	/**
	 * Container runtime, e.g. `runc`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get runtime(): string {
		return this.getStringAttribute("runtime");
	}

	set runtime(value: string) {
		this.arguments.set("runtime", value);
	}

	/** Takes `runtime` away. */
	resetRuntime(): void {
		this.arguments.set("runtime", undefined);
	}

	/** `runtime` as it was set. */
	get runtimeInput(): string | undefined {
		return this.arguments.get("runtime") as string | undefined;
	}

	/**
	 * CPUs that the container may use, e.g. `0,1`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get cpuSetCpus(): string {
		return this.getStringAttribute("cpu_set_cpus");
	}

	set cpuSetCpus(value: string) {
		this.arguments.set("cpuSetCpus", value);
	}

	/** Takes `cpu_set_cpus` away. */
	resetCpuSetCpus(): void {
		this.arguments.set("cpuSetCpus", undefined);
	}

	/** `cpu_set_cpus` as it was set. */
	get cpuSetCpusInput(): string | undefined {
		return this.arguments.get("cpuSetCpus") as string | undefined;
	}

	/**
	 * PID namespace, e.g. `host`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get pidMode(): string {
		return this.getStringAttribute("pid_mode");
	}

	set pidMode(value: string) {
		this.arguments.set("pidMode", value);
	}

	/** Takes `pid_mode` away. */
	resetPidMode(): void {
		this.arguments.set("pidMode", undefined);
	}

	/** `pid_mode` as it was set. */
	get pidModeInput(): string | undefined {
		return this.arguments.get("pidMode") as string | undefined;
	}

	/**
	 * IPC namespace, e.g. `host`.
	 *
	 * Default: `""`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get ipcMode(): string {
		return this.getStringAttribute("ipc_mode");
	}

	set ipcMode(value: string) {
		this.arguments.set("ipcMode", value);
	}

	/** Takes `ipc_mode` away. */
	resetIpcMode(): void {
		this.arguments.set("ipcMode", undefined);
	}

	/** `ipc_mode` as it was set. */
	get ipcModeInput(): string | undefined {
		return this.arguments.get("ipcMode") as string | undefined;
	}

	/**
	 * Largest memory of the container, in bytes.
	 *
	 * Controllers 3.7 only. Forces replacement when it is taken away. A change makes the agent recreate the container.
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
	 * Place in the order in which the agent starts its microservices, 6 to 100.
	 *
	 * Default: `50`. Controllers 3.7 only. A change makes the agent recreate the container.
	 */
	get schedule(): number {
		return this.getNumberAttribute("schedule");
	}

	set schedule(value: number) {
		this.arguments.set("schedule", value);
	}

	/** Takes `schedule` away. */
	resetSchedule(): void {
		this.arguments.set("schedule", undefined);
	}

	/** `schedule` as it was set. */
	get scheduleInput(): number | undefined {
		return this.arguments.get("schedule") as number | undefined;
	}

	/**
	 * How the agent finds out whether the microservice is healthy.
	 *
	 * Controllers 3.7 only.
	 */
	get healthCheck(): MicroserviceHealthCheckOutputReference {
		return this.arguments.reference(
			"healthCheck",
			() =>
				new MicroserviceHealthCheckOutputReference(
					this,
					"health_check",
					this.arguments,
					"healthCheck",
				),
		);
	}

	/** Sets `health_check`. */
	putHealthCheck(value: MicroserviceHealthCheck | IResolvable): void {
		this.arguments.set("healthCheck", value);
	}

	/** Takes `health_check` away. */
	resetHealthCheck(): void {
		this.arguments.set("healthCheck", undefined);
	}

	/** `health_check` as it was set. */
	get healthCheckInput(): MicroserviceHealthCheck | IResolvable | undefined {
		return this.arguments.get("healthCheck") as
			| MicroserviceHealthCheck
			| IResolvable
			| undefined;
	}

	/**
	 * Role under which the microservice may call the Controller; without it, the role `microservice`.
	 *
	 * Controllers 3.7 only.
	 */
	get serviceAccount(): MicroserviceServiceAccountOutputReference {
		return this.arguments.reference(
			"serviceAccount",
			() =>
				new MicroserviceServiceAccountOutputReference(
					this,
					"service_account",
					this.arguments,
					"serviceAccount",
				),
		);
	}

	/** Sets `service_account`. */
	putServiceAccount(value: MicroserviceServiceAccount | IResolvable): void {
		this.arguments.set("serviceAccount", value);
	}

	/** Takes `service_account` away. */
	resetServiceAccount(): void {
		this.arguments.set("serviceAccount", undefined);
	}

	/** `service_account` as it was set. */
	get serviceAccountInput():
		| MicroserviceServiceAccount
		| IResolvable
		| undefined {
		return this.arguments.get("serviceAccount") as
			| MicroserviceServiceAccount
			| IResolvable
			| undefined;
	}

	/**
	 * Access of the microservice to NATS messaging.
	 *
	 * Default: `{"nats_access":false}`. Controllers 3.7 only.
	 */
	get natsConfig(): MicroserviceNatsConfigOutputReference {
		return this.arguments.reference(
			"natsConfig",
			() =>
				new MicroserviceNatsConfigOutputReference(
					this,
					"nats_config",
					this.arguments,
					"natsConfig",
				),
		);
	}

	/** Sets `nats_config`. */
	putNatsConfig(value: MicroserviceNatsConfig | IResolvable): void {
		this.arguments.set("natsConfig", value);
	}

	/** Takes `nats_config` away. */
	resetNatsConfig(): void {
		this.arguments.set("natsConfig", undefined);
	}

	/** `nats_config` as it was set. */
	get natsConfigInput(): MicroserviceNatsConfig | IResolvable | undefined {
		return this.arguments.get("natsConfig") as
			| MicroserviceNatsConfig
			| IResolvable
			| undefined;
	}
}
