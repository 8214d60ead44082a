import { bodyText, encodeJson } from "./encode";

// Every character of a text takes at most so many bytes in a body: a quotation mark within a JSON text becomes `\\u0022`.
const MOST_BYTES = 7;

/** Bytes that a value takes in the body of a request, its name apart; `isJson` for a JSON text, which is made safe before it is sent. Counted only where more than `from` is possible, else 0. */
export function leastBytes(
	value: unknown,
	isJson: boolean,
	from: number,
): number {
	if (characters(value) * MOST_BYTES <= from) return 0;
	const sent = isJson && typeof value === "string" ? encodeJson(value) : value;
	return Buffer.byteLength(bodyText(sent));
}

function characters(value: unknown): number {
	if (typeof value === "string") return value.length + 2;
	if (typeof value !== "object" || value === null) return 8;
	let sum = 2;
	for (const [key, member] of Object.entries(value))
		sum += key.length + 4 + characters(member);
	return sum;
}
