// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_config_map`. */
export interface DataIofogConfigMapConfig extends TerraformMetaArguments {
	/** Name of the config map, unique in the Controller. */
	readonly name?: string;
}

const SHAPES: Shapes = { name: "plain" };

/**
 * Looks up a config map that exists in the Controller. Values that microservices are given as environment variables (`env_from_config_map`) or as files (`iofog_volume_mount`), by Controllers 3.7.
 *
 * Controllers 3.7 only.
 *
 * `iofog_config_map` in Terraform.
 */
export class DataIofogConfigMap extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_config_map";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogConfigMapConfig = {},
	) {
		super(scope, id, DataIofogConfigMap.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/** Name of the config map, unique in the Controller. */
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

	/** Values by key. An update replaces all of them. */
	get data(): { [key: string]: string } {
		return this.getStringMapAttribute("data");
	}

	/** Whether the values can never change again: with it, any change forces replacement, also that of taking it back. */
	get immutable(): IResolvable {
		return this.getBooleanAttribute("immutable");
	}

	/** Whether the values are kept in the Controller's vault, where it has one. */
	get useVault(): IResolvable {
		return this.getBooleanAttribute("use_vault");
	}
}
