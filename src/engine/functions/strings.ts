import { compareStrings, graphemes } from "../values/strings";
import { Unknown } from "../values/unknown";
import {
	boolValue,
	FALSE,
	listValue,
	stringValue,
	TRUE,
	unknownValue,
	type Value,
} from "../values/value";
import { number, param, text, textFunction, wholeNumber } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";

// Go maps characters one by one, and only to one character.
function mapCase(given: string, map: (char: string) => string): string {
	let mapped = "";
	for (const char of given) {
		const other = map(char);
		mapped +=
			other.length <=
			String.fromCodePoint(other.codePointAt(0) as number).length
				? other
				: char;
	}
	return mapped;
}

const upper = (given: string) => mapCase(given, (char) => char.toUpperCase());
const lower = (given: string) =>
	mapCase(given, (char) => (char === "\u0130" ? "i" : char.toLowerCase()));

const SPACE = "[\\t\\n\\v\\f\\r\\u0085\\p{Zs}\\u2028\\u2029]";
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "gu");

function isSeparator(char: string): boolean {
	if (char <= "\u007f") return !/[0-9A-Za-z_]/.test(char);
	return !/[\p{L}\p{Nd}]/u.test(char) && new RegExp(SPACE, "u").test(char);
}

function title(given: string): string {
	let before = " ";
	let titled = "";
	for (const char of given) {
		titled += isSeparator(before) ? upper(char) : char;
		before = char;
	}
	return titled;
}

function trimSet(given: string, set: string): string {
	const cut = new Set(set);
	const chars = Array.from(given);
	let [start, end] = [0, chars.length];
	while (start < end && cut.has(chars[start] as string)) start++;
	while (end > start && cut.has(chars[end - 1] as string)) end--;
	return chars.slice(start, end).join("");
}

function substring([given, offset, length]: readonly Value[]): Value {
	const chars = graphemes((given as Value).text);
	let start = wholeNumber(offset as Value);
	const count = wholeNumber(length as Value);
	// Terraform looks at the length only where the offset counts from the start: a negative offset with length 0 gives the rest.
	if (start < 0) start += chars.length;
	else if (count === 0) return stringValue("");
	start = Math.max(0, start);
	const end = count <= 0 ? chars.length : start + count;
	return stringValue(chars.slice(start, end).join(""));
}

function startsWith([given, start]: readonly Value[]): Value {
	const prefix = (start as Value).text;
	const { raw } = given as Value;
	if (!(raw instanceof Unknown)) {
		return boolValue((raw as string).startsWith(prefix));
	}
	if (prefix === "") return TRUE;
	if (raw.prefix.startsWith(prefix)) return TRUE;
	const longEnough = Buffer.byteLength(raw.prefix) >= Buffer.byteLength(prefix);
	return raw.prefix !== "" && longEnough ? FALSE : unknownValue("bool");
}

function join([separator, ...lists]: readonly Value[]): Value {
	if (lists.length === 0) throw new Error("at least one list is required");
	if (lists.some((list) => !list.isWhollyKnown)) return unknownValue("string");
	const parts = lists.flatMap((list, i) =>
		list.elements.map((part, j) => {
			if (!part.isNull) return part.text;
			const where =
				lists.length > 1 ? `element ${j} of list ${i + 1}` : `element ${j}`;
			throw new ArgumentError(
				i + 1,
				`${where} is null; cannot concatenate null values`,
			);
		}),
	);
	return stringValue(parts.join((separator as Value).text));
}

function sort(list: Value): Value {
	if (!list.isWhollyKnown) {
		const { raw } = list;
		const size =
			raw instanceof Unknown
				? [raw.min, raw.max]
				: [list.elements.length, list.elements.length];
		return unknownValue(
			["list", "string"],
			new Unknown(true, "", size[0], size[1]),
		);
	}
	list.elements.forEach((element, i) => {
		if (element.isNull) {
			throw new Error(
				`given list element ${i} is null; a null string cannot be sorted`,
			);
		}
	});
	const sorted = [...list.elements].sort((a, b) =>
		compareStrings(a.text, b.text),
	);
	return listValue("string", sorted);
}

const predicate = (
	name: string,
	summary: string,
	second: string,
	test: (given: string, part: string) => boolean,
): FunctionDefinition => ({
	name,
	summary,
	parameters: [text("str"), text(second)],
	returns: "bool",
	notNull: true,
	run: ({ args: [given, part] }) =>
		boolValue(test((given as Value).text, (part as Value).text)),
});

