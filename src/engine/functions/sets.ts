import type { CtyType } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { equals } from "../values/equality";
import { setValue } from "../values/set";
import {
	elementOf,
	kindOf,
	listOf,
	setOf,
	type TupleType,
} from "../values/types";
import { Unknown } from "../values/unknown";
import {
	listValue,
	type Marks,
	tupleValue,
	unknownValue,
	type Value,
} from "../values/value";
import { aboutArgument, any, param } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const SET = setOf("dynamic");

function operationReturns(args: readonly Value[]): CtyType {
	const types = args
		.filter((arg) => {
			const empty = arg.isKnown && arg.elements.length === 0;
			return !(empty && elementOf(arg.type) === "dynamic");
		})
		.map((arg) => elementOf(arg.type));
	if (types.length === 0) return SET;
	const element = unify(types, true);
	if (element === undefined) {
		throw new Error("given sets must all have compatible element types");
	}
	return setOf(element);
}

const has = (set: readonly Value[], wanted: Value) =>
	set.some((one) => equals(one, wanted).raw === true);

function operation(
	name: string,
	summary: string,
	names: [string, string],
	rest: boolean,
	combine: (a: readonly Value[], b: readonly Value[]) => readonly Value[],
): FunctionDefinition {
	const flags = { allowDynamic: true };
	const other = param(names[1], SET, flags);
	return {
		name,
		summary,
		parameters: rest
			? [param(names[0], SET, flags)]
			: [param(names[0], SET, flags), other],
		variadic: rest ? other : undefined,
		returns: operationReturns,
		notNull: true,
		run: ({ args, type }) => {
			const sets = args.map((arg, i) =>
				aboutArgument(i, () => convert(arg, type)),
			);
			if (name !== "setunion" && sets.some((set) => !set.isWhollyKnown)) {
				return unknownValue(type);
			}
			const elements = sets.map((set) => set.elements).reduce(combine);
			return setValue(elementOf(type), elements);
		},
	};
}

function productReturns(args: readonly Value[]): CtyType {
	if (args.length < 2) throw new Error("at least two arguments are required");
	const elements = args.map((arg, i): CtyType => {
		const { type } = arg;
		if (kindOf(type) === "set" || kindOf(type) === "list")
			return elementOf(type);
		if (kindOf(type) !== "tuple") {
			throw new ArgumentError(i, "a set or a list is required");
		}
		const types = (type as TupleType)[1];
		const element = types.length === 0 ? "dynamic" : unify(types, true);
		if (element === undefined) {
			throw new ArgumentError(i, "all elements must be of the same type");
		}
		return element;
	});
	const row: CtyType = ["tuple", elements];
	const ordered = args.every((arg) => kindOf(arg.type) !== "set");
	return ordered ? listOf(row) : setOf(row);
}

function product(args: readonly Value[], type: CtyType): Value {
	let marks: Marks = 0;
	for (const arg of args) marks |= arg.marks;
	const uncounted = (arg: Value) =>
		!arg.isKnown || (kindOf(arg.type) === "set" && !arg.isWhollyKnown);
	if (args.some(uncounted)) {
		return unknownValue(type, new Unknown(true)).withMarks(marks);
	}
	const row = elementOf(type);
	const types = (row as TupleType)[1];
	let rows: Value[][] = [[]];
	args.forEach((arg, i) => {
		const column = arg.elements.map((one) => convert(one, types[i] as CtyType));
		rows = rows.flatMap((start) => column.map((one) => [...start, one]));
	});
	const tuples = rows.map(tupleValue);
	const result =
		kindOf(type) === "list" ? listValue(row, tuples) : setValue(row, tuples);
	return result.withMarks(marks);
}

/** Functions of sets. */
export const setFunctions: FunctionDefinition[] = [
	operation(
		"setunion",
		"Gives the elements that are in any of the sets.",
		["first_set", "other_sets"],
		true,
		(a, b) => [...a, ...b],
	),
	operation(
		"setintersection",
		"Gives the elements that are in all of the sets.",
		["first_set", "other_sets"],
		true,
		(a, b) => a.filter((one) => has(b, one)),
	),
	operation(
		"setsubtract",
		"Gives the elements of a set that are not in another.",
		["a", "b"],
		false,
		(a, b) => a.filter((one) => !has(b, one)),
	),
	{
		name: "setproduct",
		summary:
			"Gives all combinations of one element from each of the sets or lists.",
		parameters: [],
		variadic: any("sets", { allowMarked: true, allowUnknown: true }),
		returns: productReturns,
		notNull: true,
		run: ({ args, type }) => product(args, type),
	},
];
