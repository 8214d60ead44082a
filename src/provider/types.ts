import type { Controller } from "../controller";
import type { Diagnostic, Dialect, Path, Private } from "../core";

/** Values by snake_case attribute name: plain JavaScript values, null where not set, UNKNOWN where decided during apply; numbers are doubles, sets are arrays. */
export type Values = Record<string, unknown>;

/** A configured provider: one Controller, which is not connected to before the first call. */
export interface Configured {
	/** undefined while the URL is unknown (the Controller is created in the same run). */
	readonly controller: Controller | undefined;
	/** Dialect of the Controller: asked once; undefined while the URL is unknown. */
	dialect(signal: AbortSignal): Promise<Dialect | undefined>;
	readonly warnOnRestart: boolean;
	/** Drops all shared reads, or those of one application: what is read next is fresh. */
	forget(application?: string): void;
	close(): void;
}

/** How `configure` goes beyond what the user configures. */
export interface ConfigureOptions {
	/** Environment that fills in what is not configured; default: `process.env`. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** Only an allow-list of GET routes and the log-in may be called. */
	readonly readOnly?: boolean;
	/** The plan was made just now in this process: what an application holds is not read once more before it is deleted. */
	readonly trustRecentReads?: boolean;
	/** How many calls may run at a time, reads and writes apart; `max_writes` may set less for writes. */
	readonly parallelism?: number;
	/** Once it is aborted no operation sends its first write. */
	readonly stop?: AbortSignal;
	/** Told of every call, for counts and progress. */
	readonly onRequest?: (request: {
		method: string;
		path: string;
		status?: number;
		ms: number;
	}) => void;
}

/** An object as it stands in the state. */
export interface Stored {
	readonly state: Values;
	readonly private: Private;
}

/** Answer of `read`: a state of null means that the object is gone. */
export interface ReadResult {
	readonly state: Values | null;
	readonly private: Private;
	readonly diagnostics: readonly Diagnostic[];
}

/** What `plan` is asked: a prior state of null creates, a configuration of null destroys. */
export interface PlanRequest {
	readonly config: Values | null;
	readonly prior: Values | null;
	readonly private: Private;
}

/** What `plan` answers, `planned` being null after an error, too: requiresReplace names the attributes whose change deletes and creates. */
export interface PlanResult {
	readonly planned: Values | null;
	readonly requiresReplace: readonly Path[];
	readonly private: Private;
	readonly diagnostics: readonly Diagnostic[];
}

/** What `apply` is asked; the configuration carries the write-only values. */
export interface ApplyRequest {
	readonly config: Values | null;
	readonly prior: Values | null;
	readonly planned: Values | null;
	readonly private: Private;
	/** Identities (`type id`) that the same run deletes itself, for the check that a delete takes nothing else along. */
	readonly deleting?: ReadonlySet<string>;
	/** True: `find` has just said that the unique key is free, so that it is not looked up again. */
	readonly keyIsFree?: boolean;
	/** Called with the identity attributes as soon as the Controller has created the object. */
	readonly onIdentity?: (identity: Values) => void;
	/** Told, in a few words, how far an operation is that waits for something. */
	readonly onProgress?: (text: string) => void;
}

/** What `apply` answers. With errors, `state` is what is known to exist (null: nothing), and `maybeCreated` says that a create may have left an object behind that is not in it, or ("later") may do so yet although there is none now. */
export interface ApplyResult {
	readonly state: Values | null;
	readonly private: Private;
	readonly diagnostics: readonly Diagnostic[];
	readonly maybeCreated?: boolean | "later";
	/** The run was stopped before anything was written; there are no diagnostics then. */
	readonly notBegun?: boolean;
}

/** Facts about a resource type that callers beyond Terraform's protocol use; attribute names in snake_case. */
export interface TypeFacts {
	readonly identity: readonly string[];
	/** Attributes by which `find` tells objects apart; empty for a singleton. */
	readonly uniqueKey: readonly string[];
	readonly importForms: readonly string[];
	readonly singleton: boolean;
	/** From `onIdentity` on a create or an update costs nothing but time, however many wait at once. */
	readonly waits: boolean;
	/** Attribute → resource type that takes this one along when it is deleted. */
	readonly deletedWith: Readonly<Record<string, string>>;
	/** Attribute with the name of the application whose one read answers for objects of this type, too. */
	readonly readWith?: string;
	/** Attribute → `type.attribute` that must exist. */
	readonly references: Readonly<Record<string, string>>;
	/** Attributes whose change asks `misfits` again; empty for a type that goes together with everything. */
	readonly fit: readonly string[];
	/** Attributes that the Controller or the agent decides where the configuration does not set them: another live value is then no drift. */
	readonly volatile: readonly string[];
}

/** A claim of something that only one object can have; `path` names the argument. */
export interface ClaimOf {
	readonly key: string;
	readonly label: string;
	readonly path: Path;
}

/** What a reference leads to, by name of the argument: the object as planned and as the Controller has it, as far as there are. */
export type ReferredOf = Readonly<
	Record<
		string,
		| {
				readonly type: string;
				readonly planned?: Values;
				readonly live?: Values;
		  }
		| undefined
	>
>;

