import type { CtyType, Diagnostic } from "../core";
import type { Provider } from "../provider/types";
import type { PlanJson, StateJson } from "./json-types";

/** A diagnostic with the place that it is about. */
export interface EngineDiagnostic extends Diagnostic {
	readonly stack?: string;
	/** Address as in Terraform, e.g. `iofog_microservice.web["eu"]`, `var.region`, `output.url`. */
	readonly address?: string;
	/** File of the configuration, where the fault lies in a file rather than in a stack. */
	readonly file?: string;
}

/** Thrown by every function of the engine that could not do all it was asked; what was done up to then is in the state. */
export class EngineError extends Error {
	/** True where a signal ended the work. */
	readonly interrupted: boolean;
	constructor(
		readonly diagnostics: readonly EngineDiagnostic[],
		options: { interrupted?: boolean } = {},
	) {
		super(
			diagnostics
				.filter((d) => d.severity === "error")
				.map((d) => `${d.summary}: ${d.detail}`)
				.join("\n"),
		);
		this.name = "EngineError";
		this.interrupted = options.interrupted ?? false;
	}
}

/** Where the stacks come from, and what all functions of the engine take. */
export interface StackOptions {
	/** Folder with `cdktf.json`; a synthesized output folder; a folder with one `*.tf.json`; or such a file. */
	readonly dir: string;
	/** Names and globs; without them all stacks. */
	readonly stacks?: readonly string[];
	/** Output folder of the synthesis, relative to `dir`; without it the one of `cdktf.json`, or `cdktf.out`. */
	readonly output?: string;
	/** Values of variables: text as `-var` takes it, or any JSON value. */
	readonly vars?: Readonly<Record<string, unknown>>;
	/** Files as `-var-file` takes them, relative to the working directory. */
	readonly varFiles?: readonly string[];
	/** Environment for `TF_VAR_…`, for the synthesis and the provider; default: `process.env`. */
	readonly env?: Readonly<Record<string, string | undefined>>;
	/** True: what lies in the output folder is taken as it is. */
	readonly skipSynth?: boolean;
	/** Resource instances worked on at the same time; default: 10. */
	readonly parallelism?: number;
	/** Seconds to wait for the lock of a state; default: 0. */
	readonly lockTimeout?: number;
	/** Stops the work: no new calls, running ones finish, the state is written. */
	readonly signal?: AbortSignal;
	/** Ends running calls too. */
	readonly kill?: AbortSignal;
	/** Default: the provider of this package. */
	readonly provider?: Provider;
	readonly onEvent?: (event: EngineEvent) => void;
	/** Told of every call to the Controller. */
	readonly onRequest?: (request: {
		method: string;
		path: string;
		status?: number;
		ms: number;
	}) => void;
}

/** What a plan may be asked beyond its stacks. */
export interface PlanOptions extends StackOptions {
	/** Addresses of resources or instances: only these and what they depend on. */
	readonly targets?: readonly string[];
	/** Addresses of instances to replace. */
	readonly replace?: readonly string[];
	/** False: the state is taken as it is, nothing is read. */
	readonly refresh?: boolean;
	readonly destroy?: boolean;
	/** More restarting containers than this are an error. */
	readonly allowRestarts?: number;
}

/** Numbers of planned or done changes of resource instances. */
export interface Summary {
	readonly add: number;
	readonly change: number;
	readonly remove: number;
	readonly import: number;
	readonly forget: number;
	/** Microservices whose containers restart. */
	readonly restarts: number;
}

/** A plan: as data the shape of `plan --json`; the rest is not enumerable. */
export interface Plan {
	readonly format_version: string;
	/** Terraform's plan representation by stack, in the order in which they are applied. */
	readonly stacks: Readonly<Record<string, PlanJson>>;
	/** Names of the stacks in the order in which they are applied. */
	readonly order: readonly string[];
	/** Stacks left out because they need other providers. */
	readonly skipped: readonly string[];
	readonly summaries: Readonly<Record<string, Summary>>;
	/** True where applying would change anything: a remote object, the state, an output. */
	readonly hasChanges: boolean;
	/** Warnings. */
	readonly diagnostics: readonly EngineDiagnostic[];
	readonly destroy: boolean;
}

/** What `apply` may be asked beyond its plan. */
export interface ApplyOptions {
	readonly signal?: AbortSignal;
	readonly kill?: AbortSignal;
	readonly parallelism?: number;
	readonly lockTimeout?: number;
	readonly onEvent?: (event: EngineEvent) => void;
	/** Asked where a stack, planned again when its turn comes, would do something else than what was planned; without it that is an error. */
	readonly confirm?: (stack: string, plan: Plan) => Promise<boolean>;
	/** The plan was made just now, and nobody had to look at it first: what it has read in the last half minute is not read again before deletions. */
	readonly straightAway?: boolean;
	/** Values of ephemeral variables, which a saved plan does not hold. */
	readonly vars?: Readonly<Record<string, unknown>>;
	readonly varFiles?: readonly string[];
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly provider?: Provider;
	readonly onRequest?: StackOptions["onRequest"];
}

