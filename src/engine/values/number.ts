import { randomUUID } from "node:crypto";
import { shortestDecimal } from "./number-text";

/**
 * A number that a JavaScript number cannot stand for exactly: `mantissa × 2^exponent`, with an odd mantissa of at most `precision` bits.
 * Terraform computes with binary floats of 512 bits, so that `0.1 + 0.2 == 0.3` and the digits of `1 / 3` come out as they do there.
 */
export class LongNumber {
	#text: string | undefined;
	constructor(
		readonly mantissa: bigint,
		readonly exponent: number,
		readonly precision: number,
	) {}
	/** The shortest plain decimal digits that identify the number at its precision. */
	get text(): string {
		this.#text ??= shortestDecimal(
			this.mantissa,
			this.exponent,
			this.precision,
		);
		return this.#text;
	}
	/** A stand-in that printJson, the one printer that keeps such numbers, replaces by the digits. */
	toJSON(): string {
		return LONG_NUMBER_TAG + this.text;
	}
}

/** What marks the digits of a long number while JSON passes through JSON.parse or JSON.stringify; no text from outside can hold it. */
export const LONG_NUMBER_TAG = `${randomUUID()}:`;

/** A number's representation: a JavaScript number if and only if it is a safe integer or infinite, else a LongNumber. */
export type Num = number | LongNumber;

/** The precision, in bits, of every number that was read from text. */
export const PRECISION = 512;
// Text such as "1e999999999" would take memory without bound.
const MAX_DECIMAL_EXPONENT = 100_000;

const absolute = (n: bigint) => (n < 0n ? -n : n);

function bitLength(n: bigint): number {
	const hex = absolute(n).toString(16);
	return n === 0n
		? 0
		: hex.length * 4 - Math.clz32(parseInt(hex[0] ?? "0", 16)) + 28;
}

function trailingZeros(n: bigint): number {
	let zeros = 0;
	let rest = n;
	while ((rest & 0xffffffffn) === 0n) {
		rest >>= 32n;
		zeros += 32;
	}
	const low = Number(rest & 0xffffffffn);
	return zeros + 31 - Math.clz32(low & -low);
}

/** Makes `mantissa × 2^exponent` rounded to a precision, to the nearest with ties to even; `sticky` tells of lost non-zero bits. */
export function makeNum(
	mantissa: bigint,
	exponent: number,
	precision: number,
	sticky = false,
): Num {
	if (mantissa === 0n) return 0;
	let m = absolute(mantissa);
	let e = exponent;
	const excess = bitLength(m) - precision;
	if (excess > 0) {
		const shift = BigInt(excess);
		const rest = m & ((1n << shift) - 1n);
		const half = 1n << (shift - 1n);
		m >>= shift;
		e += excess;
		if (rest > half || (rest === half && (sticky || (m & 1n) === 1n))) m += 1n;
	}
	const zeros = trailingZeros(m);
	if (zeros > 0) {
		m >>= BigInt(zeros);
		e += zeros;
	}
	if (e >= 0 && e <= 53) {
		const whole = Number(m) * 2 ** e;
		if (Number.isSafeInteger(whole)) return mantissa < 0n ? -whole : whole;
	}
	return new LongNumber(mantissa < 0n ? -m : m, e, precision);
}

interface Parts {
	m: bigint;
	e: number;
	p: number;
}

function parts(n: Num): Parts {
	return typeof n === "number"
		? { m: BigInt(n), e: 0, p: PRECISION }
		: { m: n.mantissa, e: n.exponent, p: n.precision };
}

const isInfinite = (n: Num) => n === Infinity || n === -Infinity;

