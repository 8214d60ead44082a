// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_nats_hub`. */
export interface NatsHubConfig extends TerraformMetaArguments {
	/** Host name or IP address at which agents reach the hub. */
	readonly host: string;
	/**
	 * Port for clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly serverPort?: number;
	/**
	 * Port for other hubs.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly clusterPort?: number;
	/**
	 * Port for leaf nodes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly leafPort?: number;
	/**
	 * Port for MQTT clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly mqttPort?: number;
	/**
	 * Port of the monitoring page.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly httpPort?: number;
}

const SHAPES: Shapes = {
	host: "plain",
	serverPort: "plain",
	clusterPort: "plain",
	leafPort: "plain",
	mqttPort: "plain",
	httpPort: "plain",
};

/**
 * The default NATS hub that agents connect to (Controllers 3.7). A Controller has exactly one, which cannot be deleted: destroying it only forgets it.
 *
 * Controllers 3.7 only.
 *
 * `iofog_nats_hub` in Terraform.
 */
export class NatsHub extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_nats_hub";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `default`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: NatsHub.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: NatsHubConfig) {
		super(scope, id, NatsHub.tfResourceType, SHAPES, config);
	}

	/** Host name or IP address at which agents reach the hub. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	set host(value: string) {
		this.arguments.set("host", value);
	}

	/** `host` as it was set. */
	get hostInput(): string | undefined {
		return this.arguments.get("host") as string | undefined;
	}

	/**
	 * Port for clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get serverPort(): number {
		return this.getNumberAttribute("server_port");
	}

	set serverPort(value: number) {
		this.arguments.set("serverPort", value);
	}

	/** Takes `server_port` away. */
	resetServerPort(): void {
		this.arguments.set("serverPort", undefined);
	}

	/** `server_port` as it was set. */
	get serverPortInput(): number | undefined {
		return this.arguments.get("serverPort") as number | undefined;
	}

	/**
	 * Port for other hubs.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get clusterPort(): number {
		return this.getNumberAttribute("cluster_port");
	}

	set clusterPort(value: number) {
		this.arguments.set("clusterPort", value);
	}

	/** Takes `cluster_port` away. */
	resetClusterPort(): void {
		this.arguments.set("clusterPort", undefined);
	}

	/** `cluster_port` as it was set. */
	get clusterPortInput(): number | undefined {
		return this.arguments.get("clusterPort") as number | undefined;
	}

	/**
	 * Port for leaf nodes.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get leafPort(): number {
		return this.getNumberAttribute("leaf_port");
	}

	set leafPort(value: number) {
		this.arguments.set("leafPort", value);
	}

	/** Takes `leaf_port` away. */
	resetLeafPort(): void {
		this.arguments.set("leafPort", undefined);
	}

	/** `leaf_port` as it was set. */
	get leafPortInput(): number | undefined {
		return this.arguments.get("leafPort") as number | undefined;
	}

	/**
	 * Port for MQTT clients.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get mqttPort(): number {
		return this.getNumberAttribute("mqtt_port");
	}

	set mqttPort(value: number) {
		this.arguments.set("mqttPort", value);
	}

	/** Takes `mqtt_port` away. */
	resetMqttPort(): void {
		this.arguments.set("mqttPort", undefined);
	}

	/** `mqtt_port` as it was set. */
	get mqttPortInput(): number | undefined {
		return this.arguments.get("mqttPort") as number | undefined;
	}

	/**
	 * Port of the monitoring page.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	get httpPort(): number {
		return this.getNumberAttribute("http_port");
	}

	set httpPort(value: number) {
		this.arguments.set("httpPort", value);
	}

	/** Takes `http_port` away. */
	resetHttpPort(): void {
		this.arguments.set("httpPort", undefined);
	}

	/** `http_port` as it was set. */
	get httpPortInput(): number | undefined {
		return this.arguments.get("httpPort") as number | undefined;
	}
}
