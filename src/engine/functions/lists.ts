import type { CtyType } from "../../core/cty-type";
import { ctyTypesEqual } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { equals } from "../values/equality";
import { add, compareNums, type Num } from "../values/number";
import { graphemes } from "../values/strings";
import {
	elementOf,
	friendlyName,
	kindOf,
	listOf,
	type TupleType,
} from "../values/types";
import { Unknown } from "../values/unknown";
import {
	DYNAMIC,
	FALSE,
	listValue,
	type Marks,
	nullValue,
	numberValue,
	TRUE,
	tupleValue,
	unknownValue,
	Value,
} from "../values/value";
import { any, number, param, wholeNumber } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const LIST = listOf("dynamic");
const isSequence = (type: CtyType) =>
	["list", "set", "tuple"].includes(kindOf(type));
const tupleTypes = (type: CtyType) => (type as TupleType)[1];

function elementReturns([list, index]: readonly Value[]): CtyType {
	const { type } = list as Value;
	if (kindOf(type) === "list") return elementOf(type);
	if (kindOf(type) !== "tuple") {
		throw new Error(`cannot read elements from ${friendlyName(type)}`);
	}
	if (!(index as Value).isKnown) return "dynamic";
	const types = tupleTypes(type);
	return types[wrap(index as Value, types.length)] as CtyType;
}

function wrap(index: Value, length: number): number {
	let at: number;
	try {
		at = wholeNumber(index);
	} catch (error) {
		throw new Error(`invalid index: ${(error as Error).message}`);
	}
	if (length === 0) {
		throw new Error("cannot use element function with an empty list");
	}
	return ((at % length) + length) % length;
}

function concatReturns(args: readonly Value[]): CtyType {
	if (args.length === 0) throw new Error("at least one argument is required");
	const types = args.map((arg) => arg.type);
	if (types.every((type) => kindOf(type) === "list")) {
		const common = unify(types, true);
		if (common !== undefined) return common;
	}
	const elements: CtyType[] = [];
	for (const [i, arg] of args.entries()) {
		if (kindOf(arg.type) === "tuple") elements.push(...tupleTypes(arg.type));
		else if (kindOf(arg.type) !== "list") {
			throw new ArgumentError(
				i,
				`all arguments must be lists or tuples; got ${friendlyName(arg.type)}`,
			);
		} else if (!arg.isKnown) return "dynamic";
		else elements.push(...arg.elements.map(() => elementOf(arg.type)));
	}
	return ["tuple", elements];
}

function concat(args: readonly Value[], type: CtyType): Value {
	const isList = kindOf(type) === "list";
	let marks: Marks = 0;
	const elements = args.flatMap((arg) => {
		marks |= arg.marks;
		return (isList ? convert(arg, type) : arg).elements;
	});
	const result = isList
		? listValue(elementOf(type), elements)
		: tupleValue(elements);
	return result.withMarks(marks);
}

/** Spreads nested sequences out; gives nothing where an unknown hides how many elements there are. */
function flatten(
	value: Value,
	into: Value[],
): { known: boolean; marks: Marks } {
	let { marks } = value;
	let known = value.isKnown;
	if (!known) return { known, marks };
	for (const inner of value.elements) {
		if (inner.isDynamic && !inner.isKnown) known = false;
		if (inner.isNull || !isSequence(inner.type)) {
			into.push(inner);
			continue;
		}
		const nested = flatten(inner, into);
		marks |= nested.marks;
		known &&= nested.known;
	}
	return { known, marks };
}

function flattenReturns([list]: readonly Value[]): CtyType {
	const value = list as Value;
	if (!value.isWhollyKnown) return "dynamic";
	if (!isSequence(value.type)) {
		throw new Error("can only flatten lists, sets and tuples");
	}
	const flat: Value[] = [];
	flatten(value, flat);
	return tupleValue(flat).type;
}

function distinct(list: Value): Value {
	if (!list.isWhollyKnown) return unknownValue(list.type);
	const kept: Value[] = [];
	const texts = new Set<unknown>();
	for (const element of list.elements) {
		// Equal strings are found by hashing; all else by comparing each with each.
		const isText = typeof element.raw === "string";
		const seen = isText
			? texts.has(element.raw)
			: kept.some((other) => equals(other, element).raw === true);
		if (seen) continue;
		if (isText) texts.add(element.raw);
		kept.push(element);
	}
	return new Value(list.type, kept);
}

function chunks(list: Value, size: number): Value {
	if (size < 0) throw new Error("the size argument must be positive");
	const { elements, type } = list;
	const parts: Value[] = [];
	const step = size === 0 ? elements.length : size;
	for (let i = 0; i < elements.length; i += step) {
		parts.push(new Value(type, elements.slice(i, i + step)));
	}
	return listValue(type, parts);
}

