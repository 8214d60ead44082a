import { ExactNumber, exactNumber, numberDigits } from "./exact-number";

// What a double may not keep: sixteen digits in a row, with a point among them, or an exponent of more than one digit.
const SUSPICIOUS = /[\d.]{16}|\d[eE][+-]?\d{2}/;
const STRING_OR_NUMBER =
	/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
// Stands, for the time of parsing, where a number stood; no text from outside can know it.
const TAG = `number ${Math.random()}`;

/** Reads JSON without losing a digit: numbers are as AnyNumber says. Throws as JSON.parse does. */
export function parseExact(text: string): unknown {
	if (!SUSPICIOUS.test(text)) return JSON.parse(text);
	const tagged = text.replace(STRING_OR_NUMBER, (token) =>
		token[0] === '"' || !SUSPICIOUS.test(token)
			? token
			: `{"${TAG}":"${token}"}`,
	);
	return JSON.parse(tagged, (_key, value) =>
		typeof value === "object" &&
		value !== null &&
		typeof value[TAG] === "string" &&
		Object.keys(value).length === 1
			? exactNumber(value[TAG])
			: value,
	);
}

/** Writes a plain value as JSON without white space, with sorted keys and with every digit of its numbers: equal values give the same text. Members that are undefined are left out. */
export function canonicalJson(value: unknown): string {
	if (typeof value === "bigint" || value instanceof ExactNumber)
		return numberDigits(value);
	if (typeof value !== "object" || value === null)
		return JSON.stringify(value) ?? "null";
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	const members = Object.entries(value)
		.filter(([, inner]) => inner !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
	return `{${members.join(",")}}`;
}

/** Compares two parsed JSON values; the order of keys means nothing. */
export function deepEqual(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	if (keys.length !== Object.keys(b).length) return false;
	return keys.every(
		(k) =>
			Object.hasOwn(b, k) &&
			deepEqual(
				(a as Record<string, unknown>)[k],
				(b as Record<string, unknown>)[k],
			),
	);
}

/** Compares two JSON texts as JSON: white space and the order of keys mean nothing; texts that are not JSON are compared as they are. */
export function jsonEqual(a: string, b: string): boolean {
	if (a === b) return true;
	try {
		return deepEqual(parseExact(a), parseExact(b));
	} catch {
		return false;
	}
}

/** What is wrong with a text that JSON.parse refused, without the piece of it that Node quotes, which could be a secret. */
export function jsonFault(cause: unknown): string {
	const text = cause instanceof Error ? cause.message : String(cause);
	return text
		.replace(/,? (?:\.\.\.)?"[\s\S]*"(?:\.\.\.)? is not valid JSON$/, "")
		.replace(/ in JSON at position/, " at position");
}
