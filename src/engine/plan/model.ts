import type { Path, Private } from "../../core";
import type { Values } from "../../provider/types";
import type { ResourceConfig, StackConfig } from "../config/model";
import type { CheckStatus } from "../eval/conditions";
import type { Value } from "../language";
import type { TypeSchema } from "../objects/schema";
import type { StoredObject } from "../objects/stored";
import type { Stack } from "../stack/stack";
import type { InstanceAddress, ReadonlyState, State } from "../state";
import type { EngineDiagnostic, Summary } from "../types";

/** What is planned for one object. */
export type PlannedAction =
	| "no-op"
	| "create"
	| "read"
	| "update"
	| "delete-create"
	| "create-delete"
	| "delete"
	| "forget";

/** The plan of one object: of a resource instance, or of a deposed object of one. */
export interface InstancePlan {
	/** Address of the instance. */
	readonly address: string;
	readonly at: InstanceAddress;
	/** Key of a deposed object. */
	readonly deposed?: string;
	/** undefined where the configuration no longer has it. */
	readonly resource?: ResourceConfig;
	readonly schema: TypeSchema;
	/** How the state file names the provider. */
	readonly provider: string;
	readonly action: PlannedAction;
	/** Why, in the words of Terraform's `action_reason`. */
	readonly reason?: string;
	/** The object before, as refreshed; undefined where there is none. */
	readonly prior?: StoredObject;
	/** Planned state; null where it is deleted. */
	readonly planned: Values | null;
	/** Paths of the planned state that are sensitive by more than the schema. */
	readonly sensitive: readonly Path[];
	readonly private: Private;
	readonly requiresReplace: readonly Path[];
	readonly dependencies: readonly string[];
	readonly createBeforeDestroy: boolean;
	readonly importing?: { readonly id: string };
	readonly previousAddress?: string;
	/** Microservices whose containers it restarts. */
	restarts?: readonly string[];
	/** Addresses of instances that must have been changed, or deleted, before this one is: they give up what it takes. */
	takesFrom?: Set<string>;
	/** Addresses of instances that it refers to by value alone; they are created before it, and deleted after it. */
	refersTo?: Set<string>;
}

/** An object that the refresh found changed or gone. */
export interface Drifted {
	readonly address: string;
	readonly at: InstanceAddress;
	readonly schema: TypeSchema;
	readonly provider: string;
	readonly before: StoredObject;
	/** undefined: it is gone. */
	readonly after: StoredObject | undefined;
	readonly previousAddress?: string;
}

/** A planned output. */
export interface OutputPlan {
	readonly name: string;
	/** undefined: there was none. */
	readonly before?: Value;
	/** undefined: it is removed. */
	readonly after?: Value;
	readonly sensitive: boolean;
	readonly wasSensitive: boolean;
}

/** Result of the conditions of one object. */
export interface CheckResult {
	readonly kind: "resource" | "output_value" | "var";
	/** Address of the block. */
	readonly config: string;
	/** Address of the object; absent where there is none. */
	readonly object?: string;
	readonly status: CheckStatus;
	readonly messages: readonly string[];
}

/** The plan of one stack, with all that apply needs. */
export interface StackPlan {
	readonly name: string;
	readonly config: StackConfig;
	readonly variables: ReadonlyMap<string, Value>;
	/** Plans by address; deposed objects by address and key. */
	readonly changes: ReadonlyMap<string, InstancePlan>;
	readonly drift: readonly Drifted[];
	readonly outputs: ReadonlyMap<string, OutputPlan>;
	readonly checks: readonly CheckResult[];
	/** The state that was planned on, as it was in the file. */
	readonly base: ReadonlyState;
	/** Serial of that file; 0 where there was none. */
	readonly serial: number;
	/** The state with moves and refreshed objects. */
	readonly refreshed: State;
	readonly summary: Summary;
	readonly hasChanges: boolean;
	readonly destroy: boolean;
	readonly targeted: boolean;
	readonly startedAt: Date;
	readonly diagnostics: readonly EngineDiagnostic[];
	/** The stack at the stage of planning, for what is read from it afterwards. */
	readonly stack: Stack;
}

/** Key of an object among the changes of a plan. */
export const planKey = (address: string, deposed?: string) =>
	deposed === undefined ? address : `${address} (deposed ${deposed})`;

/** True where a planned action replaces an object. */
export const isReplace = (action: PlannedAction) =>
	action === "delete-create" || action === "create-delete";

/** True where a planned action ends a remote object. */
export const ends = (action: PlannedAction) =>
	action === "delete" || isReplace(action);

/** True where a planned action changes a remote object or makes one. */
export const changes = (action: PlannedAction) =>
	action !== "no-op" && action !== "read" && action !== "forget";
