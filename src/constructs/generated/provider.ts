// Written by scripts/generate.ts from the definitions; do not edit.
import type { IResolvable } from "cdktf";
import type { Construct } from "constructs";
import { IofogProviderBlock } from "../element";
import type { Shapes } from "../shape";

/** Arguments of `iofog`. */
export interface IofogProviderConfig {
	/** Address of the Controller, e.g. `http://controller.example.com:51121`. Environment: `IOFOG_CONTROLLER_URL`. */
	readonly url?: string;
	/** User to log in as. Environment: `IOFOG_EMAIL`. */
	readonly email?: string;
	/**
	 * Password to log in with. Environment: `IOFOG_PASSWORD`.
	 *
	 * Sensitive: never shown.
	 */
	readonly password?: string;
	/**
	 * Access token, instead of email and password. Environment: `IOFOG_TOKEN`.
	 *
	 * Sensitive: never shown.
	 */
	readonly token?: string;
	/** File of certificates (PEM) to trust besides the system's. Environment: `IOFOG_CA_FILE`. */
	readonly caFile?: string;
	/** Whether to talk to a Controller whose certificate cannot be verified. Anyone on the way can then read and change everything. */
	readonly insecureSkipVerify?: boolean | IResolvable;
	/** Largest number of writing calls at a time (8). */
	readonly maxWrites?: number;
	/** Seconds after which a call has failed. */
	readonly requestTimeout?: number;
	/** Whether a planned change that restarts a container is a warning. */
	readonly warnOnRestart?: boolean | IResolvable;
	/** Name by which resources refer to this configuration, where a stack has several. */
	readonly alias?: string;
}

const SHAPES: Shapes = {
	url: "plain",
	email: "plain",
	password: "plain",
	token: "plain",
	caFile: "plain",
	insecureSkipVerify: "plain",
	maxWrites: "plain",
	requestTimeout: "plain",
	warnOnRestart: "plain",
	alias: "plain",
};

/** The fleet of one ioFog Controller. */
export class IofogProvider extends IofogProviderBlock {
	/** Name of the type in Terraform; cdktf's matchers know the construct by it. */
	static readonly tfResourceType = "iofog";

	constructor(scope: Construct, id: string, config: IofogProviderConfig = {}) {
		super(scope, id, IofogProvider.tfResourceType, SHAPES, config);
	}

	/** Name by which resources refer to this configuration, where a stack has several. */
	override get alias(): string | undefined {
		return this.arguments.get("alias") as string | undefined;
	}

	override set alias(value: string | undefined) {
		this.arguments.set("alias", value);
	}

	/** Takes the alias away. */
	resetAlias(): void {
		this.arguments.set("alias", undefined);
	}

	/** The alias as it was set. */
	get aliasInput(): string | undefined {
		return this.arguments.get("alias") as string | undefined;
	}

	/** Address of the Controller, e.g. `http://controller.example.com:51121`. Environment: `IOFOG_CONTROLLER_URL`. */
	get url(): string | undefined {
		return this.arguments.get("url") as string | undefined;
	}

	set url(value: string | undefined) {
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

	/** User to log in as. Environment: `IOFOG_EMAIL`. */
	get email(): string | undefined {
		return this.arguments.get("email") as string | undefined;
	}

	set email(value: string | undefined) {
		this.arguments.set("email", value);
	}

	/** Takes `email` away. */
	resetEmail(): void {
		this.arguments.set("email", undefined);
	}

	/** `email` as it was set. */
	get emailInput(): string | undefined {
		return this.arguments.get("email") as string | undefined;
	}

	/**
	 * Password to log in with. Environment: `IOFOG_PASSWORD`.
	 *
	 * Sensitive: never shown.
	 */
	get password(): string | undefined {
		return this.arguments.get("password") as string | undefined;
	}

	set password(value: string | undefined) {
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
	 * Access token, instead of email and password. Environment: `IOFOG_TOKEN`.
	 *
	 * Sensitive: never shown.
	 */
	get token(): string | undefined {
		return this.arguments.get("token") as string | undefined;
	}

	set token(value: string | undefined) {
		this.arguments.set("token", value);
	}

	/** Takes `token` away. */
	resetToken(): void {
		this.arguments.set("token", undefined);
	}

	/** `token` as it was set. */
	get tokenInput(): string | undefined {
		return this.arguments.get("token") as string | undefined;
	}

	/** File of certificates (PEM) to trust besides the system's. Environment: `IOFOG_CA_FILE`. */
	get caFile(): string | undefined {
		return this.arguments.get("caFile") as string | undefined;
	}

	set caFile(value: string | undefined) {
		this.arguments.set("caFile", value);
	}

	/** Takes `ca_file` away. */
	resetCaFile(): void {
		this.arguments.set("caFile", undefined);
	}

	/** `ca_file` as it was set. */
	get caFileInput(): string | undefined {
		return this.arguments.get("caFile") as string | undefined;
	}

	/** Whether to talk to a Controller whose certificate cannot be verified. Anyone on the way can then read and change everything. */
	get insecureSkipVerify(): boolean | IResolvable | undefined {
		return this.arguments.get("insecureSkipVerify") as
			| boolean
			| IResolvable
			| undefined;
	}

	set insecureSkipVerify(value: boolean | IResolvable | undefined) {
		this.arguments.set("insecureSkipVerify", value);
	}

	/** Takes `insecure_skip_verify` away. */
	resetInsecureSkipVerify(): void {
		this.arguments.set("insecureSkipVerify", undefined);
	}

	/** `insecure_skip_verify` as it was set. */
	get insecureSkipVerifyInput(): boolean | IResolvable | undefined {
		return this.arguments.get("insecureSkipVerify") as
			| boolean
			| IResolvable
			| undefined;
	}

	/** Largest number of writing calls at a time (8). */
	get maxWrites(): number | undefined {
		return this.arguments.get("maxWrites") as number | undefined;
	}

	set maxWrites(value: number | undefined) {
		this.arguments.set("maxWrites", value);
	}

	/** Takes `max_writes` away. */
	resetMaxWrites(): void {
		this.arguments.set("maxWrites", undefined);
	}

	/** `max_writes` as it was set. */
	get maxWritesInput(): number | undefined {
		return this.arguments.get("maxWrites") as number | undefined;
	}

	/** Seconds after which a call has failed. */
	get requestTimeout(): number | undefined {
		return this.arguments.get("requestTimeout") as number | undefined;
	}

	set requestTimeout(value: number | undefined) {
		this.arguments.set("requestTimeout", value);
	}

	/** Takes `request_timeout` away. */
	resetRequestTimeout(): void {
		this.arguments.set("requestTimeout", undefined);
	}

	/** `request_timeout` as it was set. */
	get requestTimeoutInput(): number | undefined {
		return this.arguments.get("requestTimeout") as number | undefined;
	}

	/** Whether a planned change that restarts a container is a warning. */
	get warnOnRestart(): boolean | IResolvable | undefined {
		return this.arguments.get("warnOnRestart") as
			| boolean
			| IResolvable
			| undefined;
	}

	set warnOnRestart(value: boolean | IResolvable | undefined) {
		this.arguments.set("warnOnRestart", value);
	}

	/** Takes `warn_on_restart` away. */
	resetWarnOnRestart(): void {
		this.arguments.set("warnOnRestart", undefined);
	}

	/** `warn_on_restart` as it was set. */
	get warnOnRestartInput(): boolean | IResolvable | undefined {
		return this.arguments.get("warnOnRestart") as
			| boolean
			| IResolvable
			| undefined;
	}
}
