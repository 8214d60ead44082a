import type { CtyType } from "../../core/cty-type";
import { ctyTypesEqual } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { equals } from "../values/equality";
import {
	elementOf,
	friendlyName,
	kindOf,
	listOf,
	type TupleType,
} from "../values/types";
import { listValue, nullValue, unknownValue, Value } from "../values/value";
import { any, number, param, wholeNumber } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const LIST = listOf("dynamic");
const isSequence = (type: CtyType) =>
	["list", "set", "tuple"].includes(kindOf(type));
const tupleTypes = (type: CtyType) => (type as TupleType)[1];
const first = ([value]: readonly Value[]) => value as Value;

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

/** Functions that take elements out of lists and tuples. */
export const listPartFunctions: FunctionDefinition[] = [
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
];
