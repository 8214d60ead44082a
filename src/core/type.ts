import { z } from "zod";
import type { Attributes, ValuesOf } from "./attribute";
import { jsonFault } from "./json";

/** What values an attribute takes, and which two of them count as the same value. */
export interface Type<T = unknown> {
	readonly kind:
		| "string"
		| "number"
		| "bool"
		| "json"
		| "list"
		| "set"
		| "map"
		| "object";
	/** Judges one known leaf value of this kind, never more strictly than the Controller does. */
	readonly check?: z.ZodType<T>;
	/** Type of the elements of a list, set or map. */
	readonly element?: Type;
	/** Attributes of an object, by camelCase name. */
	readonly attributes?: Attributes;
	/** Never set: carries T for the compiler. */
	readonly value?: T;
}

/** A string, judged by `check` where it is given. */
export function string<T extends string = string>(
	check?: z.ZodType<T>,
): Type<T> {
	return { kind: "string", ...(check && { check }) };
}

/** A number, judged by `check` where it is given. */
export function number(check: z.ZodType<number> = z.number()): Type<number> {
	return { kind: "number", check };
}

/** A whole number. */
export const integer = number(z.int("must be a whole number"));

/** True or false. */
export const bool: Type<boolean> = { kind: "bool" };

/** A JSON text: two texts of the same JSON value are the same value, whatever their white space and order of keys. */
export const json: Type<string> = {
	kind: "json",
	check: z.string().superRefine((text, context) => {
		try {
			JSON.parse(text);
		} catch (cause) {
			context.addIssue({
				code: "custom",
				message: `is not valid JSON: ${jsonFault(cause)}`,
			});
		}
	}),
};

/** Elements in an order that means something. */
export function list<T>(element: Type<T>): Type<T[]> {
	return { kind: "list", element };
}

/** Elements in no order. */
export function set<T>(element: Type<T>): Type<T[]> {
	return { kind: "set", element };
}

/** Values by keys that belong to the user: they are never converted between camelCase and snake_case. */
export function map<T>(element: Type<T>): Type<Record<string, T>> {
	return { kind: "map", element };
}

/** Nested attributes under one name. */
export function object<A extends Attributes>(attributes: A): Type<ValuesOf<A>> {
	return { kind: "object", attributes };
}
