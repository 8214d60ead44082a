// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type IResolvable,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource, NestedReference } from "../element";
import type { Json } from "../json";
import type { Shapes } from "../shape";

/** Arguments of `iofog_catalog_item`. */
export interface CatalogItemConfig extends TerraformMetaArguments {
	/** Name of the catalog item, unique in the catalog. */
	readonly name: string;
	/** Registry that the images are pulled from: 1 (Docker Hub), 2 (`from_cache`) or an `iofog_registry`. */
	readonly registryId: number;
	/** Image by architecture of the agent: `amd64`, `arm`. */
	readonly images: { readonly [key: string]: string };
	/**
	 * What the image does.
	 *
	 * Default: `""`.
	 */
	readonly description?: string;
	/**
	 * Category under which the catalog lists the item.
	 *
	 * Forces replacement when it is taken away.
	 */
	readonly category?: string;
	/**
	 * Who publishes the image.
	 *
	 * Forces replacement when it is taken away.
	 */
	readonly publisher?: string;
	/**
	 * Disk space that the microservice needs, in MB.
	 *
	 * Default: `0`.
	 */
	readonly diskRequired?: number;
	/**
	 * Memory that the microservice needs, in MB.
	 *
	 * Default: `0`.
	 */
	readonly ramRequired?: number;
	/**
	 * Picture shown in the catalog.
	 *
	 * Default: `"images/shared/default.png"`.
	 */
	readonly picture?: string;
	/**
	 * Whether other users of the Controller see the item.
	 *
	 * Default: `false`.
	 */
	readonly public?: boolean | IResolvable;
	/**
	 * Example of a configuration, as JSON text.
	 *
	 * Default: `"{}"`.
	 */
	readonly configExample?: Json;
	/**
	 * Data that the microservice takes.
	 *
	 * Forces replacement when it is taken away.
	 */
	readonly inputType?: CatalogItemInputType | IResolvable;
	/**
	 * Data that the microservice gives.
	 *
	 * Forces replacement when it is taken away.
	 */
	readonly outputType?: CatalogItemOutputType | IResolvable;
}

/** Data that the microservice takes. */
export interface CatalogItemInputType {
	/** Type of the data. */
	readonly infoType?: string;
	/** Format of the data. */
	readonly infoFormat?: string;
}

/** References into `input_type`. */
export class CatalogItemInputTypeOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): CatalogItemInputType | IResolvable | undefined {
		return this.arguments.whole as
			| CatalogItemInputType
			| IResolvable
			| undefined;
	}

	set internalValue(value: CatalogItemInputType | IResolvable | undefined) {
		this.arguments.whole = value;
	}

	/** Type of the data. */
	get infoType(): string {
		return this.getStringAttribute("info_type");
	}

	set infoType(value: string) {
		this.arguments.set("infoType", value);
	}

	/** Takes `info_type` away. */
	resetInfoType(): void {
		this.arguments.set("infoType", undefined);
	}

	/** `info_type` as it was set. */
	get infoTypeInput(): string | undefined {
		return this.arguments.get("infoType") as string | undefined;
	}

	/** Format of the data. */
	get infoFormat(): string {
		return this.getStringAttribute("info_format");
	}

	set infoFormat(value: string) {
		this.arguments.set("infoFormat", value);
	}

	/** Takes `info_format` away. */
	resetInfoFormat(): void {
		this.arguments.set("infoFormat", undefined);
	}

	/** `info_format` as it was set. */
	get infoFormatInput(): string | undefined {
		return this.arguments.get("infoFormat") as string | undefined;
	}
}

/** Data that the microservice gives. */
export interface CatalogItemOutputType {
	/** Type of the data. */
	readonly infoType?: string;
	/** Format of the data. */
	readonly infoFormat?: string;
}