function sliceBounds([list, from, to]: readonly Value[]) {
	const value = list as Value;
	const isTuple = kindOf(value.type) === "tuple";
	const length = value.isKnown
		? value.elements.length
		: isTuple
			? tupleTypes(value.type).length
			: Infinity;
	const read = (arg: Value, index: number, what: string) => {
		if (!arg.isKnown) return undefined;
		let at: number;
		try {
			at = wholeNumber(arg);
		} catch (error) {
			throw new ArgumentError(
				index,
				`invalid ${what} index: ${(error as Error).message}`,
			);
		}
		if (at < 0) {
			throw new ArgumentError(
				index,
				`${what} index must not be less than zero`,
			);
		}
		if (at > length) {
			throw new ArgumentError(
				index,
				`${what} index must not be greater than the length of the list`,
			);
		}
		return at;
	};
	const start = read(from as Value, 1, "start");
	const end = read(to as Value, 2, "end");
	if (start !== undefined && end !== undefined && start > end) {
		throw new ArgumentError(
			1,
			"start index must not be greater than end index",
		);
	}
	return { start, end };
}

function sliceReturns(args: readonly Value[]): CtyType {
	const { type } = args[0] as Value;
	if (kindOf(type) === "set") {
		throw new ArgumentError(
			0,
			"cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
		);
	}
	if (!isSequence(type)) {
		throw new ArgumentError(0, "must be a list or tuple value");
	}
	const { start, end } = sliceBounds(args);
	if (kindOf(type) === "list") return type;
	if (start === undefined || end === undefined) return "dynamic";
	return ["tuple", tupleTypes(type).slice(start, end)];
}

function rangeOf(args: readonly Value[]): Value {
	const nums = args.map((arg) => arg.num);
	let [start, end, step]: (Num | undefined)[] = nums;
	if (nums.length === 1) [start, end] = [0, start as Num];
	if (nums.length < 1 || nums.length > 3) {
		throw new Error("must have one, two, or three arguments");
	}
	const order = compareNums(start as Num, end as Num);
	step ??= order > 0 ? -1 : 1;
	const down = compareNums(step, 0) < 0;
	if (step === 0) throw new ArgumentError(2, "step must not be zero");
	if (down ? order < 0 : order > 0) {
		throw new ArgumentError(
			1,
			down
				? "end must be less than start when step is negative"
				: "end must be greater than start when step is positive",
		);
	}
	const values: Value[] = [];
	for (let at = start as Num; ; at = add(at, step)) {
		const past = compareNums(at, end as Num);
		if (down ? past <= 0 : past >= 0) break;
		if (values.length >= 1024) {
			throw new Error(
				"more than 1024 values were generated; either decrease the difference between start and end or use a smaller step",
			);
		}
		values.push(new Value("number", at));
	}
	return listValue("number", values);
}

function oneReturns([list]: readonly Value[]): CtyType {
	const { type } = list as Value;
	if (kindOf(type) === "list" || kindOf(type) === "set") return elementOf(type);
	const types = kindOf(type) === "tuple" ? tupleTypes(type) : undefined;
	if (types?.length === 0) return "dynamic";
	if (types?.length === 1) return types[0] as CtyType;
	throw notOne();
}

