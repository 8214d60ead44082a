// Written by scripts/generate.ts from the definitions; do not edit.
import type { TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_secret`. */
export interface DataIofogSecretConfig extends TerraformMetaArguments {
	/** Name of the secret, unique in the Controller. */
	readonly name?: string;
}

const SHAPES: Shapes = { name: "plain" };

/**
 * Looks up a secret that exists in the Controller. Secret values that microservices are given as environment variables (`env_from_secret`) or as files (`iofog_volume_mount`), by Controllers 3.7.
 *
 * Controllers 3.7 only.
 *
 * `iofog_secret` in Terraform.
 */
export class DataIofogSecret extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_secret";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogSecretConfig = {},
	) {
		super(scope, id, DataIofogSecret.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/** Name of the secret, unique in the Controller. */
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

	/** `Opaque` for any values, `tls` for certificates and keys, each written in base64. */
	get type(): string {
		return this.getStringAttribute("type");
	}
}
