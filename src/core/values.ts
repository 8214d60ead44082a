import type { Attribute, Attributes, Dialect } from "./attribute";
import { type Diagnostic, error } from "./diagnostic";
import { ExactNumber } from "./exact-number";
import { formOf, holdsObjects, type Named, namedOf, setOf } from "./form";
import { jsonEqual } from "./json";
import type { Type } from "./type";
import { UNKNOWN } from "./unknown";

type Record_ = Record<string, unknown>;
/** A path that grows and shrinks while values are walked through. */
type Trail = (string | number)[];

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

/** Converts the values of attributes from snake_case to camelCase, at every depth but in maps; what is missing becomes null. */
export function decode(attributes: Attributes, values: Record_): Record_ {
	const { list, nesting, camel: nothing } = formOf(attributes);
	const out = { ...nothing };
	for (const { camel, snake } of list) {
		const value = values[snake] ?? null;
		if (value !== null) out[camel] = value;
	}
	for (const { camel, attribute } of nesting)
		out[camel] = convert(attribute.type, out[camel], false);
	return out;
}

/** Converts the values of attributes from camelCase to snake_case, at every depth but in maps; what is missing becomes null. */
export function encode(attributes: Attributes, values: Record_): Record_ {
	const { list, nesting, snake: nothing } = formOf(attributes);
	const out = { ...nothing };
	for (const { camel, snake } of list) {
		const value = values[camel] ?? null;
		if (value !== null) out[snake] = value;
	}
	for (const { snake, attribute } of nesting)
		out[snake] = convert(attribute.type, out[snake], true);
	return out;
}

/** True where an encoded object names every attribute; one that an older version has stored may not. */
export function isWhole(attributes: Attributes, encoded: Record_): boolean {
	return Object.keys(encoded).length === namedOf(attributes).length;
}

/** True where an unknown value stands anywhere in the value. */
export function hasUnknown(value: unknown): boolean {
	if (value === UNKNOWN) return true;
	if (typeof value !== "object" || value === null) return false;
	if (Array.isArray(value)) return value.some(hasUnknown);
	for (const key in value) if (hasUnknown((value as Record_)[key])) return true;
	return false;
}

/** The same values with null for those that are unknown as a whole; the values themselves where there are none. */
export function withoutUnknown(values: Record_): Record_ {
	let out = values;
	for (const name in values)
		if (values[name] === UNKNOWN) {
			if (out === values) out = { ...values };
			out[name] = null;
		}
	return out;
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
			if (keys.length !== Object.keys(y).length) return false;
			for (const k of keys)
				if (
					!Object.hasOwn(y, k) ||
					!sameValue(type.element as Type, x[k], y[k])
				)
					return false;
			return true;
		}
		case "object":
			for (const { camel, attribute } of namedOf(type.attributes as Attributes))
				if (
					!sameValue(
						attribute.type,
						(one as Record_)[camel],
						(two as Record_)[camel],
					)
				)
					return false;
			return true;
		case "number":
			// A Controller keeps doubles: a fraction with more digits is stored as the nearest one.
			return (
				(one instanceof ExactNumber || two instanceof ExactNumber) &&
				Number(one) === Number(two)
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
			for (const { camel, attribute } of namedOf(
				type.attributes as Attributes,
			)) {
				const v = (value as Record_)[camel] ?? attribute.default ?? null;
				out[camel] = fill(attribute.type, v);
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

/** Judges a known value of a configuration (camelCase) by its type; `path`, in snake_case, is as before when it is done. */
export function check(
	type: Type,
	value: unknown,
	path: Trail,
	out: Diagnostic[],
): void {
	if (value === null || value === undefined || value === UNKNOWN) return;
	switch (type.kind) {
		case "list":
			(value as unknown[]).forEach((v, i) => {
				checkAt(i, type.element as Type, v, path, out);
			});
			return;
		case "set": {
			const inside: Diagnostic[] = [];
			const at = [...path];
			for (const v of value as unknown[])
				check(type.element as Type, v, path, inside);
			// Elements of a set have no place of their own: the path ends at the set.
			out.push(...inside.map((d) => ({ ...d, path: at })));
			return;
		}
		case "map":
			for (const [k, v] of Object.entries(value as Record_))
				checkAt(k, type.element as Type, v, path, out);
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
			const result = type.check?.safeParse(
				value instanceof ExactNumber ? value.valueOf() : value,
			);
			if (result && !result.success)
				out.push(
					error(
						"Invalid value",
						`${path.at(-1)} ${result.error.issues.map(complaint).join("; ")}${typeof value === "number" ? `, not ${value}` : ""}.`,
						[...path],
					),
				);
		}
	}
}

function checkAt(
	step: string | number,
	type: Type,
	value: unknown,
	path: Trail,
	out: Diagnostic[],
): void {
	path.push(step);
	check(type, value, path, out);
	path.pop();
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

/** Judges the known values of all attributes; `set` are those that have a value. */
export function checkAttributes(
	attributes: Attributes,
	values: Record_,
	path: Trail,
	out: Diagnostic[],
	set: readonly Named[] = setOf(attributes, values),
): void {
	for (const { camel, snake, attribute } of set)
		checkAt(snake, attribute.type, values[camel], path, out);
	for (const { camel, snake } of formOf(attributes).required)
		if ((values[camel] ?? null) === null)
			out.push(
				error(
					"Missing required argument",
					`The argument "${snake}" is required, but no definition was found.`,
					[...path, snake],
				),
			);
}