/** What an apply has done, by stack. */
export interface Applied {
	readonly stacks: Readonly<
		Record<
			string,
			{
				readonly summary: Summary;
				readonly outputs: Readonly<Record<string, OutputJson>>;
			}
		>
	>;
	/** Warnings. */
	readonly diagnostics: readonly EngineDiagnostic[];
}

/** An output as `terraform output -json` prints it. */
export interface OutputJson {
	readonly sensitive: boolean;
	readonly type: CtyType;
	readonly value: unknown;
}

/** The classes of drift. */
export type DriftClass = "changed" | "missing" | "unapplied" | "unmanaged";

/** One object that is not as the state, or the configuration, says. */
export interface DriftEntry {
	/** Address of the instance; of an unmanaged object its type and identity, e.g. `iofog_microservice (shop/web)`. */
	readonly address: string;
	readonly class: DriftClass;
	/** What differs: `code` is the configuration's value, `state` the last known, `live` the Controller's; null where there is none or it is sensitive. */
	readonly attributes: readonly {
		readonly path: readonly (string | number)[];
		readonly code: unknown;
		readonly state: unknown;
		readonly live: unknown;
		readonly sensitive?: true;
	}[];
}

/** The answer of `drift`: as data the shape of `drift --json`. */
export interface Drift {
	readonly format_version: string;
	readonly stacks: Readonly<
		Record<
			string,
			{
				readonly summary: Readonly<Record<DriftClass, number>>;
				readonly drift: readonly DriftEntry[];
			}
		>
	>;
	/** 0: in sync, 2: changed, missing or unmanaged, 3: unapplied only. */
	readonly exitCode: 0 | 2 | 3;
	readonly diagnostics: readonly EngineDiagnostic[];
}

/** State (or a saved plan) by stack: the shape of `show --json`. */
export interface Shown {
	readonly format_version: string;
	readonly stacks: Readonly<Record<string, StateJson | PlanJson>>;
}

/** Planned or applied action on one resource instance, in the words of Terraform's messages. */
export type HookAction =
	| "noop"
	| "create"
	| "read"
	| "update"
	| "replace"
	| "delete"
	| "forget"
	| "import"
	| "move";

/** A resource instance as Terraform's messages name it. */
export interface ResourceRef {
	readonly addr: string;
	readonly module: "";
	readonly resource: string;
	readonly implied_provider: string;
	readonly resource_type: string;
	readonly resource_name: string;
	readonly resource_key: string | number | null;
}

interface EventBase {
	readonly stack?: string;
}

/** A message in the shape of Terraform's machine-readable output (`@message` and `@timestamp` are added by who prints), plus `stack`. */
export type EngineEvent = EventBase &
	(
		| {
				readonly type: "planned_change" | "resource_drift";
				readonly change: {
					readonly resource: ResourceRef;
					readonly previous_resource?: ResourceRef;
					readonly action: HookAction;
					readonly reason?: string;
					readonly importing?: { readonly id: string };
				};
		  }
		| {
				readonly type: "refresh_start" | "refresh_complete";
				readonly hook: {
					readonly resource: ResourceRef;
					readonly id_key?: string;
					readonly id_value?: string;
				};
		  }
		| {
				readonly type:
					| "apply_start"
					| "apply_progress"
					| "apply_complete"
					| "apply_errored";
				readonly hook: {
					readonly resource: ResourceRef;
					readonly action: HookAction;
					readonly id_key?: string;
					readonly id_value?: string;
					readonly elapsed_seconds?: number;
					/** How far it is, in a few words, where it waits for something. */
					readonly status?: string;
				};
		  }
		| {
				readonly type:
					| "ephemeral_op_start"
					| "ephemeral_op_complete"
					| "ephemeral_op_errored";
				readonly hook: {
					readonly resource: ResourceRef;
					readonly action: "open" | "renew" | "close";
					readonly elapsed_seconds?: number;
				};
		  }
		| {
				readonly type: "diagnostic";
				readonly diagnostic: EngineDiagnostic;
		  }
		| {
				readonly type: "outputs";
				readonly outputs: Readonly<
					Record<
						string,
						{
							readonly sensitive: boolean;
							readonly type?: CtyType;
							readonly value?: unknown;
							readonly action?: HookAction;
						}
					>
				>;
		  }
		| {
				readonly type: "change_summary";
				readonly changes: {
					readonly add: number;
					readonly change: number;
					readonly remove: number;
					readonly import: number;
					readonly operation: "plan" | "apply" | "destroy";
					readonly restarts: number;
				};
		  }
		| { readonly type: "log"; readonly message: string }
	);
