// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_router`. */
export interface RouterConfig extends TerraformMetaArguments {
	/** Host name or IP address at which agents reach the router. */
	readonly host: string;
	/**
	 * Port for messages of microservices.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly messagingPort?: number;
	/**
	 * Port for routers of agents in edge mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly edgeRouterPort?: number;
	/**
	 * Port for routers of agents in interior mode.
	 *
	 * Where it is not set, the Controller or the agent decides, and whatever it decides is no drift.
	 */
	readonly interRouterPort?: number;
}

const SHAPES: Shapes = {
	host: "plain",
	messagingPort: "plain",
	edgeRouterPort: "plain",
	interRouterPort: "plain",
};

/**
 * The default router that agents connect to. A Controller has exactly one, which cannot be deleted: destroying it only forgets it.
 *
 * `iofog_router` in Terraform.
 */
export class Router extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_router";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `default`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Router.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: RouterConfig) {
		super(scope, id, Router.tfResourceType, SHAPES, config);
	}

	/** Host name or IP address at which agents reach the router. */
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
	 * Port for messages of microservices.
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
	 * Port for routers of agents in edge mode.
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
	 * Port for routers of agents in interior mode.
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
}
