// Written by scripts/generate.ts from the definitions; do not edit.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_router`. */
export interface DataIofogRouterConfig extends TerraformMetaArguments {}

const SHAPES: Shapes = {};

/**
 * Looks up a router that exists in the Controller. The default router that agents connect to. A Controller has exactly one, which cannot be deleted: destroying it only forgets it.
 *
 * `iofog_router` in Terraform.
 */
export class DataIofogRouter extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_router";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogRouterConfig = {},
	) {
		super(scope, id, DataIofogRouter.tfResourceType, SHAPES, config);
	}

	/** Host name or IP address at which agents reach the router. */
	get host(): string {
		return this.getStringAttribute("host");
	}

	/** Port for messages of microservices. */
	get messagingPort(): number {
		return this.getNumberAttribute("messaging_port");
	}

	/** Port for routers of agents in edge mode. */
	get edgeRouterPort(): number {
		return this.getNumberAttribute("edge_router_port");
	}

	/** Port for routers of agents in interior mode. */
	get interRouterPort(): number {
		return this.getNumberAttribute("inter_router_port");
	}
}
