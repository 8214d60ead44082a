import { LONG_NUMBER_TAG, type LongNumber, numText, parseNum } from "./number";

/** What JSON text stands for; a number that a JavaScript number would change is a LongNumber. */
export type JsonValue =
	| null
	| boolean
	| string
	| number
	| LongNumber
	| JsonValue[]
	| { [key: string]: JsonValue };

// A double keeps every number of up to 15 digits; nothing else needs the slow way.
const MAYBE_LONG = /[\d.]{16}|\d[eE][+-]?\d{2}/;
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
	const double = Number(token);
	return !Number.isFinite(double) || numText(exact) !== plainText(double);
}

function plainText(double: number): string {
	return numText(parseNum(String(double)) ?? double);
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
