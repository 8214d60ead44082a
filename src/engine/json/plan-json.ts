import type { CtyType } from "../../core";
import type {
	PlanJson,
	ResourceJson,
	StateJson,
	ValuesJson,
} from "../json-types";
import type { Value } from "../language";
import type { TypeSchema } from "../objects/schema";
import {
	allSensitive,
	hiddenPaths,
	jsonOf,
	jsonOfValue,
	sensitiveBools,
} from "../objects/sensitive";
import { readStored, type StoredObject } from "../objects/stored";
import { checkGroups } from "../plan/checks";
import type { InstancePlan, StackPlan } from "../plan/model";
import { storedOutputs } from "../plan/outputs";
import type { PlannedStack } from "../plan/stack-plan";
import type { Stack } from "../stack/stack";
import {
	type InstanceAddress,
	parseAddress,
	type ReadonlyState,
	TERRAFORM_VERSION,
} from "../state";
import {
	driftChange,
	outputChange,
	providerSource,
	resourceChange,
} from "./change";
import { configurationJson } from "./configuration";
import { relevantAttributes } from "./relevant";

/** Version of the plan representation, as Terraform 1.11 has it. */
export const PLAN_FORMAT = "1.2";
/** Version of the state representation. */
export const STATE_FORMAT = "1.0";

/**
 * Terraform's representation of a stack's plan, with the restarts. Its large members are made when they are looked at: whoever shows the
 * changes needs none of the others, which hold every resource two times more.
 */
export function planJson({ plan, restarts }: PlannedStack): PlanJson {
	const changes = inOrder(plan).filter((one) => !isReadAlready(one));
	const relevant = relevantAttributes(plan);
	const json = {
		format_version: PLAN_FORMAT,
		terraform_version: TERRAFORM_VERSION,
		...(plan.config.variables.size > 0 && { variables: variablesJson(plan) }),
		planned_values: () => plannedValues(plan),
		...(plan.drift.length > 0 && {
			resource_drift: () => plan.drift.map(driftChange),
		}),
		...(changes.length > 0 && {
			resource_changes: () => changes.map(resourceChange),
		}),
		...(plan.outputs.size > 0 && {
			output_changes: Object.fromEntries(
				[...plan.outputs].map(([name, output]) => [name, outputChange(output)]),
			),
		}),
		prior_state: () => stateJson(plan.refreshed, plan.stack),
		configuration: () => configurationJson(plan.config),
		...(plan.checks.length > 0 && { checks: checksJson(plan) }),
		...(relevant.length > 0 && { relevant_attributes: relevant }),
		timestamp: plan.startedAt.toISOString().replace(/\.\d+Z$/, "Z"),
		applyable: plan.hasChanges,
		complete: !plan.targeted,
		errored: false,
		restarts: [...restarts]
			.map(([microservice, because]) => ({ microservice, because }))
			.sort((a, b) => (a.microservice < b.microservice ? -1 : 1)),
	};
	return whenLookedAt(json) as unknown as PlanJson;
}

/** Data sources come first in Terraform's representation. */
const inOrder = ({ changes }: StackPlan) =>
	[...changes.values()].sort(
		(a, b) => Number(b.at.mode === "data") - Number(a.at.mode === "data"),
	);

/** Says whether nothing is planned for a data source, which was read while planning. */
const isReadAlready = ({ at, action }: InstancePlan) =>
	at.mode === "data" && action !== "read";

/** Replaces members that are functions by properties that call them when they are read, and keep what they give for as long as somebody does. */
function whenLookedAt(members: Record<string, unknown>): object {
	for (const [name, make] of Object.entries(members)) {
		if (typeof make !== "function") continue;
		let last: WeakRef<object> | undefined;
		Object.defineProperty(members, name, {
			enumerable: true,
			get: () => {
				const made: object = last?.deref() ?? make();
				last = new WeakRef(made);
				return made;
			},
		});
	}
	return members;
}

function variablesJson(
	plan: StackPlan,
): Record<string, { readonly value?: unknown }> {
	const found: Record<string, { readonly value?: unknown }> = {};
	for (const { name, ephemeral, sensitive } of plan.config.variables.values()) {
		const value = plan.variables.get(name);
		if (ephemeral || value === undefined) continue;
		found[name] = { value: sensitive ? null : jsonOfValue(value) };
	}
	return found;
}

function outputsJson(
	outputs: Iterable<readonly [string, Value, boolean]>,
): NonNullable<ValuesJson["outputs"]> {
	return Object.fromEntries(
		[...outputs].map(([name, value, sensitive]) => [
			name,
			value.isWhollyKnown
				? {
						sensitive,
						type: value.type,
						value: sensitive ? null : jsonOfValue(value),
					}
				: { sensitive },
		]),
	);
}

