import type { Attribute, Attributes, Dialect } from "./attribute";
import { type Diagnostic, error, type Path } from "./diagnostic";
import { jsonEqual } from "./json";
import { toSnake } from "./names";
import type { Type } from "./type";
import { UNKNOWN } from "./unknown";

type Record_ = Record<string, unknown>;

/** Names of attributes in both forms, computed once per set of attributes. */
const pairs = new WeakMap<Attributes, readonly (readonly [string, string])[]>();

function namesOf(attributes: Attributes) {
	let names = pairs.get(attributes);
	if (!names) {
		names = Object.keys(attributes).map((n) => [n, toSnake(n)] as const);
		pairs.set(attributes, names);
	}
	return names;
}

function convert(type: Type, value: unknown, toUser: boolean): unknown {
	if (value === null || value === undefined || value === UNKNOWN) return value;
	switch (type.kind) {
		case "list":
		case "set":
			return holdsObjects(type)
				? (value as unknown[]).map((v) =>
						convert(type.element as Type, v, toUser),
					)
				: value;
		case "map":
			return holdsObjects(type)
				? Object.fromEntries(
						Object.entries(value as Record_).map(([k, v]) => [
							k,
							convert(type.element as Type, v, toUser),
						]),
					)
				: value;
		case "object":
			return toUser
				? encode(type.attributes as Attributes, value as Record_)
				: decode(type.attributes as Attributes, value as Record_);
		default:
			return value;
	}
}

function holdsObjects(type: Type): boolean {
	if (type.kind === "object") return true;
	return type.element !== undefined && holdsObjects(type.element);
}

/** Converts the values of attributes from snake_case to camelCase, at every depth but in maps; what is missing becomes null. */
export function decode(attributes: Attributes, values: Record_): Record_ {
	const out: Record_ = {};
	for (const [camel, snake] of namesOf(attributes))
		out[camel] =
			convert((attributes[camel] as Attribute).type, values[snake], false) ??
			null;
	return out;
}

/** Converts the values of attributes from camelCase to snake_case, at every depth but in maps; what is missing becomes null. */
export function encode(attributes: Attributes, values: Record_): Record_ {
	const out: Record_ = {};
	for (const [camel, snake] of namesOf(attributes))
		out[snake] =
			convert((attributes[camel] as Attribute).type, values[camel], true) ??
			null;
	return out;
}

/** True where an unknown value stands anywhere in the value. */
export function hasUnknown(value: unknown): boolean {
	if (value === UNKNOWN) return true;
	if (typeof value !== "object" || value === null) return false;
	return Object.values(value).some(hasUnknown);
}

/** Compares two values of a type (camelCase): the type says which forms are equal. Unknown equals nothing. */
export function sameValue(type: Type, a: unknown, b: unknown): boolean {
	if (a === UNKNOWN || b === UNKNOWN) return false;
	const one = a ?? null;
	const two = b ?? null;
	if (one === two) return true;
	if (one === null || two === null) return false;
	switch (type.kind) {
		case "json":
			return jsonEqual(one as string, two as string);
		case "list":
			return sameList(type.element as Type, one as unknown[], two as unknown[]);
		case "set":
			return sameSet(type.element as Type, one as unknown[], two as unknown[]);
		case "map": {
			const x = one as Record_;
			const y = two as Record_;
			const keys = Object.keys(x);
			return (
				keys.length === Object.keys(y).length &&
				keys.every(
					(k) =>
						Object.hasOwn(y, k) && sameValue(type.element as Type, x[k], y[k]),
				)
			);
		}
		case "object":
			return Object.entries(type.attributes as Attributes).every(([name, at]) =>
				sameValue(at.type, (one as Record_)[name], (two as Record_)[name]),
			);
		default:
			return false;
	}
}

function sameList(type: Type, a: unknown[], b: unknown[]): boolean {
	return a.length === b.length && a.every((v, i) => sameValue(type, v, b[i]));
}

