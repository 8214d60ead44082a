import { type Diagnostic, error, type Path } from "../../core/diagnostic";
import { attributeType, type SchemaAttribute } from "../../core/schema";
import { UNKNOWN } from "../../core/unknown";
import { hasUnknown } from "../../core/values";
import type { PlanRequest, Provider, Values } from "../../provider/types";
import { fulfils, same } from "./same";

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
	const paths: Path[] = [];
	const attributes = attributesOf(provider, type);
	findChanged(attributes, { config, prior, planned }, [], paths);
	return paths.map((path) =>
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
			!hasUnknown(state[name])
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

/** The same object, or a part of it, as configured, as in the state, as planned. */
interface Compared {
	readonly config: Values;
	readonly prior: Values | null;
	readonly planned: Values;
}

/** Finds the paths of the attributes whose planned value is neither what is configured nor an equal form of it that the state has already. */
function findChanged(
	attributes: Attributes,
	compared: Compared,
	above: Path,
	out: Path[],
): void {
	const { config, planned } = compared;
	// Most are the very same, mostly null.
	for (const name in attributes)
		if (config[name] !== planned[name] || attributes[name]?.write_only)
			judge(name, attributes[name] as SchemaAttribute, compared, above, out);
}

function judge(
	name: string,
	attribute: SchemaAttribute,
	{ config, prior, planned }: Compared,
	above: Path,
	out: Path[],
): void {
	const wanted = config[name] ?? null;
	const value = planned[name] ?? null;
	if (wanted === null && value === null) return;
	const path = [...above, name];
	if (attribute.write_only) {
		if (value !== null) out.push(path);
		return;
	}
	if (attribute.computed && (wanted === null || !attribute.optional)) return;
	const type = attributeType(attribute);
	if (same(type, wanted, value)) return;
	const before = prior?.[name] ?? null;
	if (wanted !== null && before !== null && same(type, before, value)) return;
	if (!attribute.nested_type || wanted === null || value === null)
		out.push(path);
	else findNested(attribute.nested_type, [wanted, before, value], path, out);
}

function findNested(
	{ attributes, nesting_mode }: NonNullable<SchemaAttribute["nested_type"]>,
	[wanted, before, value]: readonly [unknown, unknown, unknown],
	path: Path,
	out: Path[],
): void {
	// What is unknown in the configuration may be planned unknown as a whole.
	if (wanted === UNKNOWN || value === UNKNOWN) {
		if (!hasUnknown(wanted)) out.push(path);
		return;
	}
	const find = (config: unknown, prior: unknown, planned: unknown, at: Path) =>
		findChanged(
			attributes,
			{
				config: config as Values,
				prior: (prior ?? null) as Values | null,
				planned: planned as Values,
			},
			at,
			out,
		);
	if (nesting_mode === "single") {
		find(wanted, before, value, path);
		return;
	}
	const members = Object.entries(wanted as object);
	if (members.length !== Object.keys(value as object).length) {
		// Members of a set that are equal in the type's eyes become one.
		if (nesting_mode !== "set") out.push(path);
		return;
	}
	// A member of a set has nothing by which it could be found again.
	if (nesting_mode === "set") return;
	for (const [key, member] of members) {
		const planned = (value as Values)[key];
		const at = [...path, nesting_mode === "list" ? Number(key) : key];
		if (planned === undefined || planned === null) out.push(at);
		else find(member, (before as Values | null)?.[key], planned, at);
	}
}
