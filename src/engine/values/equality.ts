import { ctyTypesEqual } from "../../core/cty-type";
import { compareNums } from "./number";
import { conforms, hasDynamic } from "./types";
import { NOT_NULL, Unknown } from "./unknown";
import { FALSE, TRUE, unknownValue, type Value } from "./value";

const UNDECIDED = unknownValue("bool", NOT_NULL);

/** Compares as the operator `==` does: a bool, unknown where that depends on what is unknown, with the marks of both sides. */
export function equals(a: Value, b: Value): Value {
	const marks = a.deepMarks | b.deepMarks;
	const decided = decide(a, b);
	const result = decided === undefined ? UNDECIDED : decided ? TRUE : FALSE;
	return result.withMarks(marks);
}

/** Says whether two values are equal, or gives nothing where that is unknown. */
function decide(a: Value, b: Value): boolean | undefined {
	if (a.isNull && b.isNotNull) return false;
	if (b.isNull && a.isNotNull) return false;
	if (!a.isKnown || !b.isKnown) return decideUnknown(a, b);
	if (a.isNull || b.isNull) return a.isNull && b.isNull;
	if (holdsUntyped(a) || holdsUntyped(b)) {
		return conforms(a.type, b.type) || conforms(b.type, a.type)
			? undefined
			: false;
	}
	if (!ctyTypesEqual(a.type, b.type)) return false;
	return decideKnown(a, b);
}

/** Says whether anything in a value is unknown down to its type. */
function holdsUntyped(value: Value): boolean {
	if (value.isWhollyKnown) return false;
	if (Array.isArray(value.raw)) return value.elements.some(holdsUntyped);
	if (!(value.raw instanceof Map)) return value.isDynamic;
	return [...value.members.values()].some(holdsUntyped);
}

function decideUnknown(a: Value, b: Value): boolean | undefined {
	if (!a.isKnown && !b.isKnown) return undefined;
	const [known, unknown] = a.isKnown ? [a, b] : [b, a];
	if (known.isNull || hasDynamic(unknown.type)) return undefined;
	if (!ctyTypesEqual(known.type, unknown.type)) return false;
	const { prefix, min, max } = unknown.raw as Unknown;
	if (typeof known.raw === "string") {
		return known.raw.startsWith(prefix) ? undefined : false;
	}
	const number = known.type === "number" ? known.num : sizeOf(known);
	if (number === undefined) return undefined;
	const outside = compareNums(number, min) < 0 || compareNums(number, max) > 0;
	return outside ? false : undefined;
}

function sizeOf(value: Value): number | undefined {
	if (!value.isWhollyKnown) return undefined;
	if (Array.isArray(value.raw)) return value.elements.length;
	return value.raw instanceof Map ? value.members.size : undefined;
}

function decideKnown(a: Value, b: Value): boolean | undefined {
	const { raw } = a;
	if (raw instanceof Map) return decideMembers(a, b);
	if (!Array.isArray(raw)) {
		return a.type === "number"
			? compareNums(a.num, b.num) === 0
			: raw === b.raw;
	}
	if (a.type[0] === "set") return decideSets(a, b);
	if (raw.length !== b.elements.length) return false;
	for (let i = 0; i < raw.length; i++) {
		const same = decide(raw[i] as Value, b.elements[i] as Value);
		if (same !== true) return same;
	}
	return true;
}

function decideMembers(a: Value, b: Value): boolean | undefined {
	if (a.members.size !== b.members.size) return false;
	// Every member is looked at, so that a known difference counts even where another member is unknown.
	let result: boolean | undefined = true;
	for (const [key, inner] of a.members) {
		const other = b.members.get(key);
		const same = other !== undefined && decide(inner, other);
		if (same === false) return false;
		if (same === undefined) result = undefined;
	}
	return result;
}

function decideSets(a: Value, b: Value): boolean | undefined {
	if (!a.isWhollyKnown || !b.isWhollyKnown) return undefined;
	return (
		a.elements.length === b.elements.length &&
		a.elements.every((one, i) => decide(one, b.elements[i] as Value) === true)
	);
}

/** Says whether two values are the same in everything: type, marks, what is unknown and what is known of it. */
export function sameValue(a: Value, b: Value): boolean {
	if (a === b) return true;
	if (a.marks !== b.marks || a.deep !== b.deep) return false;
	const [x, y] = [a.raw, b.raw];
	if (
		x instanceof Unknown ||
		y instanceof Unknown ||
		x === null ||
		y === null
	) {
		return sameUnknown(x, y) && ctyTypesEqual(a.type, b.type);
	}
	if (x instanceof Map) {
		if (!(y instanceof Map) || x.size !== y.size) return false;
		for (const [key, inner] of x) {
			const other = y.get(key);
			if (other === undefined || !sameValue(inner, other)) return false;
		}
		return ctyTypesEqual(a.type, b.type);
	}
	if (Array.isArray(x)) {
		return (
			Array.isArray(y) &&
			x.length === y.length &&
			x.every((inner, i) => sameValue(inner, y[i] as Value)) &&
			ctyTypesEqual(a.type, b.type)
		);
	}
	if (a.type === "number" && b.type === "number") {
		return compareNums(a.num, b.num) === 0;
	}
	return x === y;
}

function sameUnknown(x: Value["raw"], y: Value["raw"]): boolean {
	if (!(x instanceof Unknown) || !(y instanceof Unknown)) return x === y;
	return (
		x.notNull === y.notNull &&
		x.prefix === y.prefix &&
		compareNums(x.min, y.min) === 0 &&
		compareNums(x.max, y.max) === 0
	);
}
