// Written by scripts/generate.ts from the definitions; do not edit.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_controller`. */
export interface DataIofogControllerConfig extends TerraformMetaArguments {}

const SHAPES: Shapes = {};

/**
 * The Controller itself: its version and how long it has been up.
 *
 * `iofog_controller` in Terraform.
 */
export class DataIofogController extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_controller";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogControllerConfig = {},
	) {
		super(scope, id, DataIofogController.tfResourceType, SHAPES, config);
	}

	/** Version, e.g. `3.7.3`. */
	get version(): string {
		return this.getStringAttribute("version");
	}

	/** Generation of its API: `3.0` or `3.7`. */
	get dialect(): string {
		return this.getStringAttribute("dialect");
	}

	/** Seconds since its start. */
	get uptime(): number {
		return this.getNumberAttribute("uptime");
	}
}
