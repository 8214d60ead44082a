/**
 * Raises a double to a power with Go's rounding, digit for digit: V8's own differs from it in the last place
 * (Terraform's pow(1.1, 10) is 2.593742460100002). Whole powers go by repeated squaring of fraction and exponent apart.
 */
export function power(base: number, exponent: number): number {
	if (exponent === 0 || base === 1) return 1;
	if (exponent === 1) return base;
	const special = !Number.isFinite(base) || !Number.isFinite(exponent);
	if (special || base === 0 || Math.abs(exponent) >= 2 ** 63) {
		return base ** exponent;
	}
	if (exponent === 0.5) return Math.sqrt(base);
	if (exponent === -0.5) return 1 / Math.sqrt(base);
	const magnitude = Math.abs(exponent);
	let whole = Math.trunc(magnitude);
	let fraction = magnitude - whole;
	if (fraction !== 0 && base < 0) return Number.NaN;
	let result = 1;
	let scale = 0;
	if (fraction !== 0) {
		if (fraction > 0.5) {
			fraction--;
			whole++;
		}
		result = Math.exp(fraction * Math.log(base));
	}
	let [square, shift] = split(base);
	for (; whole !== 0; whole = Math.floor(whole / 2)) {
		if (Math.abs(shift) > 4096) {
			scale += shift;
			break;
		}
		if (whole % 2 === 1) {
			result *= square;
			scale += shift;
		}
		square *= square;
		shift *= 2;
		if (square < 0.5) {
			square += square;
			shift--;
		}
	}
	if (exponent < 0) {
		result = 1 / result;
		scale = -scale;
	}
	return scaleBy(result, scale);
}

/** Splits a number into a fraction in [1/2, 1) and a power of two. */
function split(n: number): [number, number] {
	let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(n))) + 1);
	let fraction = scaleBy(n, -exponent);
	while (Math.abs(fraction) < 0.5) {
		fraction *= 2;
		exponent--;
	}
	while (Math.abs(fraction) >= 1) {
		fraction /= 2;
		exponent++;
	}
	return [fraction, exponent];
}

/** Multiplies by a power of two in steps that do not overflow by themselves. */
function scaleBy(n: number, exponent: number): number {
	let result = n;
	let rest = Math.max(-3000, Math.min(3000, exponent));
	for (; rest > 1000; rest -= 1000) result *= 2 ** 1000;
	for (; rest < -1000; rest += 1000) result *= 2 ** -1000;
	return result * 2 ** rest;
}
