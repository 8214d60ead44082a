import type { CtyType } from "../../core/cty-type";
import { convert } from "../values/convert";
import { encodeJson } from "../values/json";
import { isWhole } from "../values/number";
import { graphemes, quote } from "../values/strings";
import { Unknown } from "../values/unknown";
import {
	listValue,
	stringValue,
	unknownValue,
	type Value,
} from "../values/value";
import { any, text } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";
import {
	formatFloat,
	formatInteger,
	shortestGeneral,
	type Verb,
} from "./go-format";

const VERB =
	/%(?:(%)|([0#\-+ ]*)([1-9]\d*)?(\.\d*)?(?:\[([1-9]\d*)\])?([A-Za-z]))/y;

const byteOffset = (given: string, at: number) =>
	Buffer.byteLength(given.slice(0, at));

/** Fills values into a format string; throws Error or ArgumentError. */
function formatAll(format: string, args: readonly Value[]): string {
	let result = "";
	let next = 1;
	let highest = 0;
	for (let at = 0; at < format.length; ) {
		if (format[at] !== "%") {
			result += format[at++];
			continue;
		}
		VERB.lastIndex = at;
		const match = VERB.exec(format);
		if (match === null) throw badVerb(format, at);
		const [raw, percent, flags = "", width, precision, index, mode = ""] =
			match;
		if (percent === undefined) {
			const number = index === undefined ? next : Number(index);
			highest = Math.max(highest, number);
			const place = `${quote(raw)} at ${byteOffset(format, at)}`;
			const verb: Verb = {
				flags,
				mode,
				width: width === undefined ? undefined : Number(width),
				precision:
					precision === undefined ? undefined : Number(precision.slice(1)),
			};
			result += formatOne(verb, args, number, place);
			next = number + 1;
		} else result += "%";
		at += raw.length;
	}
	if (highest < args.length) {
		throw new ArgumentError(
			highest + 1,
			highest === 0
				? "too many arguments; no verbs in format string"
				: `too many arguments; only ${highest} used by format string`,
		);
	}
	return result;
}

function badVerb(format: string, at: number): Error {
	const rest = /%[0#\-+ ]*(?:[1-9]\d*)?(?:\.\d*)?(?:\[(?:[1-9]\d*)?\]?)?/y;
	rest.lastIndex = at;
	const end = at + (rest.exec(format)?.[0].length ?? 1);
	if (end >= format.length) {
		return new Error(
			`invalid format string starting at offset ${Buffer.byteLength(format)}`,
		);
	}
	const char = String.fromCodePoint(format.codePointAt(end) as number);
	return new Error(
		`unrecognized format character '${char}' at offset ${byteOffset(format, end)}`,
	);
}

function formatOne(
	verb: Verb,
	args: readonly Value[],
	number: number,
	place: string,
): string {
	const arg = args[number - 1];
	if (arg === undefined) {
		throw new Error(
			`not enough arguments for ${place}: need index ${number} but have ${args.length} total`,
		);
	}
	const unsupported = (reason: string) =>
		new Error(`unsupported value for ${place}: ${reason}`);
	if (verb.mode !== "v" && arg.isNull) {
		throw unsupported("null value cannot be formatted");
	}
	const as = (type: CtyType) => {
		try {
			return convert(arg, type);
		} catch (error) {
			throw unsupported((error as Error).message);
		}
	};
	switch (verb.mode) {
		case "v":
			return padText(verb, asIs(verb, arg));
		case "t":
			return String(as("bool").raw);
		case "b":
		case "d":
		case "o":
		case "x":
		case "X": {
			const { num } = as("number");
			if (!isWhole(num)) throw unsupported("an integer is required");
			return formatInteger(num, verb);
		}
		case "e":
		case "E":
		case "f":
		case "g":
		case "G":
			return formatFloat(as("number").num, verb);
		case "s":
		case "q": {
			const chars = graphemes(as("string").text);
			const shown = verb.precision ? chars.slice(0, verb.precision) : chars;
			const given = shown.join("");
			return padText(
				verb,
				verb.mode === "s" ? given : encodeJson(stringValue(given)),
			);
		}
		default: {
			const [raw, offset] = place.split(" at ");
			throw new Error(
				`unsupported format verb '${verb.mode}' in ${raw} at offset ${offset}`,
			);
		}
	}
}

function asIs(verb: Verb, arg: Value): string {
	if (!verb.flags.includes("#") && !arg.isNull) {
		if (arg.type === "string") return arg.text;
		// Terraform prints numbers from a million on with an exponent here.
		if (arg.type === "number") return shortestGeneral(arg.num);
	}
	return encodeJson(arg);
}

function padText(verb: Verb, given: string): string {
	const missing = (verb.width ?? 0) - graphemes(given).length;
	if (missing <= 0) return given;
	const pads = (verb.flags.includes("0") ? "0" : " ").repeat(missing);
	return verb.flags.includes("-") ? given + pads : pads + given;
}

function format([template, ...args]: readonly Value[]): Value {
	const pattern = (template as Value).text;
	if (args.every((arg) => arg.isWhollyKnown)) {
		return stringValue(formatAll(pattern, args));
	}
	const verb = pattern.indexOf("%");
	const prefix = pattern
		.slice(0, Math.max(0, verb))
		.replace(/[^\p{ASCII}]*$/u, "");
	return unknownValue(
		"string",
		new Unknown(true, prefix.replace(/[A-Za-z<=>]$/, "")),
	);
}

const isSequence = (value: Value) =>
	["list", "set", "tuple"].includes(value.type[0] as string) && !value.isNull;

function formatList([template, ...args]: readonly Value[]): Value {
	const pattern = (template as Value).text;
	let length: number | undefined;
	let chooser = 0;
	for (const [i, arg] of args.entries()) {
		if (arg.isDynamic && !arg.isKnown) return unknownValue(["list", "string"]);
		if (!isSequence(arg)) continue;
		if (!arg.isKnown) return unknownValue(["list", "string"]);
		const size = arg.elements.length;
		if (length === undefined) [length, chooser] = [size, i];
		else if (size !== length) {
			throw new ArgumentError(
				i + 1,
				`argument ${i + 1} has length ${size}, which is inconsistent with argument ${chooser + 1} of length ${length}`,
			);
		}
	}
	const results: Value[] = [];
	for (let i = 0; i < (length ?? 1); i++) {
		const row = args.map((arg) =>
			isSequence(arg) ? (arg.elements[i] as Value) : arg,
		);
		results.push(formatRow(pattern, row, i));
	}
	return listValue("string", results);
}

function formatRow(pattern: string, row: Value[], i: number): Value {
	if (row.some((value) => !value.isWhollyKnown)) {
		return unknownValue("string").asNotNull();
	}
	try {
		return stringValue(formatAll(pattern, row));
	} catch (error) {
		throw new Error(
			`error on format iteration ${i}: ${(error as Error).message}`,
		);
	}
}

const ARGS = any("args", {
	allowNull: true,
	allowUnknown: true,
	allowDynamic: true,
});

/** Functions that fill values into format strings. */
export const formatFunctions: FunctionDefinition[] = [
	{
		name: "format",
		summary: "Fills values into a format string.",
		parameters: [text("format")],
		variadic: ARGS,
		returns: "string",
		notNull: true,
		run: ({ args }) => format(args),
	},
	{
		name: "formatlist",
		summary:
			"Fills the elements of lists, one after the other, into a format string.",
		parameters: [text("format")],
		variadic: ARGS,
		returns: ["list", "string"],
		notNull: true,
		run: ({ args }) => formatList(args),
	},
];
