import { type Diagnostic, error, type Path } from "../../core/diagnostic";
import { attributeType, type SchemaAttribute } from "../../core/schema";
import { UNKNOWN } from "../../core/unknown";
import type { PlanRequest, Provider, Values } from "../../provider/types";
import { fulfils, holdsUnknown, same } from "./same";

type Attributes = Readonly<Record<string, SchemaAttribute>>;

const OURS =
	"This is a fault of fogform, not of your configuration; please report it.";

/** What a plan may not do: change what the configuration sets. Terraform would refuse it too, but would not say whose fault it is. */
export function checkPlan(
	provider: Provider,
	type: string,
	{ config, prior }: PlanRequest,
	planned: Values | null,
): Diagnostic[] {
	if (!config || !planned) return [];
	return changed(attributesOf(provider, type), config, prior, planned, []).map(
		(path) =>
			error(
				"Plan contradicts the configuration",
				`The planned value of "${path.join(".")}" of ${type} is not the configured one. Nothing was changed. ${OURS}`,
				path,
			),
	);
}

/** What a result may not do: differ from what was planned. Gives the names of the attributes that do. */
export function checkResult(
	provider: Provider,
	type: string,
	planned: Values,
	state: Values,
): string[] {
	return Object.entries(attributesOf(provider, type)).flatMap(
		([name, attribute]) =>
			fulfils(attributeType(attribute), planned[name], state[name]) &&
			!holdsUnknown(state[name])
				? []
				: [name],
	);
}

/** What to say of attributes whose result differs from the plan. */
export function resultFault(
	type: string,
	names: readonly string[],
): Diagnostic {
	return error(
		"Result contradicts the plan",
		`After the change ${names.map((name) => `"${name}"`).join(", ")} of ${type} had another value than was planned. The state keeps the planned one, and the next plan shows what the Controller has. ${OURS}`,
		[names[0] as string],
	);
}

function attributesOf(provider: Provider, type: string): Attributes {
	return provider.schema().resource_schemas[type]?.block.attributes ?? {};
}

/** Paths of the attributes whose planned value is neither what is configured nor an equal form of it that the state has already. */
function changed(
	attributes: Attributes,
	config: Values,
	prior: Values | null,
	planned: Values,
	above: Path,
): Path[] {
	return Object.entries(attributes).flatMap(([name, attribute]) => {
		const wanted = config[name] ?? null;
		const before = prior?.[name] ?? null;
		const value = planned[name] ?? null;
		const path = [...above, name];
		if (attribute.write_only) return value === null ? [] : [path];
		if (attribute.computed && (wanted === null || !attribute.optional))
			return [];
		const type = attributeType(attribute);
		if (same(type, wanted, value)) return [];
		if (wanted !== null && before !== null && same(type, before, value))
			return [];
		if (!attribute.nested_type || wanted === null || value === null)
			return [path];
		return nestedChanges(attribute.nested_type, [wanted, before, value], path);
	});
}

function nestedChanges(
	{ attributes, nesting_mode }: NonNullable<SchemaAttribute["nested_type"]>,
	[wanted, before, value]: readonly [unknown, unknown, unknown],
	path: Path,
): Path[] {
	// What is unknown in the configuration may be planned unknown as a whole.
	if (wanted === UNKNOWN || value === UNKNOWN)
		return holdsUnknown(wanted) ? [] : [path];
	if (nesting_mode === "single")
		return changed(
			attributes,
			wanted as Values,
			before as Values | null,
			value as Values,
			path,
		);
	const members = Object.entries(wanted as object);
	if (members.length !== Object.keys(value as object).length)
		// Members of a set that are equal in the type's eyes become one.
		return nesting_mode === "set" ? [] : [path];
	// A member of a set has nothing by which it could be found again.
	if (nesting_mode === "set") return [];
	return members.flatMap(([key, member]) => {
		const planned = (value as Values)[key];
		const at = [...path, nesting_mode === "list" ? Number(key) : key];
		if (planned === undefined || planned === null) return [at];
		return changed(
			attributes,
			member as Values,
			((before as Values | null)?.[key] ?? null) as Values | null,
			planned as Values,
			at,
		);
	});
}