/** Functions of strings, but for regular expressions and formats. */
export const stringFunctions: FunctionDefinition[] = [
	textFunction(
		"chomp",
		"Takes newlines off the end of a string.",
		[text("str")],
		(given) => stringValue(given.replace(/[\r\n]+$/, "")),
	),
	textFunction(
		"lower",
		"Turns letters into lower case.",
		[text("str", { allowDynamic: true })],
		(given) => stringValue(lower(given)),
	),
	textFunction(
		"upper",
		"Turns letters into upper case.",
		[text("str", { allowDynamic: true })],
		(given) => stringValue(upper(given)),
	),
	textFunction(
		"title",
		"Turns the first letter of each word into upper case.",
		[text("str")],
		(given) => stringValue(title(given)),
	),
	textFunction(
		"strrev",
		"Reverses the characters of a string.",
		[text("str", { allowDynamic: true })],
		(given) => stringValue(graphemes(given).reverse().join("")),
	),
	textFunction(
		"trim",
		"Takes the characters of a set off both ends of a string.",
		[text("str"), text("cutset")],
		(given, set) => stringValue(trimSet(given, set as string)),
	),
	textFunction(
		"trimprefix",
		"Takes a prefix off a string.",
		[text("str"), text("prefix")],
		(given, prefix) =>
			stringValue(
				given.startsWith(prefix as string)
					? given.slice((prefix as string).length)
					: given,
			),
	),
	textFunction(
		"trimsuffix",
		"Takes a suffix off a string.",
		[text("str"), text("suffix")],
		(given, suffix) =>
			stringValue(
				suffix !== "" && given.endsWith(suffix as string)
					? given.slice(0, -(suffix as string).length)
					: given,
			),
	),
	textFunction(
		"trimspace",
		"Takes white space off both ends of a string.",
		[text("str")],
		(given) => stringValue(given.replace(ENDS, "")),
	),
	predicate(
		"endswith",
		"Says whether a string ends with a suffix.",
		"suffix",
		(given, part) => given.endsWith(part),
	),
	predicate(
		"strcontains",
		"Says whether a string contains another.",
		"substr",
		(given, part) => given.includes(part),
	),
	{
		name: "startswith",
		summary: "Says whether a string starts with a prefix.",
		parameters: [text("str", { allowUnknown: true }), text("prefix")],
		returns: "bool",
		notNull: true,
		run: ({ args }) => startsWith(args),
	},
	{
		name: "substr",
		summary: "Takes a part of a string, by offset and length in characters.",
		parameters: [
			text("str", { allowDynamic: true }),
			number("offset", { allowDynamic: true }),
			number("length", { allowDynamic: true }),
		],
		returns: "string",
		notNull: true,
		run: ({ args }) => substring(args),
	},
	{
		name: "indent",
		summary: "Indents every line of a string but the first.",
		parameters: [number("spaces"), text("str")],
		returns: "string",
		notNull: true,
		run: ({ args: [spaces, given] }) => {
			const count = wholeNumber(spaces as Value);
			if (count < 0)
				throw new Error("the number of spaces must not be negative");
			const pad = `\n${" ".repeat(count)}`;
			return stringValue((given as Value).text.replaceAll("\n", pad));
		},
	},
	{
		name: "join",
		summary: "Joins the strings of lists with a separator.",
		parameters: [text("separator")],
		variadic: param("lists", ["list", "string"]),
		returns: "string",
		notNull: true,
		run: ({ args }) => join(args),
	},
	{
		name: "split",
		summary: "Splits a string at each separator.",
		parameters: [text("separator"), text("str")],
		returns: ["list", "string"],
		notNull: true,
		run: ({ args: [separator, given] }) => {
			const by = (separator as Value).text;
			const whole = (given as Value).text;
			const parts = by === "" ? Array.from(whole) : whole.split(by);
			return listValue("string", parts.map(stringValue));
		},
	},
	{
		name: "sort",
		summary: "Sorts strings by their bytes.",
		parameters: [param("list", ["list", "string"], { allowUnknown: true })],
		returns: ["list", "string"],
		notNull: true,
		run: ({ args: [list] }) => sort(list as Value),
	},
];
