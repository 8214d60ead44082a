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

/** Arguments of `iofog_registry`. */
export interface RegistryConfig extends TerraformMetaArguments {
	/** Address of the registry, e.g. `registry.example.com`. */
	readonly url: string;
	/**
	 * Whether images can be pulled without logging in.
	 *
	 * Default: `false`.
	 */
	readonly public?: boolean | IResolvable;
	/** User name that agents log in with. */
	readonly username: string;
	/**
	 * Password that agents log in with; it is kept in the state. Use `password_wo` to keep it out.
	 *
	 * Sensitive: never shown.
	 */
	readonly password?: string;
	/**
	 * Password that agents log in with, kept nowhere: it is sent when the registry is created and whenever `password_wo_version` changes.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	readonly passwordWo?: string;
	/** Any number; a change sends `password_wo` again. */
	readonly passwordWoVersion?: number;
	/** E-mail address of the registry's user. */
	readonly email: string;
	/**
	 * Whether the registry needs a certificate of its own.
	 *
	 * Default: `false`. Controllers 3.0 only.
	 */
	readonly requiresCertificate?: boolean | IResolvable;
	/**
	 * Certificate of the registry, in PEM form.
	 *
	 * Default: `""`. Controllers 3.0 only.
	 */
	readonly certificate?: string;
}

const SHAPES: Shapes = {
	url: "plain",
	public: "plain",
	username: "plain",
	password: "plain",
	passwordWo: "plain",
	passwordWoVersion: "plain",
	email: "plain",
	requiresCertificate: "plain",
	certificate: "plain",
};

/**
 * An image registry that agents pull from. Two are built in and can be referred to, not managed: 1 is Docker Hub, 2 is `from_cache`, the agent's own image cache.
 *
 * `iofog_registry` in Terraform.
 */
export class Registry extends IofogResource {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog_registry";

	/** Writes an import block into the stack, so that `plan` shows the configuration of a live object; its ID is written `ID` or `URL`. */
	static generateConfigForImport(
		scope: Construct,
		importToId: string,
		importFromId: string,
		provider?: TerraformProvider,
	): ImportableResource {
		return new ImportableResource(scope, importToId, {
			terraformResourceType: Registry.tfResourceType,
			importId: importFromId,
			provider,
		});
	}

	constructor(scope: Construct, id: string, config: RegistryConfig) {
		super(scope, id, Registry.tfResourceType, SHAPES, config);
	}

	/** Number that the Controller assigned. */
	get id(): number {
		return this.getNumberAttribute("id");
	}

	/** Address of the registry, e.g. `registry.example.com`. */
	get url(): string {
		return this.getStringAttribute("url");
	}

	set url(value: string) {
		this.arguments.set("url", value);
	}

	/** `url` as it was set. */
	get urlInput(): string | undefined {
		return this.arguments.get("url") as string | undefined;
	}

	/**
	 * Whether images can be pulled without logging in.
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

	/** User name that agents log in with. */
	get username(): string {
		return this.getStringAttribute("username");
	}

	set username(value: string) {
		this.arguments.set("username", value);
	}

	/** `username` as it was set. */
	get usernameInput(): string | undefined {
		return this.arguments.get("username") as string | undefined;
	}

	/**
	 * Password that agents log in with; it is kept in the state. Use `password_wo` to keep it out.
	 *
	 * Sensitive: never shown.
	 */
	get password(): string {
		return this.getStringAttribute("password");
	}

	set password(value: string) {
		this.arguments.set("password", value);
	}

	/** Takes `password` away. */
	resetPassword(): void {
		this.arguments.set("password", undefined);
	}

	/** `password` as it was set. */
	get passwordInput(): string | undefined {
		return this.arguments.get("password") as string | undefined;
	}

	/**
	 * Password that agents log in with, kept nowhere: it is sent when the registry is created and whenever `password_wo_version` changes.
	 *
	 * Sensitive: never shown. Write-only: kept neither in the state nor in a plan.
	 */
	get passwordWo(): string {
		return this.getStringAttribute("password_wo");
	}

	set passwordWo(value: string) {
		this.arguments.set("passwordWo", value);
	}

	/** Takes `password_wo` away. */
	resetPasswordWo(): void {
		this.arguments.set("passwordWo", undefined);
	}

	/** `password_wo` as it was set. */
	get passwordWoInput(): string | undefined {
		return this.arguments.get("passwordWo") as string | undefined;
	}

	/** Any number; a change sends `password_wo` again. */
	get passwordWoVersion(): number {
		return this.getNumberAttribute("password_wo_version");
	}

	set passwordWoVersion(value: number) {
		this.arguments.set("passwordWoVersion", value);
	}

	/** Takes `password_wo_version` away. */
	resetPasswordWoVersion(): void {
		this.arguments.set("passwordWoVersion", undefined);
	}

	/** `password_wo_version` as it was set. */
	get passwordWoVersionInput(): number | undefined {
		return this.arguments.get("passwordWoVersion") as number | undefined;
	}

	/** E-mail address of the registry's user. */
	get email(): string {
		return this.getStringAttribute("email");
	}

	set email(value: string) {
		this.arguments.set("email", value);
	}

	/** `email` as it was set. */
	get emailInput(): string | undefined {
		return this.arguments.get("email") as string | undefined;
	}

	/**
	 * Whether the registry needs a certificate of its own.
	 *
	 * Default: `false`. Controllers 3.0 only.
	 */
	get requiresCertificate(): IResolvable {
		return this.getBooleanAttribute("requires_certificate");
	}

	set requiresCertificate(value: boolean | IResolvable) {
		this.arguments.set("requiresCertificate", value);
	}

	/** Takes `requires_certificate` away. */
	resetRequiresCertificate(): void {
		this.arguments.set("requiresCertificate", undefined);
	}

	/** `requires_certificate` as it was set. */
	get requiresCertificateInput(): boolean | IResolvable | undefined {
		return this.arguments.get("requiresCertificate") as
			| boolean
			| IResolvable
			| undefined;
	}

	/**
	 * Certificate of the registry, in PEM form.
	 *
	 * Default: `""`. Controllers 3.0 only.
	 */
	get certificate(): string {
		return this.getStringAttribute("certificate");
	}

	set certificate(value: string) {
		this.arguments.set("certificate", value);
	}

	/** Takes `certificate` away. */
	resetCertificate(): void {
		this.arguments.set("certificate", undefined);
	}

	/** `certificate` as it was set. */
	get certificateInput(): string | undefined {
		return this.arguments.get("certificate") as string | undefined;
	}
}
