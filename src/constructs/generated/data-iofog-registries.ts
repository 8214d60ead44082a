// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource, NestedList, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_registries`. */
export interface DataIofogRegistriesConfig extends TerraformMetaArguments {}

/** References into an element of `registries`. */
export class DataIofogRegistriesRegistriesOutputReference extends NestedReference {
	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/** Address of the registry, e.g. `registry.example.com`. */
	get url(): string {
		return this.getStringAttribute("url");
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

/** References into all of `registries`. */
export class DataIofogRegistriesRegistriesList extends NestedList {
	/** The element at a position, counted from 0. */
	get(index: number): DataIofogRegistriesRegistriesOutputReference {
		return new DataIofogRegistriesRegistriesOutputReference(
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
 * All registries of the Controller, the two built-in ones included.
 *
 * `iofog_registries` in Terraform.
 */
export class DataIofogRegistries extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_registries";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogRegistriesConfig = {},
	) {
		super(scope, id, DataIofogRegistries.tfResourceType, SHAPES, config);
	}

	/** All of them, as the data source iofog_registry tells them. */
	get registries(): DataIofogRegistriesRegistriesList {
		return this.arguments.reference(
			"registries",
			() =>
				new DataIofogRegistriesRegistriesList(
					this,
					"registries",
					false,
					this.arguments,
					"registries",
				),
		);
	}
}
