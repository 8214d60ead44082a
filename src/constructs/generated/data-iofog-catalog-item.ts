// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable, TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import { IofogDataSource, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_catalog_item`. */
export interface DataIofogCatalogItemConfig extends TerraformMetaArguments {
	/** Number that the Controller assigned. */
	readonly id?: number;
	/** Name of the catalog item, unique in the catalog. */
	readonly name?: string;
}

/** References into `input_type`. */
export class DataIofogCatalogItemInputTypeOutputReference extends NestedReference {
	/** Type of the data. */
	get infoType(): string {
		return this.getStringAttribute("info_type");
	}

	/** Format of the data. */
	get infoFormat(): string {
		return this.getStringAttribute("info_format");
	}
}

/** References into `output_type`. */
export class DataIofogCatalogItemOutputTypeOutputReference extends NestedReference {
	/** Type of the data. */
	get infoType(): string {
		return this.getStringAttribute("info_type");
	}

	/** Format of the data. */
	get infoFormat(): string {
		return this.getStringAttribute("info_format");
	}
}

const SHAPES: Shapes = { id: "plain", name: "plain" };

/**
 * Looks up a catalog item that exists in the Controller. Images under one name, from which microservices can be made.
 *
 * `iofog_catalog_item` in Terraform.
 */
export class DataIofogCatalogItem extends IofogDataSource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_catalog_item";

	constructor(
		scope: Construct,
		id: string,
		config: DataIofogCatalogItemConfig = {},
	) {
		super(scope, id, DataIofogCatalogItem.tfResourceType, SHAPES, config);
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

	/** Name of the catalog item, unique in the catalog. */
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

	/** Registry that the images are pulled from: 1 (Docker Hub), 2 (`from_cache`) or an `iofog_registry`. */
	get registryId(): number {
		return this.getNumberAttribute("registry_id");
	}

	/** Image by architecture of the agent: `amd64`, `arm`. */
	get images(): { [key: string]: string } {
		return this.getStringMapAttribute("images");
	}

	/** What the image does. */
	get description(): string {
		return this.getStringAttribute("description");
	}

	/** Category under which the catalog lists the item. */
	get category(): string {
		return this.getStringAttribute("category");
	}

	/** Who publishes the image. */
	get publisher(): string {
		return this.getStringAttribute("publisher");
	}

	/** Disk space that the microservice needs, in MB. */
	get diskRequired(): number {
		return this.getNumberAttribute("disk_required");
	}

	/** Memory that the microservice needs, in MB. */
	get ramRequired(): number {
		return this.getNumberAttribute("ram_required");
	}

	/** Picture shown in the catalog. */
	get picture(): string {
		return this.getStringAttribute("picture");
	}

	/** Whether other users of the Controller see the item. */
	get public(): IResolvable {
		return this.getBooleanAttribute("public");
	}

	/** Example of a configuration, as JSON text. */
	get configExample(): string {
		return this.getStringAttribute("config_example");
	}

	/** Data that the microservice takes. */
	get inputType(): DataIofogCatalogItemInputTypeOutputReference {
		return this.arguments.reference(
			"inputType",
			() =>
				new DataIofogCatalogItemInputTypeOutputReference(
					this,
					"input_type",
					this.arguments,
					"inputType",
				),
		);
	}

	/** Data that the microservice gives. */
	get outputType(): DataIofogCatalogItemOutputTypeOutputReference {
		return this.arguments.reference(
			"outputType",
			() =>
				new DataIofogCatalogItemOutputTypeOutputReference(
					this,
					"output_type",
					this.arguments,
					"outputType",
				),
		);
	}
}
