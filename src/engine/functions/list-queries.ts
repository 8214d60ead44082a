import type { CtyType } from "../../core/cty-type";
import { convert } from "../values/convert";
import { equals } from "../values/equality";
import { add } from "../values/number";
import { graphemes } from "../values/strings";
import { friendlyName, kindOf } from "../values/types";
import { Unknown } from "../values/unknown";
import { FALSE, numberValue, TRUE, unknownValue, Value } from "../values/value";
import { any, param } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const isSequence = (type: CtyType) =>
	["list", "set", "tuple"].includes(kindOf(type));
const first = ([value]: readonly Value[]) => value as Value;

function allTrue(list: Value): Value {
	for (const element of list.elements) {
		if (!element.isKnown) return unknownValue("bool");
		if (element.raw !== true) return FALSE;
	}
	return TRUE;
}

function anyTrue(list: Value): Value {
	let undecided = false;
	for (const element of list.elements) {
		if (element.raw === true) return TRUE;
		undecided ||= !element.isKnown;
	}
	return undecided ? unknownValue("bool") : FALSE;
}

function contains(list: Value, wanted: Value): Value {
	if (!isSequence(list.type)) {
		throw new Error("argument must be list, tuple, or set");
	}
	let undecided = false;
	for (const element of list.elements) {
		const same = equals(wanted, element);
		if (same.raw === true) return TRUE;
		undecided ||= !same.isKnown;
	}
	return undecided ? unknownValue("bool") : FALSE;
}

function indexOf(list: Value, wanted: Value): Value {
	if (kindOf(list.type) !== "list" && kindOf(list.type) !== "tuple") {
		throw new Error("argument must be a list or tuple");
	}
	if (list.elements.length === 0)
		throw new Error("cannot search an empty list");
	for (const [i, element] of list.elements.entries()) {
		const same = equals(element, wanted);
		if (!same.isKnown) return unknownValue("number");
		if (same.raw === true) return numberValue(i);
	}
	throw new Error("item not found");
}

function sumOf(list: Value): Value {
	const { type } = list;
	if (typeof type === "string")
		throw new ArgumentError(0, "cannot sum noniterable");
	const size =
		list.raw instanceof Map ? list.members.size : list.elements.length;
	if (size === 0) throw new ArgumentError(0, "cannot sum an empty list");
	if (!isSequence(type)) {
		throw new ArgumentError(
			0,
			`argument must be list, set, or tuple. Received ${friendlyName(type)}`,
		);
	}
	if (!list.isWhollyKnown) return unknownValue("number");
	const nums = list.elements.map((element) => {
		try {
			if (!element.isNull) return convert(element, "number").num;
		} catch {
			// The message below says it for every element alike.
		}
		throw new ArgumentError(
			0,
			"argument must be list, set, or tuple of number values",
		);
	});
	return new Value("number", nums.reduce(add));
}

function lengthOf(value: Value): Value {
	const { type, raw } = value;
	if (kindOf(type) === "tuple" || kindOf(type) === "object") {
		const parts = Object.keys(type[1] as object).length;
		return numberValue(parts).withMarks(value.marks);
	}
	if (raw instanceof Unknown) {
		const min = typeof type === "string" || raw.min === -Infinity ? 0 : raw.min;
		const max = typeof type === "string" ? Infinity : raw.max;
		const refined =
			type === "dynamic" ? undefined : new Unknown(true, "", min, max);
		return unknownValue("number", refined).withMarks(value.marks);
	}
	return countOf(value).withMarks(value.marks);
}

function countOf(value: Value): Value {
	if (typeof value.raw === "string") {
		return numberValue(graphemes(value.raw).length).withMarks(value.marks);
	}
	if (value.raw instanceof Map) return numberValue(value.members.size);
	const { elements } = value;
	// Unknown elements of a set may yet coalesce.
	if (
		kindOf(value.type) === "set" &&
		!value.isWhollyKnown &&
		elements.length > 1
	) {
		return unknownValue("number", new Unknown(true, "", 1, elements.length));
	}
	return numberValue(elements.length);
}

/** Functions that say something about lists, tuples and other collections. */
export const listQueryFunctions: FunctionDefinition[] = [
	{
		name: "alltrue",
		summary: "Says whether all elements of a list are true.",
		parameters: [param("list", ["list", "bool"])],
		returns: "bool",
		notNull: true,
		run: ({ args }) => allTrue(first(args)),
	},
	{
		name: "anytrue",
		summary: "Says whether any element of a list is true.",
		parameters: [param("list", ["list", "bool"])],
		returns: "bool",
		notNull: true,
		run: ({ args }) => anyTrue(first(args)),
	},
	{
		name: "contains",
		summary: "Says whether a list or set contains a value.",
		parameters: [any("list"), any("value")],
		returns: "bool",
		notNull: true,
		run: ({ args: [list, value] }) => contains(list as Value, value as Value),
	},
	{
		name: "index",
		summary: "Finds the index of a value in a list.",
		parameters: [any("list"), any("value")],
		returns: "number",
		notNull: true,
		run: ({ args: [list, value] }) => indexOf(list as Value, value as Value),
	},
	{
		name: "length",
		summary:
			"Counts the elements of a collection or the characters of a string.",
		parameters: [
			any("value", {
				allowDynamic: true,
				allowUnknown: true,
				allowMarked: true,
			}),
		],
		returns: ([value]) => {
			const { type } = value as Value;
			if (type === "number" || type === "bool") {
				throw new Error(
					"argument must be a string, a collection type, or a structural type",
				);
			}
			return "number";
		},
		notNull: true,
		run: ({ args }) => lengthOf(first(args)),
	},
	{
		name: "sum",
		summary: "Adds up numbers.",
		parameters: [any("list")],
		returns: "number",
		notNull: true,
		run: ({ args }) => sumOf(first(args)),
	},
];
