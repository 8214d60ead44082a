// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_application`. */
export interface DataIofogApplicationConfig extends TerraformMetaArguments {
	/** Name of the application, unique for its owner. */
	readonly name?: string;
}

/** References into `nats_config`. */
export class DataIofogApplicationNatsConfigOutputReference extends NestedReference {
	/** Whether messaging over NATS is allowed. */
	get natsAccess(): IResolvable {
		return this.getBooleanAttribute("nats_access");
	}

	/** Name of the NATS rule that applies. */
	get natsRule(): string {
		return this.getStringAttribute("nats_rule");
	}
}

const SHAPES: Shapes = { name: "plain" };

/**
 * Looks up an application that exists in the Controller. A group of microservices that is started and stopped as one.
 *
 * `iofog_application` in Terraform.
 */
export class DataIofogApplication extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_application";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogApplicationConfig = {},
	) {
		super(scope, id, DataIofogApplication.tfResourceType, SHAPES, config);
	}

	/** Name of the application, unique for its owner. */
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
	get natsConfig(): DataIofogApplicationNatsConfigOutputReference {
		return this.arguments.reference(
			"natsConfig",
			() =>
				new DataIofogApplicationNatsConfigOutputReference(
					this,
					"nats_config",
					this.arguments,
					"natsConfig",
				),
		);
	}
}
