// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type IResolvable,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_config_map`. */
export interface ConfigMapConfig extends TerraformMetaArguments {
	/**
	 * Name of the config map, unique in the Controller.
	 *
	 * Forces replacement.
	 */
	readonly name: string;
	/** Values by key. An update replaces all of them. */
	readonly data: { readonly [key: string]: string };
	/**
	 * Whether the values can never change again: with it, any change forces replacement, also that of taking it back.
	 *
	 * Default: `false`.
	 */
	readonly immutable?: boolean | IResolvable;
	/**
	 * Whether the values are kept in the Controller's vault, where it has one.
	 *
	 * Default: `true`.
	 */
	readonly useVault?: boolean | IResolvable;
	/**
	 * Whether destroying the config map may delete volume mounts that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	readonly forceDestroy?: boolean | IResolvable;
}

const SHAPES: Shapes = {
	name: "plain",
	data: "plain",
	immutable: "plain",
	useVault: "plain",
	forceDestroy: "plain",
};

/**
 * Values that microservices are given as environment variables (`env_from_config_map`) or as files (`iofog_volume_mount`), by Controllers 3.7.
 *
 * Controllers 3.7 only.
 *
 * `iofog_config_map` in Terraform.
 */
export class ConfigMap extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_config_map";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: ConfigMap.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: ConfigMapConfig) {
		super(scope, id, ConfigMap.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/**
	 * Name of the config map, unique in the Controller.
	 *
	 * Forces replacement.
	 */
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

	/** Values by key. An update replaces all of them. */
	get data(): { [key: string]: string } {
		return this.getStringMapAttribute("data");
	}

	set data(value: { readonly [key: string]: string }) {
		this.arguments.set("data", value);
	}

	/** `data` as it was set. */
	get dataInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("data") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * Whether the values can never change again: with it, any change forces replacement, also that of taking it back.
	 *
	 * Default: `false`.
	 */
	get immutable(): IResolvable {
		return this.getBooleanAttribute("immutable");
	}

	set immutable(value: boolean | IResolvable) {
		this.arguments.set("immutable", value);
	}

	/** Takes `immutable` away. */
	resetImmutable(): void {
		this.arguments.set("immutable", undefined);
	}

	/** `immutable` as it was set. */
	get immutableInput(): boolean | IResolvable | undefined {
		return this.arguments.get("immutable") as boolean | IResolvable | undefined;
	}

	/**
	 * Whether the values are kept in the Controller's vault, where it has one.
	 *
	 * Default: `true`.
	 */
	get useVault(): IResolvable {
		return this.getBooleanAttribute("use_vault");
	}

	set useVault(value: boolean | IResolvable) {
		this.arguments.set("useVault", value);
	}

	/** Takes `use_vault` away. */
	resetUseVault(): void {
		this.arguments.set("useVault", undefined);
	}

	/** `use_vault` as it was set. */
	get useVaultInput(): boolean | IResolvable | undefined {
		return this.arguments.get("useVault") as boolean | IResolvable | undefined;
	}

	/**
	 * Whether destroying the config map may delete volume mounts that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	get forceDestroy(): IResolvable {
		return this.getBooleanAttribute("force_destroy");
	}

	set forceDestroy(value: boolean | IResolvable) {
		this.arguments.set("forceDestroy", value);
	}

	/** Takes `force_destroy` away. */
	resetForceDestroy(): void {
		this.arguments.set("forceDestroy", undefined);
	}

	/** `force_destroy` as it was set. */
	get forceDestroyInput(): boolean | IResolvable | undefined {
		return this.arguments.get("forceDestroy") as
			| boolean
			| IResolvable
			| undefined;
	}
}