/** References into `output_type`. */
export class CatalogItemOutputTypeOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): CatalogItemOutputType | IResolvable | undefined {
		return this.arguments.whole as
			| CatalogItemOutputType
			| IResolvable
			| undefined;
	}

	set internalValue(value: CatalogItemOutputType | IResolvable | undefined) {
		this.arguments.whole = value;
	}

	/** Type of the data. */
	get infoType(): string {
		return this.getStringAttribute("info_type");
	}

	set infoType(value: string) {
		this.arguments.set("infoType", value);
	}

	/** Takes `info_type` away. */
	resetInfoType(): void {
		this.arguments.set("infoType", undefined);
	}

	/** `info_type` as it was set. */
	get infoTypeInput(): string | undefined {
		return this.arguments.get("infoType") as string | undefined;
	}

	/** Format of the data. */
	get infoFormat(): string {
		return this.getStringAttribute("info_format");
	}

	set infoFormat(value: string) {
		this.arguments.set("infoFormat", value);
	}

	/** Takes `info_format` away. */
	resetInfoFormat(): void {
		this.arguments.set("infoFormat", undefined);
	}

	/** `info_format` as it was set. */
	get infoFormatInput(): string | undefined {
		return this.arguments.get("infoFormat") as string | undefined;
	}
}

const SHAPES: Shapes = {
	name: "plain",
	registryId: "plain",
	images: "plain",
	description: "plain",
	category: "plain",
	publisher: "plain",
	diskRequired: "plain",
	ramRequired: "plain",
	picture: "plain",
	public: "plain",
	configExample: "json",
	inputType: { object: { infoType: "plain", infoFormat: "plain" } },
	outputType: { object: { infoType: "plain", infoFormat: "plain" } },
};

/**
 * Images under one name, from which microservices can be made.
 *
 * `iofog_catalog_item` in Terraform.
 */
