// Written by scripts/generate.ts from the definitions; do not edit.
import {
	ImportableResource,
	type IResolvable,
	type TerraformMetaArguments,
	type TerraformProvider,
} from "cdktf";
import type { Construct } from "constructs";
import { IofogResource, NestedReference } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog_application`. */
export interface ApplicationConfig extends TerraformMetaArguments {
	/**
	 * Name of the application, unique for its owner.
	 *
	 * Forces replacement.
	 */
	readonly name: string;
	/**
	 * What the application is for.
	 *
	 * Default: `""`.
	 */
	readonly description?: string;
	/**
	 * Whether the microservices run. The Controller's own default is false; here it is true, as a fleet in code is meant to run.
	 *
	 * Default: `true`.
	 */
	readonly activated?: boolean | IResolvable;
	/**
	 * Access of the application to NATS messaging.
	 *
	 * Default: `{"nats_access":false}`. Controllers 3.7 only.
	 */
	readonly natsConfig?: ApplicationNatsConfig | IResolvable;
	/**
	 * Whether destroying the application may delete microservices that this configuration does not manage.
	 *
	 * Default: `false`.
	 */
	readonly forceDestroy?: boolean | IResolvable;
}

/** Access of the application to NATS messaging. */
export interface ApplicationNatsConfig {
	/**
	 * Whether messaging over NATS is allowed.
	 *
	 * Default: `false`.
	 */
	readonly natsAccess?: boolean | IResolvable;
	/** Name of the NATS rule that applies. */
	readonly natsRule?: string;
}

/** References into `nats_config`. */
export class ApplicationNatsConfigOutputReference extends NestedReference {
	/** The argument as it was set. */
	get internalValue(): ApplicationNatsConfig | IResolvable | undefined {
		return this.arguments.whole as
			| ApplicationNatsConfig
			| IResolvable
			| undefined;
	}

	set internalValue(value: ApplicationNatsConfig | IResolvable | undefined) {
		this.arguments.whole = value;
	}

	/**
	 * Whether messaging over NATS is allowed.
	 *
	 * Default: `false`.
	 */
	get natsAccess(): IResolvable {
		return this.getBooleanAttribute("nats_access");
	}

	set natsAccess(value: boolean | IResolvable) {
		this.arguments.set("natsAccess", value);
	}

	/** Takes `nats_access` away. */
	resetNatsAccess(): void {
		this.arguments.set("natsAccess", undefined);
	}

	/** `nats_access` as it was set. */
	get natsAccessInput(): boolean | IResolvable | undefined {
		return this.arguments.get("natsAccess") as
			| boolean
			| IResolvable
			| undefined;
	}

	/** Name of the NATS rule that applies. */
	get natsRule(): string {
		return this.getStringAttribute("nats_rule");
	}

	set natsRule(value: string) {
		this.arguments.set("natsRule", value);
	}

	/** Takes `nats_rule` away. */
	resetNatsRule(): void {
		this.arguments.set("natsRule", undefined);
	}

	/** `nats_rule` as it was set. */
	get natsRuleInput(): string | undefined {
		return this.arguments.get("natsRule") as string | undefined;
	}
}

const SHAPES: Shapes = {
	name: "plain",
	description: "plain",
	activated: "plain",
	natsConfig: { object: { natsAccess: "plain", natsRule: "plain" } },
	forceDestroy: "plain",
};

/**
 * A group of microservices that is started and stopped as one.
 *
 * `iofog_application` in Terraform.
 */
export class Application extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_application";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `NAME`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Application.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: ApplicationConfig) {
		super(scope, id, Application.tfResourceType, SHAPES, config);
	}

	/**
	 * Name of the application, unique for its owner.
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
	 * What the application is for.
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
	 * Whether the microservices run. The Controller's own default is false; here it is true, as a fleet in code is meant to run.
	 *
	 * Default: `true`.
	 */
	get activated(): IResolvable {
		return this.getBooleanAttribute("activated");
	}

	set activated(value: boolean | IResolvable) {
		this.arguments.set("activated", value);
	}

	/** Takes `activated` away. */
	resetActivated(): void {
		this.arguments.set("activated", undefined);
	}

	/** `activated` as it was set. */
	get activatedInput(): boolean | IResolvable | undefined {
		return this.arguments.get("activated") as boolean | IResolvable | undefined;
	}

	/**
	 * Access of the application to NATS messaging.
	 *
	 * Default: `{"nats_access":false}`. Controllers 3.7 only.
	 */
	get natsConfig(): ApplicationNatsConfigOutputReference {
		return this.arguments.reference(
			"natsConfig",
			() =>
				new ApplicationNatsConfigOutputReference(
					this,
					"nats_config",
					this.arguments,
					"natsConfig",
				),
		);
	}

	/** Sets `nats_config`. */
	putNatsConfig(value: ApplicationNatsConfig | IResolvable): void {
		this.arguments.set("natsConfig", value);
	}

	/** Takes `nats_config` away. */
	resetNatsConfig(): void {
		this.arguments.set("natsConfig", undefined);
	}

	/** `nats_config` as it was set. */
	get natsConfigInput(): ApplicationNatsConfig | IResolvable | undefined {
		return this.arguments.get("natsConfig") as
			| ApplicationNatsConfig
			| IResolvable
			| undefined;
	}

	/**
	 * Whether destroying the application may delete microservices that this configuration does not manage.
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
