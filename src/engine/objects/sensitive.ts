import { type CtyType, type Path, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { numText, SENSITIVE, Value } from "../language";
import type { StateStep } from "../state";
import { hasUnknown, samePlain } from "./plain";
import type { Attr, TypeSchema } from "./schema";

const NONE: readonly Path[] = [];

/** The rests of those paths that begin with a step. */
export function below(
	paths: readonly Path[],
	step: string | number,
): readonly Path[] {
	if (paths.length === 0) return NONE;
	return paths.filter((path) => path[0] === step).map((path) => path.slice(1));
}

/** Paths to the attributes that a schema calls sensitive, as far as the object has them. */
export function schemaPaths(
	attrs: readonly Attr[],
	values: Values,
	path: Path = [],
	out: Path[] = [],
): Path[] {
	for (const attr of attrs) {
		if (attr.sensitive) out.push([...path, attr.name]);
		else if (attr.hidesInside && attr.nested) {
			const inner = values[attr.name];
			if (typeof inner !== "object" || inner === null) continue;
			const at = [...path, attr.name];
			const { mode, attrs: nested } = attr.nested;
			if (mode === "set") out.push(at);
			else if (mode === "single") schemaPaths(nested, inner as Values, at, out);
			else
				for (const key of Object.keys(inner)) {
					const one = (inner as Values)[key];
					if (typeof one === "object" && one !== null)
						schemaPaths(
							nested,
							one as Values,
							[...at, mode === "list" ? Number(key) : key],
							out,
						);
				}
		}
	}
	return out;
}

/** All sensitive paths of an object: those of its schema and those that came with its configuration. */
export function allSensitive(
	schema: TypeSchema,
	values: Values,
	paths: readonly Path[],
): readonly Path[] {
	if (schema.open) return paths;
	const own = schemaPaths(schema.attrs, values);
	return paths.length === 0 ? own : [...own, ...paths];
}

/**
 * Paths of an object that must not be shown. Terraform's own terraform_data repeats its input as output without the marks;
 * here neither is shown.
 */
export function hiddenPaths(
	schema: TypeSchema,
	values: Values,
	paths: readonly Path[],
): readonly Path[] {
	const all = allSensitive(schema, values, paths);
	if (all.length === 0 || schema.byName.get("output")?.type !== "dynamic")
		return all;
	return [
		...all,
		...all
			.filter((path) => path[0] === "input")
			.map((path) => ["output", ...path.slice(1)]),
	];
}

/** Those of some paths at which two objects have values, known ones, that differ. */
export function differing(
	paths: readonly Path[],
	before: Values,
	after: Values,
	type: CtyType,
): Path[] {
	const found = new Map<string, Path>();
	for (const path of paths) {
		const old = partAt(before, path);
		const now = partAt(after, path);
		if (isNull(old) || isNull(now) || hasUnknown(now)) continue;
		if (!samePlain(old, now, typeAt(type, path)))
			found.set(JSON.stringify(path), path);
	}
	return [...found.values()];
}

function partAt(plain: unknown, path: Path): unknown {
	let at = plain;
	for (const step of path) {
		const inner: unknown = at instanceof Value ? at.raw : at;
		if (typeof inner !== "object" || inner === null) return undefined;
		at =
			inner instanceof Map
				? inner.get(step)
				: (inner as Record<string | number, unknown>)[step];
	}
	return at;
}

function typeAt(type: CtyType, path: Path): CtyType {
	return path.reduce<CtyType>(
		(at, step) =>
			typeof step === "number" ? elementType(at)(step) : memberType(at)(step),
		type,
	);
}

/** Says whether two lists of paths lead to the same parts. */
export function samePaths(a: readonly Path[], b: readonly Path[]): boolean {
	if (a.length === 0 && b.length === 0) return true;
	const text = (paths: readonly Path[]) =>
		[...new Set(paths.map((path) => JSON.stringify(path)))].sort().join();
	return text(a) === text(b);
}

/** JSON form of a plain value: null where sensitive, unknown attributes and keys left out, unknown elements null. */
export function jsonOf(
	plain: unknown,
	type: CtyType,
	sensitive: readonly Path[] = NONE,
): unknown {
	if (sensitive.length > 0 && sensitive.some((path) => path.length === 0))
		return null;
	if (plain instanceof Value) return jsonOfValue(plain, sensitive);
	if (plain === UNKNOWN || plain === null || plain === undefined) return null;
	if (typeof plain !== "object") return plain;
	if (Array.isArray(plain)) {
		const element = elementType(type);
		return plain.map((v, i) => jsonOf(v, element(i), below(sensitive, i)));
	}
	const out: Values = {};
	const member = memberType(type);
	for (const key of Object.keys(plain)) {
		const inner = (plain as Values)[key];
		if (inner === UNKNOWN || (inner instanceof Value && !inner.isKnown))
			continue;
		out[key] = jsonOf(inner, member(key), below(sensitive, key));
	}
	return out;
}

/** JSON form of a value: null where sensitive (by mark or path); unknown attributes left out, unknown elements null. */
export function jsonOfValue(
	value: Value,
	sensitive: readonly Path[] = NONE,
	show = false,
): unknown {
	if (!show && (value.marks & SENSITIVE) !== 0) return null;
	if (sensitive.some((path) => path.length === 0)) return null;
	if (!value.isKnown || value.isNull) return null;
	const { raw } = value;
	if (typeof raw === "string" || typeof raw === "boolean") return raw;
	if (raw instanceof Map) {
		const out: Values = {};
		for (const key of value.keys) {
			const inner = value.members.get(key) as Value;
			if (inner.isKnown)
				out[key] = jsonOfValue(inner, below(sensitive, key), show);
		}
		return out;
	}
	if (Array.isArray(raw))
		return value.elements.map((inner, i) =>
			jsonOfValue(inner, below(sensitive, i), show),
		);
	return Number(numText(value.num));
}

function elementType(type: CtyType): (i: number) => CtyType {
	if (typeof type === "string") return () => type;
	if (type[0] === "tuple") return (i) => type[1][i] ?? "dynamic";
	return () => type[1] as CtyType;
}

function memberType(type: CtyType): (key: string) => CtyType {
	if (typeof type === "string") return () => type;
	if (type[0] === "object") return (key) => type[1][key] ?? "dynamic";
	return () => type[1] as CtyType;
}

/** True, false, or where in a plain value something holds: as Terraform's `after_unknown` and `after_sensitive` say it. */
function boolsOf(
	plain: unknown,
	holds: (plain: unknown, path: readonly Path[]) => boolean,
	paths: readonly Path[] = NONE,
	type?: CtyType,
): unknown {
	if (holds(plain, paths)) return true;
	if (type !== undefined && isUnknown(plain))
		return emptyOf(plain instanceof Value ? plain.type : type);
	const inner = plain instanceof Value ? plain.raw : plain;
	if (typeof inner !== "object" || inner === null) return false;
	if (Array.isArray(inner)) {
		const element = type && elementType(type);
		return inner.map((v, i) =>
			boolsOf(v, holds, below(paths, i), element?.(i)),
		);
	}
	const entries =
		inner instanceof Map
			? inner.entries()
			: plain instanceof Value
				? []
				: Object.entries(inner);
	const out: Values = {};
	const member = type && memberType(type);
	for (const [key, v] of entries) {
		const bools = boolsOf(v, holds, below(paths, key), member?.(key));
		if (bools !== false) out[key] = bools;
	}
	return plain instanceof Value && !(inner instanceof Map) ? false : out;
}

/** Of what is unknown Terraform says by its type that nothing in it is known to be sensitive. */
function emptyOf(type: CtyType): unknown {
	if (typeof type === "string") return false;
	return type[0] === "map" || type[0] === "object" ? {} : [];
}

const isUnknown = (plain: unknown) =>
	plain === UNKNOWN || (plain instanceof Value && !plain.isKnown);
// What is null hides nothing: as sensitive values are shown as null, only their mark tells that there is one.
const isMarked = (plain: unknown, paths: readonly Path[]) =>
	!isNull(plain) &&
	(paths.some((path) => path.length === 0) ||
		(plain instanceof Value && (plain.marks & SENSITIVE) !== 0));

function isNull(plain: unknown): boolean {
	return plain instanceof Value
		? plain.isKnown && plain.isNull
		: (plain ?? null) === null;
}

/** Where a plain value is unknown. */
export const unknownBools = (plain: unknown) => boolsOf(plain, isUnknown);
/** Where a plain value is sensitive: at the ends of paths and where a Value is marked. */
export const sensitiveBools = (
	plain: unknown,
	paths: readonly Path[],
	type: CtyType,
) => boolsOf(plain, isMarked, paths, type);

/** A path as the state file holds it: attributes and indices told apart by the type of the object. */
export function pathSteps(path: Path, type: CtyType): StateStep[] {
	let current: CtyType | undefined = type;
	return path.map((step) => {
		const at: CtyType | undefined = current;
		const isAttribute =
			typeof step === "string" &&
			(at === undefined || typeof at === "string" || at[0] === "object");
		current =
			at === undefined || typeof at === "string"
				? undefined
				: typeof step === "number"
					? elementType(at)(step)
					: memberType(at)(step);
		return isAttribute ? { attribute: step } : { index: step };
	});
}

/** The path that steps of a state file say; undefined where a step is of a sort that values here do not have. */
export function pathOfSteps(steps: readonly StateStep[]): Path | undefined {
	const path: (string | number)[] = [];
	for (const step of steps) {
		if ("raw" in step) return path.length === 0 ? undefined : path;
		path.push("attribute" in step ? step.attribute : step.index);
	}
	return path;
}
