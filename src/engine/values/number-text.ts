/**
 * Prints `mantissa × 2^exponent` with the fewest decimal digits that no other number of that precision (in bits) is nearer to,
 * in plain notation. Zeros fill what the shortest digits leave open, as in Terraform: 2^70 at 53 bits is 1180591620717411300000.
 */
export function shortestDecimal(
	mantissa: bigint,
	exponent: number,
	precision: number,
): string {
	const sign = mantissa < 0n ? "-" : "";
	const magnitude = mantissa < 0n ? -mantissa : mantissa;
	// The lowest bit of `m` is half a unit in the last place.
	const shift = precision + 1 - magnitude.toString(2).length;
	const m = magnitude << BigInt(shift);
	const e = exponent - shift;
	const inclusive = (m & 2n) === 0n;
	const scale =
		e >= 0
			? (n: bigint) => n << BigInt(e)
			: (n: bigint) => n * 5n ** BigInt(-e);
	const upper = scale(m + 1n).toString();
	const width = upper.length;
	const exact = scale(m).toString().padStart(width, "0");
	const lower = scale(m - 1n)
		.toString()
		.padStart(width, "0");
	const digits = shorten(exact, lower, upper, inclusive);
	return sign + place(digits, width, e >= 0 ? 0 : -e);
}

const stripZeros = (digits: string) => digits.replace(/0+$/, "");

/** Gives the leading digits, as many as needed, of the decimal nearest to `exact` between the limits. */
function shorten(
	exact: string,
	lower: string,
	upper: string,
	inclusive: boolean,
): string {
	const lowerLength = stripZeros(lower).length;
	const upperLength = stripZeros(upper).length;
	const length = stripZeros(exact).length;
	for (let i = 0; i < length; i++) {
		const digit = exact.charCodeAt(i);
		const low = lower.charCodeAt(i);
		const high = upper.charCodeAt(i);
		const down = low !== digit || (inclusive && i + 1 >= lowerLength);
		const up =
			digit !== high && (inclusive || digit + 1 < high || i + 1 < upperLength);
		if (down || up) {
			const kept = exact.slice(0, i + 1);
			if (down && up) return nearestUp(exact, i + 1) ? increment(kept) : kept;
			return down ? kept : increment(kept);
		}
	}
	return exact.slice(0, length);
}

function nearestUp(digits: string, at: number): boolean {
	const next = digits.charCodeAt(at) - 48;
	if (next === 5 && stripZeros(digits).length === at + 1) {
		return at > 0 && (digits.charCodeAt(at - 1) - 48) % 2 === 1;
	}
	return next >= 5;
}

// Leading zeros are kept: their number says where the decimal point stands.
function increment(digits: string): string {
	const next = (BigInt(digits) + 1n).toString();
	return next.padStart(digits.length, "0");
}

/** Sets the decimal point: `digits` are the leading ones of a number `width` digits wide of which `decimals` are behind the point. */
function place(digits: string, width: number, decimals: number): string {
	const all = digits.padEnd(digits.length > width ? width + 1 : width, "0");
	const point = all.length - decimals;
	const whole = (point > 0 ? all.slice(0, point) : "").replace(/^0+/, "");
	const fraction = stripZeros(
		point >= 0 ? all.slice(point) : all.padStart(decimals, "0"),
	);
	return (whole || "0") + (fraction === "" ? "" : `.${fraction}`);
}

/** Prints a number given in plain digits as Go's `%.10g` does: at most ten significant digits, an exponent below 1e-4 and from 1e10. */
export function goGeneral(plain: string): string {
	const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(plain);
	if (match === null) return plain;
	const [, sign = "", whole = "", fraction = ""] = match;
	const all = whole + fraction;
	const lead = /[1-9]/.exec(all)?.index;
	if (lead === undefined) return `${sign}0`;
	let exponent = whole.length - lead - 1;
	let digits = all.slice(lead);
	if (digits.length > 10) {
		const up = nearestUp(digits, 10);
		digits = up ? increment(digits.slice(0, 10)) : digits.slice(0, 10);
		if (digits.length > 10) exponent++;
	}
	digits = stripZeros(digits);
	if (exponent >= -4 && exponent < 10) {
		const text =
			exponent < 0
				? `0.${"0".repeat(-exponent - 1)}${digits}`
				: `${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1)}`;
		return sign + text.replace(/\.$/, "");
	}
	const tail = digits.length > 1 ? `.${digits.slice(1)}` : "";
	const power = String(Math.abs(exponent)).padStart(2, "0");
	return `${sign}${digits[0]}${tail}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** Prints `mantissa × 2^exponent` in plain notation with all its digits. */
export function exactDecimal(mantissa: bigint, exponent: number): string {
	if (exponent >= 0) return (mantissa << BigInt(exponent)).toString();
	const sign = mantissa < 0n ? "-" : "";
	const magnitude = mantissa < 0n ? -mantissa : mantissa;
	const digits = (magnitude * 5n ** BigInt(-exponent))
		.toString()
		.padStart(1 - exponent, "0");
	return `${sign}${digits.slice(0, exponent)}.${stripZeros(digits.slice(exponent))}`;
}

/** Rounds an unsigned number in plain notation to a number of decimals, half to even. */
export function roundDecimal(plain: string, decimals: number): string {
	const [whole = "", fraction = ""] = plain.split(".");
	if (fraction.length <= decimals) return plain;
	const all = whole + fraction;
	const at = whole.length + decimals;
	const kept = nearestUp(all, at)
		? increment(all.slice(0, at))
		: all.slice(0, at);
	const point = kept.length - decimals;
	return decimals === 0 ? kept : `${kept.slice(0, point)}.${kept.slice(point)}`;
}
