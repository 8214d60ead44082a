import { type Attributes, decode } from "../core";
import type { Values } from "./types";

const known = new WeakMap<Values, Readonly<Values>>();

/**
 * The camelCase form of the values of a resource type, data source or configuration. Whoever works on a resource instance hands the same values to
 * several functions, and no values change once they are handed over: each object is decoded once.
 */
export function decoded(
	attributes: Attributes,
	values: Values,
): Readonly<Values> {
	const found = known.get(values);
	if (found) return found;
	const made = decode(attributes, values);
	known.set(values, made);
	return made;
}
