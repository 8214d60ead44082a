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

/** Arguments of `iofog_secret`. */
export interface SecretConfig extends TerraformMetaArguments {
	/**
	 * Name of the secret, unique in the Controller.
	 *
	 * Forces replacement.
	 */
	readonly name: string;
	/**
	 * `Opaque` for any values, `tls` for certificates and keys, each written in base64.
	 *
	 * Default: `"Opaque"`. Forces replacement.
	 */
	readonly type?: "Opaque" | "tls" | (string & {});
	/**
	 * Values by key, kept nowhere: they are sent when the secret is created and whenever `data_wo_version` changes. An update replaces all of them.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	readonly dataWo: { readonly [key: string]: string };
	/** Any number; a change sends `data_wo` again. So does a change of the values that somebody else makes. */
	readonly dataWoVersion?: number;
	/**
	 * Whether destroying the secret may delete volume mounts that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	readonly forceDestroy?: boolean | IResolvable;
}

const SHAPES: Shapes = {
	name: "plain",
	type: "plain",
	dataWo: "plain",
	dataWoVersion: "plain",
	forceDestroy: "plain",
};

/**
 * Secret values that microservices are given as environment variables (`env_from_secret`) or as files (`iofog_volume_mount`), by Controllers 3.7.
 *
 * Controllers 3.7 only.
 *
 * `iofog_secret` in Terraform.
 */
export class Secret extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_secret";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Secret.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: SecretConfig) {
		super(scope, id, Secret.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/**
	 * Name of the secret, unique in the Controller.
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

	/**
	 * `Opaque` for any values, `tls` for certificates and keys, each written in base64.
	 *
	 * Default: `"Opaque"`. Forces replacement.
	 */
	get type(): string {
		return this.getStringAttribute("type");
	}

	set type(value: "Opaque" | "tls" | (string & {})) {
		this.arguments.set("type", value);
	}

	/** Takes `type` away. */
	resetType(): void {
		this.arguments.set("type", undefined);
	}

	/** `type` as it was set. */
	get typeInput(): "Opaque" | "tls" | (string & {}) | undefined {
		return this.arguments.get("type") as
			| "Opaque"
			| "tls"
			| (string & {})
			| undefined;
	}

	/**
	 * Values by key, kept nowhere: they are sent when the secret is created and whenever `data_wo_version` changes. An update replaces all of them.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	get dataWo(): { [key: string]: string } {
		return this.getStringMapAttribute("data_wo");
	}

	set dataWo(value: { readonly [key: string]: string }) {
		this.arguments.set("dataWo", value);
	}

	/** `data_wo` as it was set. */
	get dataWoInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("dataWo") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/** Any number; a change sends `data_wo` again. So does a change of the values that somebody else makes. */
	get dataWoVersion(): number {
		return this.getNumberAttribute("data_wo_version");
	}

	set dataWoVersion(value: number) {
		this.arguments.set("dataWoVersion", value);
	}

	/** Takes `data_wo_version` away. */
	resetDataWoVersion(): void {
		this.arguments.set("dataWoVersion", undefined);
	}

	/** `data_wo_version` as it was set. */
	get dataWoVersionInput(): number | undefined {
		return this.arguments.get("dataWoVersion") as number | undefined;
	}

	/**
	 * Whether destroying the secret may delete volume mounts that this configuration does not manage.
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
