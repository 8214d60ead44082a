import { LongNumber, type Num, numText, truncate } from "../values/number";
import { exactDecimal, roundDecimal } from "../values/number-text";

/** A verb of a format string, such as `%-08.3f`. */
export interface Verb {
	flags: string;
	width: number | undefined;
	precision: number | undefined;
	mode: string;
}

function signOf(negative: boolean, flags: string): string {
	if (negative) return "-";
	return flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
}

function pad(sign: string, body: string, verb: Verb, zeros: boolean): string {
	const missing = (verb.width ?? 0) - sign.length - body.length;
	if (missing <= 0) return sign + body;
	if (verb.flags.includes("-")) return sign + body + " ".repeat(missing);
	return zeros && verb.flags.includes("0")
		? sign + "0".repeat(missing) + body
		: " ".repeat(missing) + sign + body;
}

const RADIX: Record<string, [number, string]> = {
	d: [10, ""],
	b: [2, "0b"],
	o: [8, "0"],
	x: [16, "0x"],
	X: [16, "0X"],
};

/** Formats a whole number with `%d`, `%b`, `%o`, `%x` or `%X`. */
export function formatInteger(n: Num, verb: Verb): string {
	const value = truncate(n);
	const [radix, prefix] = RADIX[verb.mode] as [number, string];
	let digits = (value < 0n ? -value : value).toString(radix);
	if (verb.mode === "X") digits = digits.toUpperCase();
	if (verb.precision !== undefined) {
		digits = digits.padStart(verb.precision, "0");
		if (verb.precision === 0 && value === 0n) digits = "";
	}
	const sign = signOf(value < 0n, verb.flags);
	const start = verb.flags.includes("#") ? sign + prefix : sign;
	return pad(start, digits, verb, verb.precision === undefined);
}

/** Splits plain decimal digits into the significant ones and the power of ten of the first. */
function scientific(plain: string): [digits: string, exponent: number] {
	const [whole = "", fraction = ""] = plain.split(".");
	const all = whole + fraction;
	const lead = all.search(/[1-9]/);
	if (lead === -1) return ["0", 0];
	const digits = all.slice(lead).replace(/0+$/, "");
	return [digits, whole.length - lead - 1];
}

function exponentText(exponent: number): string {
	const sign = exponent < 0 ? "-" : "+";
	return `e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function withExponent(digits: string, exponent: number): string {
	const rest = digits.slice(1);
	return `${digits[0]}${rest === "" ? "" : `.${rest}`}${exponentText(exponent)}`;
}

function exactText(n: Num): string {
	return n instanceof LongNumber
		? exactDecimal(n.mantissa, n.exponent)
		: numText(n);
}

const unsigned = (plain: string) => plain.replace(/^[+-]/, "");

/** Writes a number as Go's `%g` with the shortest digits: with an exponent below 1e-4 and from a million on. */
export function shortestGeneral(n: Num): string {
	const plain = numText(n);
	if (n === Infinity || n === -Infinity) return plain;
	const sign = plain.startsWith("-") ? "-" : "";
	const [digits, exponent] = scientific(unsigned(plain));
	if (exponent < -4 || exponent >= 6) {
		return sign + withExponent(digits, exponent);
	}
	return plain;
}

function fixed(plain: string, precision: number): string {
	const point = plain.indexOf(".");
	const decimals = point === -1 ? 0 : plain.length - point - 1;
	const rounded = decimals > precision ? roundDecimal(plain, precision) : plain;
	const [whole, fraction = ""] = rounded.split(".");
	return precision === 0
		? (whole as string)
		: `${whole}.${fraction.padEnd(precision, "0")}`;
}

function significant(
	plain: string,
	count: number,
): [digits: string, exponent: number] {
	const [digits, exponent] = scientific(plain);
	if (digits.length <= count) return [digits, exponent];
	// With the point before the first kept digit, rounding to `count` decimals keeps that many digits.
	const [kept, carry] = scientific(roundDecimal(`0.${digits}`, count));
	return [kept, exponent + carry + 1];
}

/** Formats a number with `%e`, `%E`, `%f`, `%F`, `%g` or `%G`. */
export function formatFloat(n: Num, verb: Verb): string {
	if (n === Infinity || n === -Infinity) {
		return pad(signOf(n < 0, verb.flags) || "+", "Inf", verb, false);
	}
	const exact = exactText(n);
	const plain = unsigned(exact);
	const sign = signOf(exact.startsWith("-"), verb.flags);
	let body: string;
	const mode = verb.mode.toLowerCase();
	if (mode === "f") body = fixed(plain, verb.precision ?? 6);
	else if (mode === "e") {
		const precision = verb.precision ?? 6;
		const [digits, exponent] = significant(plain, precision + 1);
		body = withExponent(digits.padEnd(precision + 1, "0"), exponent);
	} else body = general(n, plain, verb.precision);
	if (verb.mode === "E" || verb.mode === "G") body = body.toUpperCase();
	return pad(sign, body, verb, true);
}

function general(n: Num, plain: string, precision: number | undefined): string {
	if (precision === undefined) return unsigned(shortestGeneral(n));
	const wanted = precision === 0 ? 1 : precision;
	const [digits, exponent] = significant(plain, wanted);
	const limit =
		wanted > digits.length && digits.length >= exponent + 1
			? digits.length
			: wanted;
	if (exponent < -4 || exponent >= limit) return withExponent(digits, exponent);
	const text =
		exponent < 0
			? `0.${"0".repeat(-exponent - 1)}${digits}`
			: `${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1)}`;
	return text.replace(/\.$/, "");
}
