import { LONG_NUMBER_TAG, type LongNumber, type Num, parseNum } from "./number";

/** What JSON text stands for; a number that a JavaScript number would change is a LongNumber. */
export type JsonValue =
	| null
	| boolean
	| string
	| number
	| LongNumber
	| JsonValue[]
	| { [key: string]: JsonValue };

// A double keeps every number of up to 15 digits, and JavaScript prints it without exponent unless it is small; nothing else needs the slow way.
// A number stands at the start or after one of three signs: the digits of uuids, within strings, do not count.
const MAYBE_LONG = /(?:^|[:,[])\s*-?(?:[\d.]{16}|[\d.]+[eE]|0\.00000)/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Parses JSON as JSON.parse does, throwing its SyntaxError, but keeps the digits of long numbers. */
export function parseJson(text: string): JsonValue {
	if (!MAYBE_LONG.test(text)) return JSON.parse(text);
	let long = false;
	const tagged = text.replace(TOKEN, (token) => {
		if (token.startsWith('"') || !isLong(token)) return token;
		long = true;
		return `"${LONG_NUMBER_TAG}${token}"`;
	});
	// Where the text is no JSON, the original gives the better message.
	const plain = JSON.parse(text);
	return long ? JSON.parse(tagged, untag) : plain;
}

function isLong(token: string): boolean {
	const exact = parseNum(token);
	if (exact === undefined) return false;
	return typeof jsonNumber(exact) !== "number";
}

/** Gives the JavaScript number that JSON.stringify prints with just the digits of a number, or the number itself where there is none. */
export function jsonNumber(num: Num): number | LongNumber {
	if (typeof num === "number") return num;
	const double = Number(num.text);
	return String(double) === num.text ? double : num;
}

function untag(_key: string, value: unknown): unknown {
	return typeof value === "string" && value.startsWith(LONG_NUMBER_TAG)
		? parseNum(value.slice(LONG_NUMBER_TAG.length))
		: value;
}

const TAGGED = new RegExp(`"${LONG_NUMBER_TAG}([^"]*)"`, "g");
const HTML: Record<string, string> = {
	"<": "\\u003c",
	">": "\\u003e",
	"&": "\\u0026",
	"\u2028": "\\u2028",
	"\u2029": "\\u2029",
};

/** Prints JSON as JSON.stringify does, with long numbers in full; `escapeHtml` writes `<`, `>` and `&` as Terraform's files and jsonencode do. */
export function printJson(
	value: JsonValue | object,
	options: { indent?: number; escapeHtml?: boolean } = {},
): string {
	let text = JSON.stringify(value, undefined, options.indent);
	if (text.includes(LONG_NUMBER_TAG)) text = text.replace(TAGGED, "$1");
	return options.escapeHtml ? escapeHtml(text) : text;
}

/** Escapes in JSON text what Go's encoder escapes and JSON.stringify does not; both write other characters alike. */
export function escapeHtml(json: string): string {
	return json.replace(/[<>&\u2028\u2029]/g, (char) => HTML[char] as string);
}