function sameSet(type: Type, a: unknown[], b: unknown[]): boolean {
	if (a.length !== b.length) return false;
	const rest = [...b];
	return a.every((v) => {
		const at = rest.findIndex((w) => sameValue(type, v, w));
		if (at < 0) return false;
		rest.splice(at, 1);
		return true;
	});
}

/** Fills fixed defaults of nested attributes that are not set; elements of sets lose their duplicates. */
export function fill(type: Type, value: unknown): unknown {
	if (value === null || value === undefined || value === UNKNOWN) return value;
	switch (type.kind) {
		case "list":
		case "map": {
			if (!holdsObjects(type)) return value;
			if (Array.isArray(value))
				return value.map((v) => fill(type.element as Type, v));
			return Object.fromEntries(
				Object.entries(value).map(([k, v]) => [
					k,
					fill(type.element as Type, v),
				]),
			);
		}
		case "set": {
			const element = type.element as Type;
			const out: unknown[] = [];
			for (const v of value as unknown[]) {
				const filled = fill(element, v);
				if (!out.some((w) => sameValue(element, filled, w))) out.push(filled);
			}
			return out;
		}
		case "object": {
			const out: Record_ = {};
			for (const [name, at] of Object.entries(type.attributes as Attributes)) {
				const v = (value as Record_)[name] ?? null;
				out[name] = fill(at.type, v === null ? (at.default ?? null) : v);
			}
			return out;
		}
		default:
			return value;
	}
}

/** The default of an attribute on a Controller of this dialect: null where it has none or the dialect lacks the attribute. */
export function defaultOf(
	attribute: Attribute,
	dialect: Dialect | undefined,
): unknown {
	if (attribute.default === undefined) return null;
	if (attribute.only && attribute.only !== dialect)
		return dialect === undefined ? UNKNOWN : null;
	return attribute.default;
}

/** Judges known values of a configuration (camelCase) by their types; paths are snake_case. */
export function check(
	type: Type,
	value: unknown,
	path: Path,
	out: Diagnostic[],
): void {
	if (value === null || value === undefined || value === UNKNOWN) return;
	switch (type.kind) {
		case "list":
			(value as unknown[]).forEach((v, i) => {
				check(type.element as Type, v, [...path, i], out);
			});
			return;
		case "set": {
			const inside: Diagnostic[] = [];
			for (const v of value as unknown[])
				check(type.element as Type, v, path, inside);
			// Elements of a set have no place of their own: the path ends at the set.
			out.push(...inside.map((d) => ({ ...d, path })));
			return;
		}
		case "map":
			for (const [k, v] of Object.entries(value as Record_))
				check(type.element as Type, v, [...path, k], out);
			return;
		case "object":
			checkAttributes(
				type.attributes as Attributes,
				value as Record_,
				path,
				out,
			);
			return;
		default: {
			const result = type.check?.safeParse(value);
			if (result && !result.success)
				out.push(
					error(
						"Invalid value",
						`${path.at(-1)} ${result.error.issues.map(complaint).join("; ")}${typeof value === "number" ? `, not ${value}` : ""}.`,
						path,
					),
				);
		}
	}
}

const complaint = (
	issue: { readonly message: string } & (
		| { readonly code?: string }
		| { readonly code: "invalid_value"; readonly values: readonly unknown[] }
	),
) =>
	"values" in issue
		? `must be ${issue.values.map((v) => JSON.stringify(v)).join(" or ")}`
		: issue.message;

/** Judges the known values of all attributes. */
export function checkAttributes(
	attributes: Attributes,
	values: Record_,
	path: Path,
	out: Diagnostic[],
): void {
	for (const [camel, snake] of namesOf(attributes)) {
		const attribute = attributes[camel] as Attribute;
		const value = values[camel] ?? null;
		if (attribute.role === "required" && value === null)
			out.push(
				error(
					"Missing required argument",
					`The argument "${snake}" is required, but no definition was found.`,
					[...path, snake],
				),
			);
		else check(attribute.type, value, [...path, snake], out);
	}
}
