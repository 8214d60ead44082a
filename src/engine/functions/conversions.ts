import type { CtyType } from "../../core/cty-type";
import { hasConversion } from "../values/conversion-rules";
import { convert } from "../values/convert";
import { transform } from "../values/marks";
import { quote } from "../values/strings";
import { friendlyName, kindOf } from "../values/types";
import {
	EPHEMERAL,
	FALSE,
	nullValue,
	SENSITIVE,
	TRUE,
	unknownValue,
	Value,
} from "../values/value";
import { any, RAW } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

const first = ([value]: readonly Value[]) => value as Value;

function converter(name: string, wanted: CtyType): FunctionDefinition {
	const what = friendlyName(wanted, true);
	return {
		name,
		summary: `Converts a value to ${what}.`,
		parameters: [any("v", RAW)],
		returns: (args) => {
			const { type } = first(args);
			if (hasConversion(type, wanted, true) || type === wanted) return wanted;
			throw new ArgumentError(
				0,
				`cannot convert ${friendlyName(type)} to ${what}`,
			);
		},
		run: ({ args }) => {
			const value = first(args);
			if (!value.isKnown && kindOf(wanted) === wanted) {
				return unknownValue(wanted).withMarks(value.marks);
			}
			try {
				return convert(value, wanted);
			} catch {
				throw new ArgumentError(0, cannotConvert(value, wanted));
			}
		},
	};
}

function cannotConvert(value: Value, wanted: CtyType): string {
	const given = friendlyName(value.type);
	const what = friendlyName(wanted, true);
	if ((value.deepMarks & SENSITIVE) !== 0) {
		return `cannot convert this sensitive ${given} to ${what}`;
	}
	if (value.type === "string" && wanted === "bool") {
		return `cannot convert ${quote(value.text)} to bool; only the strings "true" or "false" are allowed`;
	}
	if (value.type === "string" && wanted === "number") {
		return `cannot convert ${quote(value.text)} to number; given string must be a decimal representation of a number`;
	}
	return `cannot convert ${given} to ${what}`;
}

function withoutMark(value: Value, mark: number): Value {
	return (value.marks & mark) === 0
		? value
		: new Value(value.type, value.raw, value.marks & ~mark);
}

function ephemeralAsNull(value: Value): Value {
	if ((value.deepMarks & EPHEMERAL) === 0) return value;
	return transform(value, (part) => {
		if ((part.marks & EPHEMERAL) === 0) return part;
		return nullValue(part.type).withMarks(part.marks & ~EPHEMERAL);
	});
}

/** A function that the evaluator calls itself, because its arguments are expressions. */
function special(
	name: string,
	summary: string,
	rest: Pick<FunctionDefinition, "parameters" | "variadic">,
	returns: CtyType,
): FunctionDefinition {
	return {
		name,
		summary,
		...rest,
		returns,
		run: () => {
			throw new Error("this function can only be called in an expression");
		},
	};
}

/** Functions that convert values, change their marks, or take expressions. */
export const conversionFunctions: FunctionDefinition[] = [
	converter("tostring", "string"),
	converter("tonumber", "number"),
	converter("tobool", "bool"),
	converter("tolist", ["list", "dynamic"]),
	converter("toset", ["set", "dynamic"]),
	converter("tomap", ["map", "dynamic"]),
	{
		name: "sensitive",
		summary: "Marks a value as sensitive.",
		parameters: [any("value", RAW)],
		returns: (args) => first(args).type,
		run: ({ args }) => first(args).withMarks(SENSITIVE),
	},
	{
		name: "nonsensitive",
		summary: "Takes the mark sensitive off a value.",
		parameters: [any("value", RAW)],
		returns: (args) => first(args).type,
		run: ({ args }) => withoutMark(first(args), SENSITIVE),
	},
	{
		name: "issensitive",
		summary: "Says whether a value is marked as sensitive.",
		parameters: [any("value", RAW)],
		returns: "bool",
		run: ({ args }) => {
			const value = first(args);
			if (value.isSensitive) return TRUE;
			return value.isKnown ? FALSE : unknownValue("bool");
		},
	},
	{
		name: "ephemeralasnull",
		summary: "Replaces ephemeral values by null.",
		parameters: [any("value", RAW)],
		returns: (args) => first(args).type,
		run: ({ args }) => ephemeralAsNull(first(args)),
	},
	special(
		"try",
		"Gives the value of the first expression that has one without an error.",
		{ parameters: [], variadic: any("expressions", RAW) },
		"dynamic",
	),
	special(
		"can",
		"Says whether an expression has a value without an error.",
		{ parameters: [any("expression", RAW)] },
		"bool",
	),
	special(
		"templatestring",
		"Renders the template that a reference leads to.",
		{ parameters: [any("template", RAW), any("vars", RAW)] },
		"string",
	),
];
