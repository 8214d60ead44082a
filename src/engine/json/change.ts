import type { CtyType, Path } from "../../core";
import type { Values } from "../../provider/types";
import { BUILTIN_SOURCE, IOFOG_SOURCE } from "../config/providers";
import type { Actions, ChangeJson, ResourceChangeJson } from "../json-types";
import { hasUnknown } from "../objects/plain";
import type { TypeSchema } from "../objects/schema";
import {
	allSensitive,
	differing,
	hiddenPaths,
	jsonOf,
	jsonOfValue,
	sensitiveBools,
	unknownBools,
} from "../objects/sensitive";
import type {
	Drifted,
	InstancePlan,
	OutputPlan,
	PlannedAction,
} from "../plan/model";
import { isOutputChange } from "../plan/outputs";

const ACTIONS: Record<PlannedAction, Actions> = {
	"no-op": ["no-op"],
	create: ["create"],
	read: ["read"],
	update: ["update"],
	"delete-create": ["delete", "create"],
	"create-delete": ["create", "delete"],
	delete: ["delete"],
	forget: ["forget"],
};

/** The provider's source address in the name that the state has for it. */
export function providerSource(name: string): string {
	return name.includes(`"${BUILTIN_SOURCE}"`)
		? BUILTIN_SOURCE
		: (/\["([^"]+)"\]/.exec(name)?.[1] ?? IOFOG_SOURCE);
}

interface Side {
	readonly values: Values | null;
	readonly sensitive: readonly Path[];
}

const NOTHING: Side = { values: null, sensitive: [] };

function json(side: Side, schema: TypeSchema): unknown {
	if (side.values === null) return null;
	return jsonOf(side.values, schema.type as CtyType, paths(side, schema));
}

function paths({ values, sensitive }: Side, schema: TypeSchema) {
	return values ? hiddenPaths(schema, values, sensitive) : [];
}

function sensitiveOf(side: Side, schema: TypeSchema): unknown {
	if (side.values === null) return false;
	return sensitiveBools(
		side.values,
		allSensitive(schema, side.values, side.sensitive),
		schema.type as CtyType,
	);
}

function changeOf(
	action: Actions,
	before: Side,
	after: Side,
	schema: TypeSchema,
	rest: Partial<ChangeJson> = {},
): ChangeJson {
	const hidden = hiddenChanges(before, after, schema);
	return {
		actions: action,
		before: json(before, schema),
		after: json(after, schema),
		after_unknown:
			after.values && hasUnknown(after.values)
				? unknownBools(after.values)
				: {},
		before_sensitive: sensitiveOf(before, schema),
		after_sensitive: sensitiveOf(after, schema),
		...(hidden.length > 0 && { sensitive_changes: hidden }),
		...rest,
	};
}

function hiddenChanges(before: Side, after: Side, schema: TypeSchema): Path[] {
	if (before.values === null || after.values === null) return [];
	const hidden = [...paths(before, schema), ...paths(after, schema)];
	return hidden.length === 0
		? []
		: differing(hidden, before.values, after.values, schema.type as CtyType);
}

/** One entry of `resource_changes`. */
export function resourceChange(plan: InstancePlan): ResourceChangeJson {
	const { at, prior, planned, schema, action, requiresReplace } = plan;
	// A forgotten object stays as it is; only the state loses it.
	return {
		...head(plan),
		...(plan.deposed !== undefined && { deposed: plan.deposed }),
		change: changeOf(
			ACTIONS[action],
			prior && !(at.mode === "data") ? prior : NOTHING,
			planned ? { values: planned, sensitive: plan.sensitive } : NOTHING,
			schema,
			{
				...(requiresReplace.length > 0 && { replace_paths: requiresReplace }),
				...(plan.importing && { importing: plan.importing }),
			},
		),
		...(plan.reason !== undefined && { action_reason: plan.reason }),
	};
}

/** One entry of `resource_drift`. */
export function driftChange(drifted: Drifted): ResourceChangeJson {
	const { before, after, schema } = drifted;
	const action: Actions =
		after === undefined
			? ["delete"]
			: after === before
				? ["no-op"]
				: ["update"];
	return {
		...head(drifted),
		change: changeOf(action, before, after ?? NOTHING, schema),
	};
}

function head({
	address,
	at,
	provider,
	previousAddress,
}: Pick<InstancePlan, "address" | "at" | "provider" | "previousAddress">) {
	return {
		address,
		...(previousAddress !== undefined && { previous_address: previousAddress }),
		mode: at.mode,
		type: at.type,
		name: at.name,
		...(at.key !== undefined && { index: at.key }),
		provider_name: providerSource(provider),
	};
}

/** One entry of `output_changes`. */
export function outputChange(output: OutputPlan): ChangeJson {
	const { before, after, sensitive, wasSensitive } = output;
	const action: Actions = !isOutputChange(output)
		? ["no-op"]
		: before === undefined
			? ["create"]
			: after === undefined
				? ["delete"]
				: ["update"];
	const known = after === undefined || after.isWhollyKnown;
	// As in Terraform, one that was or is sensitive is hidden on both sides.
	const hidden = sensitive || wasSensitive;
	return {
		actions: action,
		before: before === undefined || hidden ? null : jsonOfValue(before),
		...(after !== undefined && !after.isKnown
			? ({} as { after: unknown })
			: { after: after === undefined || hidden ? null : jsonOfValue(after) }),
		after_unknown: known ? false : unknownBools(after),
		before_sensitive: hidden,
		after_sensitive: hidden,
	};
}
