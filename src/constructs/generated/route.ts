// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_route`. */
export interface RouteConfig extends TerraformMetaArguments {
	/** Name of the route, unique within the application. */
	readonly name: string;
	/**
	 * Name of the application whose microservices it connects.
	 *
	 * Forces replacement.
	 */
	readonly application: string;
	/** Name of the microservice that sends. */
	readonly from: string;
	/** Name of the microservice that receives. */
	readonly to: string;
}

const SHAPES: Shapes = {
	name: "plain",
	application: "plain",
	from: "plain",
	to: "plain",
};

/**
 * A message route from one microservice to another of the same application (Controllers 3.0).
 *
 * Controllers 3.0 only.
 *
 * `iofog_route` in Terraform.
 */
export class Route extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_route";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `APPLICATION/NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Route.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: RouteConfig) {
		super(scope, id, Route.tfResourceType, SHAPES, config);
	}

	/** Name of the route, unique within the application. */
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
	 * Name of the application whose microservices it connects.
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

	/** Name of the microservice that sends. */
	get from(): string {
		return this.getStringAttribute("from");
	}

	set from(value: string) {
		this.arguments.set("from", value);
	}

	/** `from` as it was set. */
	get fromInput(): string | undefined {
		return this.arguments.get("from") as string | undefined;
	}

	/** Name of the microservice that receives. */
	get to(): string {
		return this.getStringAttribute("to");
	}

	set to(value: string) {
		this.arguments.set("to", value);
	}

	/** `to` as it was set. */
	get toInput(): string | undefined {
		return this.arguments.get("to") as string | undefined;
	}
}
