/**
 * A fraction with more digits than a double keeps, as Terraform's `1 / 3`: plain decimal digits, without an exponent and without needless zeros.
 * It becomes a double wherever JavaScript reckons or prints JSON with it.
 */
export class ExactNumber {
	constructor(readonly text: string) {}
	valueOf(): number {
		return Number(this.text);
	}
	toString(): string {
		return this.text;
	}
	toJSON(): number {
		return Number(this.text);
	}
}

/** A number of Terraform's: a double stands for its shortest decimal digits, a bigint for a whole number beyond 2^53, an ExactNumber for any other fraction. */
export type AnyNumber = number | bigint | ExactNumber;

// A text as "1e999999999" would take memory without bound.
const MAX_EXPONENT = 100_000;

/** Reads decimal text, with or without an exponent, and loses no digit; undefined where it is not a number. */
export function exactNumber(text: string): AnyNumber | undefined {
	const digits = plainDigits(text);
	if (digits === undefined) return undefined;
	const near = Number(digits);
	if (!digits.includes("."))
		return Number.isSafeInteger(near) ? near : BigInt(digits);
	return plainDigits(String(near)) === digits ? near : new ExactNumber(digits);
}

/** Prints a finite number in plain decimal digits, without an exponent. */
export function numberDigits(value: AnyNumber): string {
	if (typeof value === "bigint" || value instanceof ExactNumber)
		return value.toString();
	const text = String(value);
	return plainDigits(text) ?? text;
}

function plainDigits(text: string): string | undefined {
	const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (match === null) return undefined;
	const [, sign, whole = "", fraction = "", power = "0"] = match;
	if (whole === "" && fraction === "") return undefined;
	const exponent = Number(power);
	if (Math.abs(exponent) > MAX_EXPONENT) return undefined;
	let digits = whole + fraction;
	let point = whole.length + exponent;
	if (point < 0) {
		digits = "0".repeat(-point) + digits;
		point = 0;
	}
	if (point > digits.length) digits = digits.padEnd(point, "0");
	const left = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
	const right = digits.slice(point).replace(/0+$/, "");
	if (left === "0" && right === "") return "0";
	return `${sign === "-" ? "-" : ""}${left}${right === "" ? "" : `.${right}`}`;
}
