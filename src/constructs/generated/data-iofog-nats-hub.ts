// Written by scripts/generate.ts from the definitions; do not edit.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_nats_hub`. */
export interface DataIofogNatsHubConfig extends TerraformMetaArguments {}

const SHAPES: Shapes = {};

/**
 * Looks up a nats hub that exists in the Controller. The default NATS hub that agents connect to (Controllers 3.7). A Controller has exactly one, which cannot be deleted: destroying it only forgets it.
 *
 * Controllers 3.7 only.
 *
 * `iofog_nats_hub` in Terraform.
 */
export class DataIofogNatsHub extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_nats_hub";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogNatsHubConfig = {},
	) {
		super(scope, id, DataIofogNatsHub.tfResourceType, SHAPES, config);
	}

	/** Host name or IP address at which agents reach the hub. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Port for clients. */
	get serverPort(): number {
		return this.getNumberAttribute("server_port");
	}

	/** Port for other hubs. */
	get clusterPort(): number {
		return this.getNumberAttribute("cluster_port");
	}

	/** Port for leaf nodes. */
	get leafPort(): number {
		return this.getNumberAttribute("leaf_port");
	}

	/** Port for MQTT clients. */
	get mqttPort(): number {
		return this.getNumberAttribute("mqtt_port");
	}

	/** Port of the monitoring page. */
	get httpPort(): number {
		return this.getNumberAttribute("http_port");
	}
}
