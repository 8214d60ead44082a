import type { CtyType } from "../../core/cty-type";
import { equals } from "./equality";
import { compareNums, numText } from "./number";
import { goGeneral } from "./number-text";
import { compareStrings, quote } from "./strings";
import { setOf } from "./types";
import { type Marks, Value } from "./value";

/**
 * Makes a set whose elements are all of the element type already: equal ones coalesce, marks inside move to the set,
 * and elements stand in Terraform's order (numbers ascending, strings by their bytes, others by a text form, unknown and null ones last).
 */
export function setValue(element: CtyType, elements: readonly Value[]): Value {
	let marks: Marks = 0;
	const plain = elements.map((one) => {
		marks |= one.deepMarks;
		return one.unmarkedDeep();
	});
	const kept =
		typeof element === "string" && element !== "dynamic"
			? sortPrimitives(plain)
			: sortByText(plain);
	return new Value(setOf(element), kept, marks);
}

function rank(value: Value): number {
	return value.isNull ? 2 : value.isKnown ? 0 : 1;
}

function comparePrimitives(a: Value, b: Value): number {
	const order = rank(a) - rank(b);
	if (order !== 0 || rank(a) !== 0) return order;
	if (typeof a.raw === "string") return compareStrings(a.raw, b.text);
	if (typeof a.raw === "boolean") return Number(a.raw) - Number(b.raw);
	return compareNums(a.num, b.num);
}

function sortPrimitives(values: Value[]): Value[] {
	const sorted = values.sort(comparePrimitives);
	// Unknown elements are never known to be equal, so they stay apart.
	return sorted.filter(
		(value, i) =>
			i === 0 ||
			!value.isKnown ||
			comparePrimitives(sorted[i - 1] as Value, value) !== 0,
	);
}

function sortByText(values: Value[]): Value[] {
	if (values.length < 2) return values;
	const keyed = values.map((value) => ({ value, key: hashText(value) }));
	keyed.sort(
		(a, b) => rank(a.value) - rank(b.value) || compareStrings(a.key, b.key),
	);
	const kept: typeof keyed = [];
	for (const candidate of keyed) {
		let known = false;
		for (let i = kept.length - 1; i >= 0 && !known; i--) {
			const other = kept[i] as (typeof keyed)[number];
			if (other.key !== candidate.key) break;
			known = equals(other.value, candidate.value).raw === true;
		}
		if (!known) kept.push(candidate);
	}
	return kept.map(({ value }) => value);
}

/** The text form by which Terraform orders the elements of a set that are not primitive. */
export function hashText(value: Value): string {
	const { raw, type } = value;
	if (!value.isKnown) return "?";
	if (raw === null) return "~";
	if (typeof raw === "string") return quote(raw);
	if (typeof raw === "boolean") return raw ? "T" : "F";
	if (type === "number") {
		const { num } = value;
		const short = typeof num === "number" && Math.abs(num) < 1e10;
		return short ? String(num) : goGeneral(numText(num));
	}
	if (type[0] === "map") {
		const members = value.keys.map(
			(key) => `${quote(key)}:${hashText(value.members.get(key) as Value)};`,
		);
		return `{${members.join("")}}`;
	}
	if (type[0] === "object") {
		const members = value.keys.map(
			(key) => `${hashText(value.members.get(key) as Value)};`,
		);
		return `<${members.join("")}>`;
	}
	const inner = value.elements.map((one) => `${hashText(one)};`).join("");
	return type[0] === "tuple" ? `<${inner}>` : `[${inner}]`;
}
