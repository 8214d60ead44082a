import { ControllerError } from "./errors";
import type { Dialect } from "./types";

/** How one attribute of the product goes over the wire. */
export interface WireField<Spec> {
	attribute: keyof Spec & string;
	/** Name on the wire, the attribute's own unless given. */
	wire?: string;
	/** The dialect that has the attribute, both unless given. */
	dialect?: Dialect;
	/** Turns a set value into that of the wire. */
	encode?: (value: never, spec: Partial<Spec>) => unknown;
	/** What to send on update in place of "not set"; without it the attribute cannot be cleared and is left as it is. */
	clear?: unknown;
	/** The attribute is compared without regard to order. */
	unordered?: boolean;
}

const isSet = (value: unknown) => value !== null && value !== undefined;

/** Whether a value is one that asks for nothing, so that a dialect without the attribute serves it too. */
function isEmpty(value: unknown): boolean {
	if (!isSet(value) || value === false || value === "" || value === "{}") {
		return true;
	}
	return typeof value === "object" && Object.keys(value as object).length === 0;
}

/** The body of a create: what is set, under the names of the wire. */
export function encodeAll<Spec>(
	fields: WireField<Spec>[],
	spec: Partial<Spec>,
	dialect: Dialect,
): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	for (const field of fields) {
		const value = encodeOne(field, spec, dialect);
		if (value !== undefined) body[field.wire ?? field.attribute] = value;
	}
	return body;
}

/**
 * The body of an update: what has another value on the wire in `planned` than in `prior`. What is set in `planned` and not in `prior` is sent
 * even if it asks for nothing: a prior value that is left out is not known.
 */
export function encodeChanges<Spec>(
	fields: WireField<Spec>[],
	prior: Partial<Spec>,
	planned: Partial<Spec>,
	dialect: Dialect,
): Record<string, unknown> {
	const body: Record<string, unknown> = {};
	for (const field of fields) {
		const before = encodeOne(field, prior, dialect, true);
		const after =
			encodeOne(field, planned, dialect) ??
			(before === undefined ? undefined : field.clear);
		if (after === undefined) continue;
		if (
			canonical(before, field.unordered) === canonical(after, field.unordered)
		) {
			continue;
		}
		body[field.wire ?? field.attribute] = after;
	}
	return body;
}

function encodeOne<Spec>(
	field: WireField<Spec>,
	spec: Partial<Spec>,
	dialect: Dialect,
	lenient = false,
): unknown {
	const value = spec[field.attribute];
	if (!isSet(value)) return undefined;
	if (field.dialect && field.dialect !== dialect) {
		if (lenient || isEmpty(value)) return undefined;
		throw unsupported(field.attribute, dialect);
	}
	return field.encode ? field.encode(value as never, spec) : value;
}

/** The error for an argument that the Controller's dialect lacks and would drop without a word. */
export function unsupported(
	attribute: string,
	dialect: Dialect,
): ControllerError {
	return new ControllerError(
		`The argument ${snakeCase(attribute)} exists on Controllers ${otherThan(dialect)}.x only, and this Controller is a ${dialect}. Remove the argument.`,
		{ kind: "unsupported", method: "", url: "", attribute },
	);
}

/** The error for a kind of object that the Controller's dialect lacks; `plural` names it. */
export function unsupportedObject(
	plural: string,
	dialect: Dialect,
): ControllerError {
	return new ControllerError(
		`Controllers ${otherThan(dialect)}.x have ${plural}, and this Controller is a ${dialect}. Remove the resource, or use another Controller.`,
		{ kind: "unsupported", method: "", url: "" },
	);
}

const otherThan = (dialect: Dialect) => (dialect === "3.0" ? "3.7" : "3.0");

/** The name of an attribute as it is written in a configuration. */
export function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Text by which two values of the wire are compared. */
function canonical(value: unknown, unordered = false): string {
	if (unordered && Array.isArray(value)) {
		return JSON.stringify(value.map((each) => JSON.stringify(each)).sort());
	}
	return JSON.stringify(value) ?? "";
}
