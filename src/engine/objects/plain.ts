import { type CtyType, deepEqual, type Private, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { convert, fromPlain, numText, sameValue, Value } from "../language";
import type { Attr, TypeSchema } from "./schema";

/*
 * Objects of resource types are held as the provider takes them: plain values by attribute name, UNKNOWN for what is decided during apply.
 * Only an attribute of dynamic type holds a Value, without marks, as its type is part of it.
 */

/** Turns a value, of the given type already, into its plain form; marks are lost. */
export function plainOf(value: Value, type: CtyType): unknown {
	if (type === "dynamic") {
		if (value.isNull && value.isDynamic) return null;
		return value.isKnown || !value.isDynamic ? value.unmarkedDeep() : UNKNOWN;
	}
	if (!value.isKnown) return UNKNOWN;
	const { raw } = value;
	if (raw === null || typeof raw === "string" || typeof raw === "boolean")
		return raw;
	if (raw instanceof Map) {
		const out: Values = {};
		const object = type[0] === "object";
		for (const [key, inner] of raw as ReadonlyMap<string, Value>)
			out[key] = plainOf(
				inner,
				object
					? ((type[1] as Record<string, CtyType>)[key] ?? inner.type)
					: (type[1] as CtyType),
			);
		return out;
	}
	if (Array.isArray(raw)) {
		const tuple = type[0] === "tuple";
		return (raw as readonly Value[]).map((inner, i) =>
			plainOf(
				inner,
				tuple
					? ((type[1] as CtyType[])[i] ?? inner.type)
					: (type[1] as CtyType),
			),
		);
	}
	return typeof raw === "number" ? raw : Number(numText(value.num));
}

/** Turns plain values by attribute name into an object. */
export function objectOf(
	plain: Values,
	types: Readonly<Record<string, CtyType>>,
): Value {
	const members = new Map<string, Value>();
	for (const name of Object.keys(types))
		members.set(name, fromPlain(plain[name], types[name] as CtyType));
	return new Value(undefined, members);
}

/** Converts a value to a type and gives its plain form; throws ConversionError where it does not fit. */
export function plainAs(value: Value, type: CtyType): unknown {
	return plainOf(convert(value, type), type);
}

/** Says whether two plain values of a type are the same; the order of a set's elements means nothing, unknown equals unknown. */
export function samePlain(a: unknown, b: unknown, type: CtyType): boolean {
	if (a === b) return true;
	if (a instanceof Value || b instanceof Value)
		return a instanceof Value && b instanceof Value && sameValue(a, b);
	const one = a ?? null;
	const two = b ?? null;
	if (one === two) return true;
	if (
		typeof one !== "object" ||
		typeof two !== "object" ||
		one === null ||
		two === null ||
		typeof type === "string"
	)
		return false;
	switch (type[0]) {
		case "list":
		case "tuple": {
			const [x, y] = [one as unknown[], two as unknown[]];
			return (
				x.length === y.length &&
				x.every((v, i) =>
					samePlain(
						v,
						y[i],
						type[0] === "list" ? type[1] : (type[1][i] as CtyType),
					),
				)
			);
		}
		case "set":
			return sameSet(one as unknown[], two as unknown[], type[1]);
		case "map": {
			const keys = Object.keys(one);
			if (keys.length !== Object.keys(two).length) return false;
			for (const k of keys)
				if (
					!Object.hasOwn(two, k) ||
					!samePlain((one as Values)[k], (two as Values)[k], type[1])
				)
					return false;
			return true;
		}
		default:
			for (const k in type[1])
				if (
					!samePlain(
						(one as Values)[k],
						(two as Values)[k],
						type[1][k] as CtyType,
					)
				)
					return false;
			return true;
	}
}

function sameSet(a: unknown[], b: unknown[], type: CtyType): boolean {
	if (a.length !== b.length) return false;
	if (a.every((v, i) => samePlain(v, b[i], type))) return true;
	const rest = [...b];
	return a.every((v) => {
		const at = rest.findIndex((w) => samePlain(v, w, type));
		if (at < 0) return false;
		rest.splice(at, 1);
		return true;
	});
}

/** Says whether two objects of a resource type are the same. */
export function sameObject(
	a: Values | null,
	b: Values | null,
	schema: TypeSchema,
): boolean {
	if (a === b) return true;
	if (a === null || b === null) return false;
	return schema.attrs.every((attr) =>
		samePlain(a[attr.name], b[attr.name], attr.type),
	);
}

/** Says whether something in a plain value is unknown. */
export function hasUnknown(plain: unknown): boolean {
	if (plain === UNKNOWN) return true;
	if (typeof plain !== "object" || plain === null) return false;
	if (plain instanceof Value) return !plain.isWhollyKnown;
	if (Array.isArray(plain)) return plain.some(hasUnknown);
	for (const key in plain) if (hasUnknown((plain as Values)[key])) return true;
	return false;
}

/** An object with every attribute of a schema, null where nothing is given. */
export function fullObject(given: Values, attrs: readonly Attr[]): Values {
	const out: Values = {};
	for (const attr of attrs) out[attr.name] = given[attr.name] ?? null;
	return out;
}

/** A copy without write-only values: null stands in their place. */
export function withoutWriteOnly(values: Values, schema: TypeSchema): Values {
	if (!schema.hasWriteOnly) return values;
	const out = { ...values };
	for (const attr of schema.attrs) if (attr.writeOnly) out[attr.name] = null;
	return out;
}

/** Says whether the private data of two objects is the same. */
export function samePrivate(a: Private, b: Private): boolean {
	return a === b || deepEqual(a, b);
}
