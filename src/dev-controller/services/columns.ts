import { ApiError } from "../errors";

/** What a text column of the Controllers' SQLite database makes of a value that no schema has checked. */
export function textColumn(name: string, value: unknown): string | null {
	if (value === null || typeof value === "string") return value;
	if (typeof value === "object")
		throw new ApiError(
			"SequelizeValidationError",
			`string violation: ${name} cannot be an array or an object`,
		);
	const number = Number(value);
	// Numbers that do not fit 32 bits are handed to the database as floating point.
	return number === (number | 0) ? String(number) : realText(number);
}

/** What a whole-number column makes of a value that no schema has checked: numbers in any form become numbers, the rest becomes text. */
export function integerColumn(value: unknown): number | string | null {
	if (value === null || typeof value === "number") return value;
	if (typeof value === "boolean") return Number(value);
	const text = String(value);
	return /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)
		? Number(text)
		: text;
}

/** A floating point number as SQLite writes it as text: 15 digits, always with a point. */
function realText(value: number): string {
	const [digits = "0", exponent] = value
		.toPrecision(15)
		.replace(/(\.\d*?)0+(?=e|$)/, "$1")
		.replace(/\.(?=e|$)/, "")
		.split("e");
	const pointed = digits.includes(".") ? digits : `${digits}.0`;
	if (exponent === undefined) return pointed;
	const sign = exponent.startsWith("-") ? "-" : "+";
	return `${pointed}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}
