import type { CtyType } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { add, compareNums, type Num } from "../values/number";
import {
	elementOf,
	friendlyName,
	kindOf,
	listOf,
	type TupleType,
} from "../values/types";
import {
	DYNAMIC,
	listValue,
	type Marks,
	tupleValue,
	Value,
} from "../values/value";
import { any, number, param, wholeNumber } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const LIST = listOf("dynamic");
const isSequence = (type: CtyType) =>
	["list", "set", "tuple"].includes(kindOf(type));
const tupleTypes = (type: CtyType) => (type as TupleType)[1];
const first = ([value]: readonly Value[]) => value as Value;

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

/** Functions that make lists and tuples of others. */
export const listShapeFunctions: FunctionDefinition[] = [
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
		name: "concat",
		summary: "Joins lists.",
		parameters: [],
		variadic: any("seqs", { allowMarked: true }),
		returns: concatReturns,
		notNull: true,
		run: ({ args, type }) => concat(args, type),
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
];