function plannedValues(plan: StackPlan): ValuesJson {
	const outputs = [...plan.outputs.values()].flatMap(
		({ name, after, sensitive, wasSensitive }) =>
			after === undefined
				? []
				: [[name, after, sensitive || wasSensitive] as const],
	);
	const resources = inOrder(plan).flatMap((one) =>
		(one.planned === null && one.action !== "forget") || isReadAlready(one)
			? []
			: [plannedResource(one)],
	);
	return {
		...(outputs.length > 0 && { outputs: outputsJson(outputs) }),
		root_module: resources.length > 0 ? { resources } : {},
	};
}

function plannedResource(plan: InstancePlan): ResourceJson {
	const { address, at, provider, schema, planned } = plan;
	// Terraform lists what is forgotten, without saying how it is.
	if (planned === null)
		return {
			...resourceHead(address, at, provider, schema),
			sensitive_values: false,
		} as ResourceJson;
	return resourceJson(address, at, provider, schema, planned, plan.sensitive);
}

function resourceHead(
	address: string,
	{ mode, type, name, key }: InstanceAddress,
	provider: string,
	schema: TypeSchema,
) {
	return {
		address,
		mode,
		type,
		name,
		...(key !== undefined && { index: key }),
		provider_name: providerSource(provider),
		schema_version: schema.version,
	};
}

function resourceJson(
	address: string,
	at: InstanceAddress,
	provider: string,
	schema: TypeSchema,
	values: StoredObject["values"],
	sensitive: StoredObject["sensitive"],
	rest: Partial<ResourceJson> = {},
): ResourceJson {
	const hidden = hiddenPaths(schema, values, sensitive);
	const known = jsonOf(values, schema.type as CtyType, hidden) as Record<
		string,
		unknown
	>;
	return {
		...resourceHead(address, at, provider, schema),
		...(Object.keys(known).length > 0 && { values: known }),
		sensitive_values: sensitiveBools(
			values,
			allSensitive(schema, values, sensitive),
			schema.type as CtyType,
		),
		...rest,
	};
}

/** Terraform's representation of a state; objects of types that are not known here are left out. */
export function stateJson(
	state: ReadonlyState,
	stack: Pick<Stack, "run" | "builtin">,
): StateJson {
	const resources: ResourceJson[] = [];
	for (const { entries } of state.groups())
		for (const { text, address, provider, current, deposed } of entries) {
			const { mode, type } = address;
			const schema = stack.run.schemas.of(mode, type);
			if (schema === undefined) continue;
			const door = stack.run.schemas.isBuiltin(mode, type)
				? stack.builtin
				: stack.run.provider;
			const add = (instance: typeof current, key?: string) => {
				const object =
					instance && readStored(instance, type, schema, door).object;
				if (!object) return;
				const { values, sensitive, dependencies, tainted } = object;
				resources.push(
					resourceJson(text, address, provider, schema, values, sensitive, {
						...(dependencies.length > 0 && { depends_on: dependencies }),
						...(tainted && { tainted: true as const }),
						...(key !== undefined && { deposed_key: key }),
					}),
				);
			};
			add(current);
			for (const [key, instance] of deposed ?? []) add(instance, key);
		}
	const outputs = [...storedOutputs(state)].map(
		([name, value]) => [name, value, value.isSensitive] as const,
	);
	if (resources.length === 0 && outputs.length === 0)
		return { format_version: STATE_FORMAT };
	return {
		format_version: STATE_FORMAT,
		terraform_version: state.header.terraformVersion,
		values: {
			...(outputs.length > 0 && { outputs: outputsJson(outputs) }),
			root_module: resources.length > 0 ? { resources } : {},
		},
	};
}

const checksJson = (plan: StackPlan): unknown[] =>
	checkGroups(plan.checks).map(({ kind, config, status, objects }) => ({
		address: checkAddress(config, kind),
		status,
		instances: objects.map(({ object, status, messages }) => ({
			address: { ...keyOf(object), to_display: object },
			status,
			...(messages.length > 0 && {
				problems: messages.map((message) => ({ message })),
			}),
		})),
	}));

function keyOf(object: string) {
	const key = parseAddress(object)?.key;
	return key === undefined ? {} : { instance_key: key };
}

function checkAddress(config: string, kind: string): unknown {
	const parts = config.split(".");
	if (kind !== "resource")
		return { kind, name: parts.slice(1).join("."), to_display: config };
	const data = parts[0] === "data";
	return {
		kind,
		mode: data ? "data" : "managed",
		type: parts[data ? 1 : 0],
		name: parts[data ? 2 : 1],
		to_display: config,
	};
}