function notOne(): ArgumentError {
	return new ArgumentError(
		0,
		"must be a list, set, or tuple value with either zero or one elements",
	);
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

function matchKeys(
	[values, keys, wanted]: readonly Value[],
	type: CtyType,
): Value {
	const [from, by, search] = [values as Value, keys as Value, wanted as Value];
	if (from.elements.length !== by.elements.length) {
		throw new Error("length of keys and values should be equal");
	}
	const common = unify([by.type, search.type], true) as CtyType;
	const given = convert(by, common);
	const set = convert(search, common).elements;
	if (set.length === 0) return new Value(type, []);
	if (!from.isWhollyKnown || !given.isWhollyKnown) return unknownValue(type);
	const found: Value[] = [];
	for (const [i, key] of given.elements.entries()) {
		for (const candidate of set) {
			const same = equals(key, candidate);
			if (!same.isKnown) return new Value(type, []);
			if (same.raw === true) {
				found.push(from.elements[i] as Value);
				break;
			}
		}
	}
	return new Value(type, found);
}

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

function reverseReturns([list]: readonly Value[]): CtyType {
	const { type } = list as Value;
	if (kindOf(type) === "tuple")
		return ["tuple", [...tupleTypes(type)].reverse()];
	if (isSequence(type)) return listOf(elementOf(type));
	throw new ArgumentError(
		0,
		`can only reverse list or tuple values, not ${friendlyName(type)}`,
	);
}

function coalesceListReturns(args: readonly Value[]): CtyType {
	if (args.length === 0) throw new Error("at least one argument is required");
	for (const arg of args) {
		if (!arg.isKnown) return "dynamic";
		if (kindOf(arg.type) !== "list" && kindOf(arg.type) !== "tuple") {
			throw new Error("coalescelist arguments must be lists or tuples");
		}
	}
	const { type } = args[0] as Value;
	return args.every((arg) => ctyTypesEqual(arg.type, type)) ? type : "dynamic";
}

const first = ([value]: readonly Value[]) => value as Value;

/** Functions of lists and tuples. */
export const listFunctions: FunctionDefinition[] = [
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
		name: "chunklist",
		summary: "Splits a list into lists of a size.",
		parameters: [
			param("list", LIST, { allowMarked: true }),
			number("size", { allowMarked: true }),
		],
		returns: ([list]) => listOf((list as Value).type),
		notNull: true,
		run: ({ args: [list, size] }) => {
			const value = list as Value;
			let count: number;
			try {
				count = wholeNumber(size as Value);
			} catch (error) {
				throw new Error(`invalid size: ${(error as Error).message}`);
			}
			return chunks(value, count).withMarks(
				value.marks | (size as Value).marks,
			);
		},
	},
	{
		name: "coalescelist",
		summary: "Gives the first list that is not empty.",
		parameters: [],
		variadic: any("vals", {
			allowNull: true,
			allowUnknown: true,
			allowDynamic: true,
		}),
		returns: coalesceListReturns,
		notNull: true,
		run: ({ args, type }) => {
			for (const arg of args) {
				if (!arg.isKnown) return unknownValue(type);
				if (!arg.isNull && arg.elements.length > 0) return arg;
			}
			throw new Error("no non-null arguments");
		},
	},
	{
		name: "compact",
		summary: "Drops null and empty strings.",
		parameters: [param("list", ["list", "string"])],
		returns: ["list", "string"],
		notNull: true,
		run: ({ args: [list], type }) =>
			(list as Value).isWhollyKnown
				? listValue(
						"string",
						(list as Value).elements.filter(
							(one) => !one.isNull && one.raw !== "",
						),
					)
				: unknownValue(type),
	},
	{
		name: "concat",
		summary: "Joins lists.",
		parameters: [],
		variadic: any("seqs", { allowMarked: true }),
		returns: concatReturns,
		notNull: true,
		run: ({ args, type }) => concat(args, type),
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
		name: "distinct",
		summary: "Drops elements that are equal to an earlier one.",
		parameters: [param("list", LIST)],
		returns: ([list]) => (list as Value).type,
		notNull: true,
		run: ({ args }) => distinct(first(args)),
	},
	{
		name: "element",
		summary:
			"Gives an element by index, counting on from the start behind the end.",
		parameters: [any("list", { allowMarked: true }), number("index")],
		returns: elementReturns,
		run: ({ args: [list, index] }) => {
			const value = list as Value;
			const at = wrap(index as Value, value.elements.length);
			return (value.elements[at] as Value).withMarks(value.marks);
		},
	},
	{
		name: "flatten",
		summary:
			"Replaces elements that are sequences by their elements, at every depth.",
		parameters: [any("list", { allowMarked: true })],
		returns: flattenReturns,
		notNull: true,
		run: ({ args }) => {
			const flat: Value[] = [];
			const { known, marks } = flatten(first(args), flat);
			return (known ? tupleValue(flat) : DYNAMIC).withMarks(marks);
		},
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
		name: "matchkeys",
		summary:
			"Keeps the values whose keys, at the same index of another list, are in a list.",
		parameters: [
			param("values", LIST),
			param("keys", LIST),
			param("searchset", LIST),
		],
		returns: ([values, keys, searchset]) => {
			if (
				unify([(keys as Value).type, (searchset as Value).type], true) ===
				undefined
			) {
				throw new Error("keys and searchset must be of the same type");
			}
			return (values as Value).type;
		},
		notNull: true,
		run: ({ args, type }) => matchKeys(args, type),
	},
	{
		name: "one",
		summary: "Gives the only element of a sequence, or null for an empty one.",
		parameters: [any("list")],
		returns: oneReturns,
		run: ({ args, type }) => {
			const { elements } = first(args);
			if (elements.length > 1) throw notOne();
			return elements[0] ?? nullValue(type);
		},
	},
	{
		name: "range",
		summary: "Counts from a start to a limit by a step.",
		parameters: [],
		variadic: number("params"),
		returns: ["list", "number"],
		notNull: true,
		run: ({ args }) => rangeOf(args),
	},
	{
		name: "reverse",
		summary: "Reverses a list.",
		parameters: [any("list", { allowMarked: true })],
		returns: reverseReturns,
		notNull: true,
		run: ({ args, type }) => {
			const { elements, marks } = first(args);
			return new Value(
				kindOf(type) === "tuple" ? undefined : type,
				[...elements].reverse(),
				marks,
			);
		},
	},
	{
		name: "slice",
		summary: "Takes the elements from an index up to, but without, another.",
		parameters: [
			any("list", { allowMarked: true }),
			number("start_index"),
			number("end_index"),
		],
		returns: sliceReturns,
		notNull: true,
		run: ({ args, type }) => {
			const { elements, marks } = first(args);
			const { start, end } = sliceBounds(args);
			return new Value(
				kindOf(type) === "tuple" ? undefined : type,
				elements.slice(start, end),
				marks,
			);
		},
	},
	{
		name: "sum",
		summary: "Adds up numbers.",
		parameters: [any("list")],
		returns: "number",
		notNull: true,
		run: ({ args }) => sumOf(first(args)),
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
];

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