/** A planned change as the question for restarts takes it. */
export interface ChangeOf {
	readonly action: "create" | "update" | "delete" | "replace";
	readonly prior: Values | null;
	readonly planned: Values | null;
}

/** What a call of a provider function gives: its result, or what is wrong as a part of a sentence, with the index of the argument at fault. */
export type FunctionCallResult =
	| { readonly result: unknown; readonly fault?: undefined }
	| { readonly fault: { readonly text: string; readonly argument?: number } };

/** Answer of `openEphemeral`: without a result it is not open. */
export interface OpenResult {
	readonly result: Values | null;
	/** To be handed to `renewEphemeral` and `closeEphemeral`. */
	readonly private: Private;
	/** When it must be renewed to stay valid. */
	readonly renewAt?: Date;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * The operations of the provider, for whoever drives them: the plugin by Terraform's protocol, the engine in process.
 * Diagnostics are returned; what is thrown is a fault of our own or an abort.
 */
export interface Provider {
	schema(): import("../core").ProviderSchema;
	/**
	 * Calls a function that the schema lists. The arguments are known, not null and of the parameters' types, plain or Dynamic; the result is plain,
	 * of the return type (a dynamic one has the type that it implies). Never connects, and needs no configuration. Absent: the provider has none.
	 */
	callFunction?(name: string, args: readonly unknown[]): FunctionCallResult;
	/** Judges the configuration of an ephemeral resource by itself; unknown values pass. Absent, as the three below: the provider has none. */
	validateEphemeral?(type: string, config: Values): Diagnostic[];
	/** Opens an ephemeral resource; its configuration is known. */
	openEphemeral?(
		configured: Configured,
		type: string,
		config: Values,
		signal: AbortSignal,
	): Promise<OpenResult>;
	/** Keeps what was opened valid. */
	renewEphemeral?(
		configured: Configured,
		type: string,
		kept: Private,
		signal: AbortSignal,
	): Promise<Omit<OpenResult, "result">>;
	/** Gives back what was opened. */
	closeEphemeral?(
		configured: Configured,
		type: string,
		kept: Private,
		signal: AbortSignal,
	): Promise<{ readonly diagnostics: readonly Diagnostic[] }>;
	/** Facts of a resource type. */
	facts(type: string): TypeFacts;
	validateProvider(config: Values): Diagnostic[];
	/** Never connects. */
	configure(
		config: Values,
		options?: ConfigureOptions,
	): { configured: Configured | undefined; diagnostics: Diagnostic[] };
	validateResource(type: string, config: Values): Diagnostic[];
	validateDataSource(type: string, config: Values): Diagnostic[];
	/** Converts stored state JSON of an older schema version; the same version passes unchanged, attributes that no longer exist are dropped. */
	upgradeState(
		type: string,
		version: number,
		state: Values,
	): { state: Values; diagnostics: Diagnostic[] };
	read(
		configured: Configured,
		type: string,
		stored: Stored,
		signal: AbortSignal,
	): Promise<ReadResult>;
	plan(
		configured: Configured,
		type: string,
		request: PlanRequest,
		signal: AbortSignal,
	): Promise<PlanResult>;
	apply(
		configured: Configured,
		type: string,
		request: ApplyRequest,
		signal: AbortSignal,
	): Promise<ApplyResult>;
	/** The identity of the object that an import ID stands for; `read` fills the rest. */
	importState(
		configured: Configured,
		type: string,
		id: string,
		signal: AbortSignal,
	): Promise<{ stored: Stored | null; diagnostics: Diagnostic[] }>;
	readDataSource(
		configured: Configured,
		type: string,
		config: Values,
		signal: AbortSignal,
	): Promise<{ state: Values | null; diagnostics: Diagnostic[] }>;
	/** The live object that holds the unique key of a planned one; null where the key is free. Reads are shared. */
	find(
		configured: Configured,
		type: string,
		planned: Values,
		signal: AbortSignal,
	): Promise<Values | null>;
	/** True where a live object (as `find` gives it) is what was planned, as far as the Controller tells. */
	matches(type: string, planned: Values, live: Values): boolean;
	/** All live objects of a type, with the attributes that the Controller tells. */
	list(
		configured: Configured,
		type: string,
		within: { readonly application?: string },
		signal: AbortSignal,
	): Promise<Values[]>;
	/** What an object claims for itself alone; claims that depend on unknown values are left out. */
	claims(type: string, values: Values): ClaimOf[];
	/** What is wrong with a planned object together with those that it refers to. */
	misfits(type: string, planned: Values, referred: ReferredOf): Diagnostic[];
	/** Resource types of which an object must exist (live, or planned in the same run) before this one can be created, each with what to say where there is none. */
	needs(
		configured: Configured,
		type: string,
		planned: Values,
		signal: AbortSignal,
	): Promise<readonly { readonly type: string; readonly detail: string }[]>;
	/** Names (`application/name`) of the microservices whose containers a change restarts. */
	restarts(
		configured: Configured,
		type: string,
		change: ChangeOf,
		signal: AbortSignal,
	): Promise<string[]>;
	/** One text for an object, for messages, import commands and comparisons, e.g. its uuid or `shop/web`; undefined while unknown. */
	idOf(type: string, values: Values): string | undefined;
}