/** Reads decimal text (`-1.5e3`), or gives nothing where it is not a number. */
export function parseNum(text: string): Num | undefined {
	if (text.length < 16 && /^-?\d+$/.test(text)) return Number(text) + 0;
	const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
	if (match === null) {
		if (/^\+?[iI]nf$/.test(text)) return Infinity;
		return /^-[iI]nf$/.test(text) ? -Infinity : undefined;
	}
	const [, sign, whole = "", fraction = "", power = "0"] = match;
	if (whole === "" && fraction === "") return undefined;
	const exponent = Number(power) - fraction.length;
	if (Math.abs(exponent) > MAX_DECIMAL_EXPONENT) return undefined;
	const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`);
	return exponent >= 0
		? makeNum(digits * 10n ** BigInt(exponent), 0, PRECISION)
		: quotient(digits, 10n ** BigInt(-exponent), 0, PRECISION);
}

function quotient(
	dividend: bigint,
	divisor: bigint,
	exponent: number,
	precision: number,
): Num {
	const bits =
		precision + 2 + Math.max(0, bitLength(divisor) - bitLength(dividend) + 1);
	const scaled = absolute(dividend) << BigInt(bits);
	const by = absolute(divisor);
	const whole = scaled / by;
	const exact = whole * by === scaled;
	// One more low bit stands for everything below, so that rounding sees it.
	const m = (whole << 1n) | (exact ? 0n : 1n);
	const negative = dividend < 0n !== divisor < 0n;
	return makeNum(negative ? -m : m, exponent - bits - 1, precision);
}

/** Makes a number from a JavaScript number, exactly, at a double's precision of 53 bits. */
export function fromDouble(n: number): Num {
	if (Number.isSafeInteger(n) || !Number.isFinite(n)) return n + 0;
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, n);
	const bits = view.getBigUint64(0);
	const biased = Number((bits >> 52n) & 0x7ffn);
	const fraction = bits & 0xfffffffffffffn;
	const m = biased === 0 ? fraction : fraction | (1n << 52n);
	return makeNum(n < 0 ? -m : m, (biased || 1) - 1075, 53);
}

/** Makes a number from a whole number of any size, exactly. */
export function fromBigInt(n: bigint): Num {
	return makeNum(n, 0, Math.max(PRECISION, bitLength(n)));
}

/** Gives the nearest JavaScript number. */
export function toDouble(n: Num): number {
	return typeof n === "number" ? n : Number(n.text);
}

/** Prints a number as Terraform does, in plain decimal digits without an exponent. */
export function numText(n: Num): string {
	if (typeof n !== "number") return n.text;
	if (isInfinite(n)) return n > 0 ? "+Inf" : "-Inf";
	return String(n);
}

/** Says whether a number is whole. */
export function isWhole(n: Num): boolean {
	return typeof n === "number" ? !isInfinite(n) : n.exponent >= 0;
}

/** Gives the whole part, without the fraction; the number must be finite. */
export function truncate(n: Num): bigint {
	if (typeof n === "number") return BigInt(n);
	if (n.exponent >= 0) return n.mantissa << BigInt(n.exponent);
	const whole = absolute(n.mantissa) >> BigInt(-n.exponent);
	return n.mantissa < 0n ? -whole : whole;
}

/** Gives -1, 0 or 1. */
export function signOf(n: Num): number {
	return typeof n === "number" ? Math.sign(n) : n.mantissa < 0n ? -1 : 1;
}

/** Gives a negative, zero or positive number as the first is less than, equal to or greater than the second. */
export function compareNums(a: Num, b: Num): number {
	if (typeof a === "number" && typeof b === "number") {
		return a < b ? -1 : a > b ? 1 : 0;
	}
	if (isInfinite(a)) return a as number;
	if (isInfinite(b)) return -(b as number);
	const [x, y] = [parts(a), parts(b)];
	const low = Math.min(x.e, y.e);
	const left = x.m << BigInt(x.e - low);
	const right = y.m << BigInt(y.e - low);
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Changes the sign. */
export function negate(n: Num): Num {
	return typeof n === "number"
		? 0 - n
		: new LongNumber(-n.mantissa, n.exponent, n.precision);
}

/** Adds. */
export function add(a: Num, b: Num): Num {
	if (typeof a === "number" && typeof b === "number") {
		const sum = a + b;
		if (Number.isSafeInteger(sum) || isInfinite(sum)) return sum;
	}
	if (isInfinite(a)) return a;
	if (isInfinite(b)) return b;
	const [x, y] = [parts(a), parts(b)];
	const low = Math.min(x.e, y.e);
	const sum = (x.m << BigInt(x.e - low)) + (y.m << BigInt(y.e - low));
	return makeNum(sum, low, Math.max(x.p, y.p));
}

/** Multiplies; the precision grows, up to 512 bits, as far as the product needs it. */
export function multiply(a: Num, b: Num): Num {
	if (typeof a === "number" && typeof b === "number") {
		const product = a * b;
		if (Number.isSafeInteger(product) || isInfinite(product)) {
			return product + 0;
		}
	}
	if (isInfinite(a) || isInfinite(b)) return signOf(a) * signOf(b) * Infinity;
	const [x, y] = [parts(a), parts(b)];
	const m = x.m * y.m;
	if (m === 0n) return 0;
	const precision = Math.min(
		PRECISION,
		Math.max(x.p, y.p, bitLength(m) - trailingZeros(m)),
	);
	return makeNum(m, x.e + y.e, precision);
}

/** Divides; the divisor must not be zero. */
export function divide(a: Num, b: Num): Num {
	if (typeof a === "number" && typeof b === "number") {
		const ratio = a / b;
		if (Number.isSafeInteger(ratio) && ratio * b === a) return ratio + 0;
	}
	if (isInfinite(b)) return 0;
	if (isInfinite(a)) return signOf(a) * signOf(b) * Infinity;
	const [x, y] = [parts(a), parts(b)];
	return x.m === 0n ? 0 : quotient(x.m, y.m, x.e - y.e, Math.max(x.p, y.p));
}

/** Gives the rest of a division with the sign of the dividend; the dividend itself where the divisor is zero. */
export function modulo(a: Num, b: Num): Num {
	if (isInfinite(a) || isInfinite(b)) return multiply(a, b);
	if (b === 0) return a;
	if (typeof a === "number" && typeof b === "number") return (a % b) + 0;
	const { p } = parts(a);
	const whole = makeNum(truncate(divide(a, b)), 0, p);
	const [x, y] = [parts(whole), parts(b)];
	const product = makeNum(x.m * y.m, x.e + y.e, p);
	return add(a, negate(product));
}
