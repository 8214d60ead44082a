import type { CtyType, Path } from "../core";

/** Actions of a change as Terraform's plan representation lists them. */
export type Actions =
	| readonly ["no-op"]
	| readonly ["create"]
	| readonly ["read"]
	| readonly ["update"]
	| readonly ["delete", "create"]
	| readonly ["create", "delete"]
	| readonly ["delete"]
	| readonly ["forget"];

/** A change in Terraform's plan representation; sensitive values are null, their marks say so. */
export interface ChangeJson {
	readonly actions: Actions;
	readonly before: unknown;
	readonly after: unknown;
	/** True, or an object of true, where `after` is not known. */
	readonly after_unknown: unknown;
	readonly before_sensitive: unknown;
	readonly after_sensitive: unknown;
	/** Where both sides have a sensitive value, null here, and these differ. */
	readonly sensitive_changes?: readonly Path[];
	readonly replace_paths?: readonly Path[];
	readonly importing?: { readonly id: string };
}

/** One entry of `resource_changes` or `resource_drift`. */
export interface ResourceChangeJson {
	readonly address: string;
	readonly previous_address?: string;
	readonly mode: "managed" | "data";
	readonly type: string;
	readonly name: string;
	readonly index?: string | number;
	readonly provider_name: string;
	readonly deposed?: string;
	readonly change: ChangeJson;
	readonly action_reason?: string;
}

/** A resource instance in `planned_values`, `prior_state` or `values`. */
export interface ResourceJson {
	readonly address: string;
	readonly mode: "managed" | "data";
	readonly type: string;
	readonly name: string;
	readonly index?: string | number;
	readonly provider_name: string;
	readonly schema_version: number;
	/** Not there where nothing is known of it, or where it is only forgotten. */
	readonly values?: Readonly<Record<string, unknown>>;
	readonly sensitive_values: unknown;
	readonly depends_on?: readonly string[];
	readonly tainted?: true;
	readonly deposed_key?: string;
}

/** Outputs and resources, as Terraform prints them. */
export interface ValuesJson {
	readonly outputs?: Readonly<
		Record<
			string,
			{
				readonly sensitive: boolean;
				readonly type?: CtyType;
				readonly value?: unknown;
			}
		>
	>;
	readonly root_module: { readonly resources?: readonly ResourceJson[] };
}

/** Terraform's state representation (`terraform show -json`). */
export interface StateJson {
	readonly format_version: string;
	readonly terraform_version?: string;
	readonly values?: ValuesJson;
}

/** Terraform's plan representation (`terraform show -json PLAN`) with the restarts it causes. */
export interface PlanJson {
	readonly format_version: string;
	readonly terraform_version: string;
	readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
	readonly planned_values: ValuesJson;
	readonly resource_drift?: readonly ResourceChangeJson[];
	readonly resource_changes?: readonly ResourceChangeJson[];
	readonly output_changes?: Readonly<Record<string, ChangeJson>>;
	readonly prior_state?: StateJson;
	readonly configuration: unknown;
	readonly checks?: readonly unknown[];
	readonly relevant_attributes?: readonly {
		readonly resource: string;
		readonly attribute: Path;
	}[];
	readonly timestamp: string;
	readonly applyable: boolean;
	readonly complete: boolean;
	readonly errored: boolean;
	/** Microservices whose containers the plan restarts, as `application/name`, with the addresses that cause it. */
	readonly restarts: readonly {
		readonly microservice: string;
		readonly because: readonly string[];
	}[];
}
