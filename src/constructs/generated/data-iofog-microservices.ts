// Written by scripts/generate.ts from the definitions; do not edit.
import {
	Fn,
	type IResolvable,
	StringListMap,
	type TerraformMetaArguments,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource, NestedList, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_microservices`. */
export interface DataIofogMicroservicesConfig extends TerraformMetaArguments {
	/** Only microservices of this application. */
	readonly application?: string;
}

/** References into `router`. */
export class DataIofogMicroservicesMicroservicesPortsPublicRouterOutputReference extends NestedReference {
	/** Agent whose router serves the port. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Public port. */
	get port(): number {
		return this.getNumberAttribute("port");
	}
}

/** References into `public`. */
export class DataIofogMicroservicesMicroservicesPortsPublicOutputReference extends NestedReference {
	/** Schemes of the public links, e.g. `["http"]`. */
	get schemes(): string[] {
		return this.getListAttribute("schemes");
	}

	/** Protocol of the proxy: `tcp` or `http`. */
	get protocol(): string {
		return this.getStringAttribute("protocol");
	}

	/** Whether the public port is open. */
	get enabled(): IResolvable {
		return this.getBooleanAttribute("enabled");
	}

	/** Where the public port is served; without it the Controller decides. */
	get router(): DataIofogMicroservicesMicroservicesPortsPublicRouterOutputReference {
		return this.arguments.reference(
			"router",
			() =>
				new DataIofogMicroservicesMicroservicesPortsPublicRouterOutputReference(
					this,
					"router",
					this.arguments,
					"router",
				),
		);
	}
}

/** References into an element of `ports`. */
export class DataIofogMicroservicesMicroservicesPortsOutputReference extends NestedReference {
	/** Port inside the container. */
	get internal(): number {
		return this.getNumberAttribute("internal");
	}

	/** Port on the agent's host. */
	get external(): number {
		return this.getNumberAttribute("external");
	}

	/** `tcp` or `udp`. */
	get protocol(): string {
		return this.getStringAttribute("protocol");
	}

	/**
	 * Offers the port through the Controller's proxy; its addresses are in `public_links`.
	 *
	 * Controllers 3.0 only.
	 */
	get public(): DataIofogMicroservicesMicroservicesPortsPublicOutputReference {
		return this.arguments.reference(
			"public",
			() =>
				new DataIofogMicroservicesMicroservicesPortsPublicOutputReference(
					this,
					"public",
					this.arguments,
					"public",
				),
		);
	}
}

/** References into all of `ports`. */
export class DataIofogMicroservicesMicroservicesPortsList extends NestedList {
	/** The element at a position, counted from 0 in the order in which Terraform sorts the set. */
	get(index: number): DataIofogMicroservicesMicroservicesPortsOutputReference {
		return new DataIofogMicroservicesMicroservicesPortsOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

/** References into an element of `volumes`. */
export class DataIofogMicroservicesMicroservicesVolumesOutputReference extends NestedReference {
	/** Directory on the agent's host, name of a volume, or name of a volume mount; `NAME/KEY` is one file of a volume mount. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Directory in the container. */
	get container(): string {
		return this.getStringAttribute("container");
	}

	/** `rw` or `ro`. */
	get accessMode(): string {
		return this.getStringAttribute("access_mode");
	}

	/** `bind` for a directory of the host, `volume` for a volume, `volumeMount` for an `iofog_volume_mount` (Controllers 3.7). */
	get type(): string {
		return this.getStringAttribute("type");
	}
}

/** References into all of `volumes`. */
export class DataIofogMicroservicesMicroservicesVolumesList extends NestedList {
	/** The element at a position, counted from 0 in the order in which Terraform sorts the set. */
	get(
		index: number,
	): DataIofogMicroservicesMicroservicesVolumesOutputReference {
		return new DataIofogMicroservicesMicroservicesVolumesOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

/** References into `health_check`. */
export class DataIofogMicroservicesMicroservicesHealthCheckOutputReference extends NestedReference {
	/** Command, as in Docker: `["CMD", "curl", "-f", …]`. */
	get test(): string[] {
		return this.getListAttribute("test");
	}

	/** Seconds between two checks. */
	get interval(): number {
		return this.getNumberAttribute("interval");
	}

	/** Seconds after which a check has failed. */
	get timeout(): number {
		return this.getNumberAttribute("timeout");
	}

	/** Seconds after the start in which failures do not count. */
	get startPeriod(): number {
		return this.getNumberAttribute("start_period");
	}

	/** Seconds between two checks during the start period. */
	get startInterval(): number {
		return this.getNumberAttribute("start_interval");
	}

	/** Failures in a row that make the microservice unhealthy. */
	get retries(): number {
		return this.getNumberAttribute("retries");
	}
}

/** References into `service_account`. */
export class DataIofogMicroservicesMicroservicesServiceAccountOutputReference extends NestedReference {
	/** Kind of the role. */
	get kind(): string {
		return this.getStringAttribute("kind");
	}

	/** Name of the role. */
	get name(): string {
		return this.getStringAttribute("name");
	}
}

/** References into `nats_config`. */
export class DataIofogMicroservicesMicroservicesNatsConfigOutputReference extends NestedReference {
	/** Whether messaging over NATS is allowed. */
	get natsAccess(): IResolvable {
		return this.getBooleanAttribute("nats_access");
	}

	/** Name of the NATS rule that applies. */
	get natsRule(): string {
		return this.getStringAttribute("nats_rule");
	}
}

/** References into an element of `microservices`. */
export class DataIofogMicroservicesMicroservicesOutputReference extends NestedReference {
	/** Identifier that the Controller assigned. */
	get uuid(): string {
		return this.getStringAttribute("uuid");
	}

	/** Name, unique within the application. Controllers 3.7 cannot rename: there a change forces replacement. */
	get name(): string {
		return this.getStringAttribute("name");
	}

	/** Name of the application that the microservice belongs to. */
	get application(): string {
		return this.getStringAttribute("application");
	}

	/** UUID of the agent that runs the microservice; a change moves it. Exactly one of `agent_uuid` and `agent_name` is set. */
	get agentUuid(): string {
		return this.getStringAttribute("agent_uuid");
	}

	/** Image by architecture of the agent: `amd64`, `arm`. Exactly one of `images` and `catalog_item_id` is set. */
	get images(): { [key: string]: string } {
		return this.getStringMapAttribute("images");
	}

	/** Catalog item whose images are run. */
	get catalogItemId(): number {
		return this.getNumberAttribute("catalog_item_id");
	}

	/** Registry that the images are pulled from: 1 (Docker Hub, the default), 2 (`from_cache`, the agent's own cache) or an `iofog_registry`. With `catalog_item_id` the item's registry holds. */
	get registryId(): number {
		return this.getNumberAttribute("registry_id");
	}

	/** Configuration as JSON text, delivered to the running container without a restart. */
	get config(): string {
		return this.getStringAttribute("config");
	}

	/** Environment variables. */
	get env(): { [key: string]: string } {
		return this.getStringMapAttribute("env");
	}

	/**
	 * Environment variables whose values come from a secret of the Controller, as `SECRET/KEY`.
	 *
	 * Controllers 3.7 only.
	 */
	get envFromSecret(): { [key: string]: string } {
		return this.getStringMapAttribute("env_from_secret");
	}

	/**
	 * Environment variables whose values come from a config map of the Controller, as `CONFIG_MAP/KEY`.
	 *
	 * Controllers 3.7 only.
	 */
	get envFromConfigMap(): { [key: string]: string } {
		return this.getStringMapAttribute("env_from_config_map");
	}

	/** Command that replaces the image's own. */
	get command(): string[] {
		return this.getListAttribute("command");
	}

	/** Ports published on the agent's host. */
	get ports(): DataIofogMicroservicesMicroservicesPortsList {
		return this.arguments.reference(
			"ports",
			() =>
				new DataIofogMicroservicesMicroservicesPortsList(
					this,
					"ports",
					true,
					this.arguments,
					"ports",
				),
		);
	}

	/** Addresses of the ports with `public`, by external port (3.0 only). */
	get publicLinks(): StringListMap {
		return new StringListMap(this, "public_links");
	}

	/** Directories and volumes that the container sees. */
	get volumes(): DataIofogMicroservicesMicroservicesVolumesList {
		return this.arguments.reference(
			"volumes",
			() =>
				new DataIofogMicroservicesMicroservicesVolumesList(
					this,
					"volumes",
					true,
					this.arguments,
					"volumes",
				),
		);
	}

	/** Addresses by host name, added to the container's hosts file. */
	get extraHosts(): { [key: string]: string } {
		return this.getStringMapAttribute("extra_hosts");
	}

	/** Largest size of the container's log, in MB. */
	get logSize(): number {
		return this.getNumberAttribute("log_size");
	}

	/**
	 * Whether the container shares the host's network.
	 *
	 * Controllers 3.0 only.
	 */
	get rootHostAccess(): IResolvable {
		return this.getBooleanAttribute("root_host_access");
	}

	/**
	 * Whether the microservice runs.
	 *
	 * Controllers 3.7 only.
	 */
	get activated(): IResolvable {
		return this.getBooleanAttribute("activated");
	}

	/**
	 * Whether the container shares the host's network.
	 *
	 * Controllers 3.7 only.
	 */
	get hostNetworkMode(): IResolvable {
		return this.getBooleanAttribute("host_network_mode");
	}

	/**
	 * Whether the container is privileged.
	 *
	 * Controllers 3.7 only.
	 */
	get privileged(): IResolvable {
		return this.getBooleanAttribute("privileged");
	}

	/**
	 * Annotations as JSON text.
	 *
	 * Controllers 3.7 only.
	 */
	get annotations(): string {
		return this.getStringAttribute("annotations");
	}

	/**
	 * Linux capabilities that are added.
	 *
	 * Controllers 3.7 only.
	 */
	get capAdd(): string[] {
		return Fn.tolist(this.getListAttribute("cap_add"));
	}

	/**
	 * Linux capabilities that are dropped.
	 *
	 * Controllers 3.7 only.
	 */
	get capDrop(): string[] {
		return Fn.tolist(this.getListAttribute("cap_drop"));
	}

	/**
	 * Devices given to the container, as CDI names.
	 *
	 * Controllers 3.7 only.
	 */
	get cdiDevices(): string[] {
		return Fn.tolist(this.getListAttribute("cdi_devices"));
	}

	/**
	 * User that the container runs as.
	 *
	 * Controllers 3.7 only.
	 */
	get runAsUser(): string {
		return this.getStringAttribute("run_as_user");
	}

	/**
	 * Platform of the image, e.g. `linux/arm64`.
	 *
	 * Controllers 3.7 only.
	 */
	get platform(): string {
		return this.getStringAttribute("platform");
	}

	/**
	 * Container runtime, e.g. `runc`.
	 *
	 * Controllers 3.7 only.
	 */
	get runtime(): string {
		return this.getStringAttribute("runtime");
	}

	/**
	 * CPUs that the container may use, e.g. `0,1`.
	 *
	 * Controllers 3.7 only.
	 */
	get cpuSetCpus(): string {
		return this.getStringAttribute("cpu_set_cpus");
	}

	/**
	 * PID namespace, e.g. `host`.
	 *
	 * Controllers 3.7 only.
	 */
	get pidMode(): string {
		return this.getStringAttribute("pid_mode");
	}

	/**
	 * IPC namespace, e.g. `host`.
	 *
	 * Controllers 3.7 only.
	 */
	get ipcMode(): string {
		return this.getStringAttribute("ipc_mode");
	}

	/**
	 * Largest memory of the container, in bytes.
	 *
	 * Controllers 3.7 only.
	 */
	get memoryLimit(): number {
		return this.getNumberAttribute("memory_limit");
	}

	/**
	 * Place in the order in which the agent starts its microservices, 6 to 100.
	 *
	 * Controllers 3.7 only.
	 */
	get schedule(): number {
		return this.getNumberAttribute("schedule");
	}

	/**
	 * How the agent finds out whether the microservice is healthy.
	 *
	 * Controllers 3.7 only.
	 */
	get healthCheck(): DataIofogMicroservicesMicroservicesHealthCheckOutputReference {
		return this.arguments.reference(
			"healthCheck",
			() =>
				new DataIofogMicroservicesMicroservicesHealthCheckOutputReference(
					this,
					"health_check",
					this.arguments,
					"healthCheck",
				),
		);
	}

	/**
	 * Role under which the microservice may call the Controller; without it, the role `microservice`.
	 *
	 * Controllers 3.7 only.
	 */
	get serviceAccount(): DataIofogMicroservicesMicroservicesServiceAccountOutputReference {
		return this.arguments.reference(
			"serviceAccount",
			() =>
				new DataIofogMicroservicesMicroservicesServiceAccountOutputReference(
					this,
					"service_account",
					this.arguments,
					"serviceAccount",
				),
		);
	}

	/**
	 * Access of the microservice to NATS messaging.
	 *
	 * Controllers 3.7 only.
	 */
	get natsConfig(): DataIofogMicroservicesMicroservicesNatsConfigOutputReference {
		return this.arguments.reference(
			"natsConfig",
			() =>
				new DataIofogMicroservicesMicroservicesNatsConfigOutputReference(
					this,
					"nats_config",
					this.arguments,
					"natsConfig",
				),
		);
	}

	/**
	 * State of the container, e.g. `RUNNING`.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get status(): string {
		return this.getStringAttribute("status");
	}

	/**
	 * What the agent says went wrong.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get errorMessage(): string {
		return this.getStringAttribute("error_message");
	}

	/**
	 * Identifier of the container.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get containerId(): string {
		return this.getStringAttribute("container_id");
	}

	/**
	 * Progress of the pull, in percent.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get percentage(): number {
		return this.getNumberAttribute("percentage");
	}

	/**
	 * Start of the container, in milliseconds since 1970.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get startTime(): number {
		return this.getNumberAttribute("start_time");
	}

	/**
	 * Share of the CPU, in percent.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get cpuUsage(): number {
		return this.getNumberAttribute("cpu_usage");
	}

	/**
	 * Memory in use, as the agent reports it.
	 *
	 * Changes by itself at run time; never drift.
	 */
	get memoryUsage(): number {
		return this.getNumberAttribute("memory_usage");
	}
}

/** References into all of `microservices`. */
export class DataIofogMicroservicesMicroservicesList extends NestedList {
	/** The element at a position, counted from 0. */
	get(index: number): DataIofogMicroservicesMicroservicesOutputReference {
		return new DataIofogMicroservicesMicroservicesOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

const SHAPES: Shapes = { application: "plain" };

/**
 * All microservices of the Controller, or those of one application, with their run-time status.
 *
 * `iofog_microservices` in Terraform.
 */
export class DataIofogMicroservices extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_microservices";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogMicroservicesConfig = {},
	) {
		super(scope, id, DataIofogMicroservices.tfResourceType, SHAPES, config);
	}

	/** Only microservices of this application. */
	get application(): string {
		return this.getStringAttribute("application");
	}

	set application(value: string) {
		this.arguments.set("application", value);
	}

	/** Takes `application` away. */
	resetApplication(): void {
		this.arguments.set("application", undefined);
	}

	/** `application` as it was set. */
	get applicationInput(): string | undefined {
		return this.arguments.get("application") as string | undefined;
	}

	/** All of them, as the data source iofog_microservice tells them. */
	get microservices(): DataIofogMicroservicesMicroservicesList {
		return this.arguments.reference(
			"microservices",
			() =>
				new DataIofogMicroservicesMicroservicesList(
					this,
					"microservices",
					false,
					this.arguments,
					"microservices",
				),
		);
	}
}
