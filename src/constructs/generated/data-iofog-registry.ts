// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_registry`. */
export interface DataIofogRegistryConfig extends TerraformMetaArguments {
	/** Number that the Controller assigned. */
	readonly id?: number;
	/** Address of the registry, e.g. `registry.example.com`. */
	readonly url?: string;
}

const SHAPES: Shapes = { id: "plain", url: "plain" };

/**
 * Looks up a registry that exists in the Controller. An image registry that agents pull from. Two are built in and can be referred to, not managed: 1 is Docker Hub, 2 is `from_cache`, the agent's own image cache.
 *
 * `iofog_registry` in Terraform.
 */
export class DataIofogRegistry extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_registry";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogRegistryConfig = {},
	) {
		super(scope, id, DataIofogRegistry.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	set id(value: number) {
		this.arguments.set("id", value);
	}

	/** Takes `id` away. */
	resetId(): void {
		this.arguments.set("id", undefined);
	}

	/** `id` as it was set. */
	get idInput(): number | undefined {
		return this.arguments.get("id") as number | undefined;
	}

	/** Address of the registry, e.g. `registry.example.com`. */
	get url(): string {
		return this.getStringAttribute("url");
	}

	set url(value: string) {
		this.arguments.set("url", value);
	}

	/** Takes `url` away. */
	resetUrl(): void {
		this.arguments.set("url", undefined);
	}

	/** `url` as it was set. */
	get urlInput(): string | undefined {
		return this.arguments.get("url") as string | undefined;
	}

	/** Whether images can be pulled without logging in. */
	get public(): IResolvable {
		return this.getBooleanAttribute("public");
	}

	/** User name that agents log in with. */
	get username(): string {
		return this.getStringAttribute("username");
	}

	/** E-mail address of the registry's user. */
	get email(): string {
		return this.getStringAttribute("email");
	}

	/**
	 * Whether the registry needs a certificate of its own.
	 *
	 * Controllers 3.0 only.
	 */
	get requiresCertificate(): IResolvable {
		return this.getBooleanAttribute("requires_certificate");
	}

	/**
	 * Certificate of the registry, in PEM form.
	 *
	 * Controllers 3.0 only.
	 */
	get certificate(): string {
		return this.getStringAttribute("certificate");
	}
}
