import { ExactNumber, numberDigits } from "../core";

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
