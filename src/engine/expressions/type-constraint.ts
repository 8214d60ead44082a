import type { CtyType } from "../../core/cty-type";
import type { Value } from "../values/value";

/** The type of a variable, and the defaults that its `optional(type, default)` attributes give. */
export interface TypeConstraint {
	type: CtyType;
	defaults: Defaults | undefined;
}

/** Defaults of the optional attributes of an object, and those further in, by attribute name, tuple index, or "" for the elements of a collection. */
export interface Defaults {
	values: ReadonlyMap<string, Value>;
	children: ReadonlyMap<string, Defaults>;
}

/** Parses a variable's `type`: `list(object({name = string, port = optional(number, 80)}))`. Throws LanguageError. */
export function parseTypeConstraint(text: string): TypeConstraint {
	throw new Error(`not ready: ${text}`);
}

/** Brings a given value to a variable's type, with defaults filled in; throws ConversionError. */
export function applyConstraint(
	value: Value,
	constraint: TypeConstraint,
): Value {
	throw new Error(`not ready: ${value} ${constraint}`);
}
