// Integers of more than 15 digits lose precision in JSON.parse: they are compared by their text.
const LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function parseExact(text: string): unknown {
	return JSON.parse(
		text.replace(LONG_NUMBER, (m) =>
			m[0] === '"' || m.length <= 15 ? m : `{"\\u0000":"${m}"}`,
		),
	);
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