export class CatalogItem extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_catalog_item";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `ID` or `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: CatalogItem.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: CatalogItemConfig) {
		super(scope, id, CatalogItem.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/** Name of the catalog item, unique in the catalog. */
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

	/** Registry that the images are pulled from: 1 (Docker Hub), 2 (`from_cache`) or an `iofog_registry`. */
	get registryId(): number {
		return this.getNumberAttribute("registry_id");
	}

	set registryId(value: number) {
		this.arguments.set("registryId", value);
	}

	/** `registry_id` as it was set. */
	get registryIdInput(): number | undefined {
		return this.arguments.get("registryId") as number | undefined;
	}

	/** Image by architecture of the agent: `amd64`, `arm`. */
	get images(): { [key: string]: string } {
		return this.getStringMapAttribute("images");
	}

	set images(value: { readonly [key: string]: string }) {
		this.arguments.set("images", value);
	}

	/** `images` as it was set. */
	get imagesInput(): { readonly [key: string]: string } | undefined {
		return this.arguments.get("images") as
			| { readonly [key: string]: string }
			| undefined;
	}

	/**
	 * What the image does.
	 *
	 * Default: `""`.
	 */
	get description(): string {
		return this.getStringAttribute("description");
	}

	set description(value: string) {
		this.arguments.set("description", value);
	}

	/** Takes `description` away. */
	resetDescription(): void {
		this.arguments.set("description", undefined);
	}

	/** `description` as it was set. */
	get descriptionInput(): string | undefined {
		return this.arguments.get("description") as string | undefined;
	}

	/**
	 * Category under which the catalog lists the item.
	 *
	 * Forces replacement when it is taken away.
	 */
	get category(): string {
		return this.getStringAttribute("category");
	}

	set category(value: string) {
		this.arguments.set("category", value);
	}

	/** Takes `category` away. */
	resetCategory(): void {
		this.arguments.set("category", undefined);
	}

	/** `category` as it was set. */
	get categoryInput(): string | undefined {
		return this.arguments.get("category") as string | undefined;
	}

	/**
	 * Who publishes the image.
	 *
	 * Forces replacement when it is taken away.
	 */
	get publisher(): string {
		return this.getStringAttribute("publisher");
	}

	set publisher(value: string) {
		this.arguments.set("publisher", value);
	}

	/** Takes `publisher` away. */
	resetPublisher(): void {
		this.arguments.set("publisher", undefined);
	}

	/** `publisher` as it was set. */
	get publisherInput(): string | undefined {
		return this.arguments.get("publisher") as string | undefined;
	}

	/**
	 * Disk space that the microservice needs, in MB.
	 *
	 * Default: `0`.
	 */
	get diskRequired(): number {
		return this.getNumberAttribute("disk_required");
	}

	set diskRequired(value: number) {
		this.arguments.set("diskRequired", value);
	}

	/** Takes `disk_required` away. */
	resetDiskRequired(): void {
		this.arguments.set("diskRequired", undefined);
	}

	/** `disk_required` as it was set. */
	get diskRequiredInput(): number | undefined {
		return this.arguments.get("diskRequired") as number | undefined;
	}

	/**
	 * Memory that the microservice needs, in MB.
	 *
	 * Default: `0`.
	 */
	get ramRequired(): number {
		return this.getNumberAttribute("ram_required");
	}

	set ramRequired(value: number) {
		this.arguments.set("ramRequired", value);
	}

	/** Takes `ram_required` away. */
	resetRamRequired(): void {
		this.arguments.set("ramRequired", undefined);
	}

	/** `ram_required` as it was set. */
	get ramRequiredInput(): number | undefined {
		return this.arguments.get("ramRequired") as number | undefined;
	}

	/**
	 * Picture shown in the catalog.
	 *
	 * Default: `"images/shared/default.png"`.
	 */
	get picture(): string {
		return this.getStringAttribute("picture");
	}

	set picture(value: string) {
		this.arguments.set("picture", value);
	}

	/** Takes `picture` away. */
	resetPicture(): void {
		this.arguments.set("picture", undefined);
	}

	/** `picture` as it was set. */
	get pictureInput(): string | undefined {
		return this.arguments.get("picture") as string | undefined;
	}

	/**
	 * Whether other users of the Controller see the item.
	 *
	 * Default: `false`.
	 */
	get public(): IResolvable {
		return this.getBooleanAttribute("public");
	}

	set public(value: boolean | IResolvable) {
		this.arguments.set("public", value);
	}

	/** Takes `public` away. */
	resetPublic(): void {
		this.arguments.set("public", undefined);
	}

	/** `public` as it was set. */
	get publicInput(): boolean | IResolvable | undefined {
		return this.arguments.get("public") as boolean | IResolvable | undefined;
	}

	/**
	 * Example of a configuration, as JSON text.
	 *
	 * Default: `"{}"`.
	 */
	get configExample(): string {
		return this.getStringAttribute("config_example");
	}

	set configExample(value: Json) {
		this.arguments.set("configExample", value);
	}

	/** Takes `config_example` away. */
	resetConfigExample(): void {
		this.arguments.set("configExample", undefined);
	}

	/** `config_example` as it was set. */
	get configExampleInput(): Json | undefined {
		return this.arguments.get("configExample") as Json | undefined;
	}

	/**
	 * Data that the microservice takes.
	 *
	 * Forces replacement when it is taken away.
	 */
	get inputType(): CatalogItemInputTypeOutputReference {
		return this.arguments.reference(
			"inputType",
			() =>
				new CatalogItemInputTypeOutputReference(
					this,
					"input_type",
					this.arguments,
					"inputType",
				),
		);
	}

	/** Sets `input_type`. */
	putInputType(value: CatalogItemInputType | IResolvable): void {
		this.arguments.set("inputType", value);
	}

	/** Takes `input_type` away. */
	resetInputType(): void {
		this.arguments.set("inputType", undefined);
	}

	/** `input_type` as it was set. */
	get inputTypeInput(): CatalogItemInputType | IResolvable | undefined {
		return this.arguments.get("inputType") as
			| CatalogItemInputType
			| IResolvable
			| undefined;
	}

	/**
	 * Data that the microservice gives.
	 *
	 * Forces replacement when it is taken away.
	 */
	get outputType(): CatalogItemOutputTypeOutputReference {
		return this.arguments.reference(
			"outputType",
			() =>
				new CatalogItemOutputTypeOutputReference(
					this,
					"output_type",
					this.arguments,
					"outputType",
				),
		);
	}

	/** Sets `output_type`. */
	putOutputType(value: CatalogItemOutputType | IResolvable): void {
		this.arguments.set("outputType", value);
	}

	/** Takes `output_type` away. */
	resetOutputType(): void {
		this.arguments.set("outputType", undefined);
	}

	/** `output_type` as it was set. */
	get outputTypeInput(): CatalogItemOutputType | IResolvable | undefined {
		return this.arguments.get("outputType") as
			| CatalogItemOutputType
			| IResolvable
			| undefined;
	}
}
