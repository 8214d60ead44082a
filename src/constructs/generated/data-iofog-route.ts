// Written by scripts/generate.ts from the definitions; do not edit.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_route`. */
export interface DataIofogRouteConfig extends TerraformMetaArguments {
	/** Name of the route, unique within the application. */
	readonly name?: string;
	/** Name of the application whose microservices it connects. */
	readonly application?: string;
}

const SHAPES: Shapes = { name: "plain", application: "plain" };

/**
 * Looks up a route that exists in the Controller. A message route from one microservice to another of the same application (Controllers 3.0).
 *
 * Controllers 3.0 only.
 *
 * `iofog_route` in Terraform.
 */
export class DataIofogRoute extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_route";

	constructor(scope: Construct, id: string, config: DataIofogRouteConfig = {}) {
		super(scope, id, DataIofogRoute.tfResourceType, SHAPES, config);
	}

	/** Name of the route, unique within the application. */
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

	/** Name of the application whose microservices it connects. */
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

	/** Name of the microservice that sends. */
	get from(): string {
		return this.getStringAttribute("from");
	}

	/** Name of the microservice that receives. */
	get to(): string {
		return this.getStringAttribute("to");
	}
}
