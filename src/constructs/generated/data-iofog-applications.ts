// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource, NestedList, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_applications`. */
export interface DataIofogApplicationsConfig extends TerraformMetaArguments {}

/** References into `nats_config`. */
export class DataIofogApplicationsApplicationsNatsConfigOutputReference extends NestedReference {
	/** Whether messaging over NATS is allowed. */
	get natsAccess(): IResolvable {
		return this.getBooleanAttribute("nats_access");
	}

	/** Name of the NATS rule that applies. */
	get natsRule(): string {
		return this.getStringAttribute("nats_rule");
	}
}

/** References into an element of `applications`. */
export class DataIofogApplicationsApplicationsOutputReference extends NestedReference {
	/** Name of the application, unique for its owner. */
	get name(): string {
		return this.getStringAttribute("name");
	}

	/** What the application is for. */
	get description(): string {
		return this.getStringAttribute("description");
	}

	/** Whether the microservices run. The Controller's own default is false; here it is true, as a fleet in code is meant to run. */
	get activated(): IResolvable {
		return this.getBooleanAttribute("activated");
	}

	/**
	 * Access of the application to NATS messaging.
	 *
	 * Controllers 3.7 only.
	 */
	get natsConfig(): DataIofogApplicationsApplicationsNatsConfigOutputReference {
		return this.arguments.reference(
			"natsConfig",
			() =>
				new DataIofogApplicationsApplicationsNatsConfigOutputReference(
					this,
					"nats_config",
					this.arguments,
					"natsConfig",
				),
		);
	}
}

/** References into all of `applications`. */
export class DataIofogApplicationsApplicationsList extends NestedList {
	/** The element at a position, counted from 0. */
	get(index: number): DataIofogApplicationsApplicationsOutputReference {
		return new DataIofogApplicationsApplicationsOutputReference(
			this.terraformResource,
			this.terraformAttribute,
			this.arguments,
			String(index),
			index,
			this.wrapsSet,
		);
	}
}

const SHAPES: Shapes = {};

/**
 * All applications of the Controller.
 *
 * `iofog_applications` in Terraform.
 */
export class DataIofogApplications extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_applications";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogApplicationsConfig = {},
	) {
		super(scope, id, DataIofogApplications.tfResourceType, SHAPES, config);
	}

	/** All of them, as the data source iofog_application tells them. */
	get applications(): DataIofogApplicationsApplicationsList {
		return this.arguments.reference(
			"applications",
			() =>
				new DataIofogApplicationsApplicationsList(
					this,
					"applications",
					false,
					this.arguments,
					"applications",
				),
		);
	}
}
