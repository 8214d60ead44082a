import { quote } from "../values/strings";

/** A moment, and the offset from UTC in minutes that it is told in. */
export interface Timestamp {
	/** Milliseconds since 1970; nanoseconds behind them are kept apart. */
	milliseconds: number;
	nanoseconds: number;
	offset: number;
}

interface Part {
	pattern: RegExp;
	name: string;
	max?: number;
}

const PARTS: Part[] = [
	{ pattern: /^\d{4}/, name: "year" },
	{ pattern: /^-/, name: "-" },
	{ pattern: /^\d{2}/, name: "month" },
	{ pattern: /^-/, name: "-" },
	{ pattern: /^\d{2}/, name: "day of month" },
	{ pattern: /^T/, name: "T" },
	{ pattern: /^\d{2}/, name: "hour" },
	{ pattern: /^:/, name: ":" },
	{ pattern: /^\d{2}/, name: "minute" },
	{ pattern: /^:/, name: ":" },
	{ pattern: /^\d{2}(?:\.\d+)?/, name: "second" },
	{ pattern: /^(?:Z|[+-]\d{2}:\d{2})/, name: "UTC offset" },
];

function invalid(detail: string): Error {
	return new Error(`not a valid RFC3339 timestamp${detail}`);
}

/** Reads an RFC 3339 timestamp; throws an Error that says what is wrong. */
export function parseTimestamp(given: string): Timestamp {
	const found: string[] = [];
	let rest = given;
	for (const part of PARTS) {
		const match = part.pattern.exec(rest)?.[0];
		if (match === undefined) throw missing(part.name, rest);
		found.push(match);
		rest = rest.slice(match.length);
	}
	if (rest !== "") throw invalid(`: extra text: ${quote(rest)}`);
	const [year, , month, , day, , hour, , minute, , second = "", zone = ""] =
		found;
	const whole = Math.floor(Number(second));
	const limits: [unknown, number, number, string][] = [
		[month, 1, 12, "month"],
		[day, 1, daysIn(Number(year), Number(month)), "day"],
		[hour, 0, 23, "hour"],
		[minute, 0, 59, "minute"],
		[whole, 0, 59, "second"],
	];
	for (const [value, min, max, name] of limits) {
		if (Number(value) >= min && Number(value) <= max) continue;
		throw invalid(
			name === "hour"
				? ": hour must be between 0 and 23 inclusive"
				: `: ${name} out of range`,
		);
	}
	const offset = zoneOffset(zone);
	const fraction = `${second.slice(3)}000000000`.slice(0, 9);
	const date = new Date(0);
	date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
	date.setUTCHours(Number(hour), Number(minute) - offset, whole);
	return {
		milliseconds: date.getTime() + Number(fraction.slice(0, 3)),
		nanoseconds: Number(fraction.slice(3)),
		offset,
	};
}

function zoneOffset(zone: string): number {
	if (zone === "Z") return 0;
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
	if (hours > 23) throw invalid(": timezone hour out of range");
	if (minutes > 59) throw invalid(": timezone minute out of range");
	return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function missing(name: string, rest: string): Error {
	if (name === "T") return invalid(": missing required time introducer 'T'");
	if (name === ":" || name === "-") {
		return rest === ""
			? invalid(`: end of string where ${quote(name)} is expected`)
			: invalid(`: found ${quote(rest)} where ${quote(name)} is expected`);
	}
	if (rest === "") return invalid(`: end of string before ${name}`);
	if ((name === "hour" || name === "minute") && /^\d(?!\d)/.test(rest)) {
		return invalid(`: ${name} must have exactly two digits`);
	}
	return invalid(`: cannot use ${quote(rest)} as ${name}`);
}

function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/** Gives the date in the timestamp's own offset, to be read with the UTC getters. */
export function localDate(time: Timestamp): Date {
	return new Date(time.milliseconds + time.offset * 60_000);
}

/** Prints the offset as `Z` for none, or `+hh:mm` with the separator given. */
export function printOffset(
	{ offset }: Timestamp,
	separator: string,
	zulu: boolean,
): string {
	if (offset === 0 && zulu) return "Z";
	const minutes = Math.abs(offset);
	const pad = (n: number) => String(n).padStart(2, "0");
	return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}${separator}${pad(minutes % 60)}`;
}

/** Prints a timestamp in RFC 3339, without fractions of a second. */
export function printTimestamp(time: Timestamp): string {
	const date = localDate(time);
	const year = String(date.getUTCFullYear()).padStart(4, "0");
	const rest = date.toISOString().replace(/^[+-]?\d+(-.*)\.\d+Z$/, "$1");
	return year + rest + printOffset(time, ":", true);
}

const UNITS: Record<string, bigint> = {
	ns: 1n,
	us: 1_000n,
	µs: 1_000n,
	μs: 1_000n,
	ms: 1_000_000n,
	s: 1_000_000_000n,
	m: 60_000_000_000n,
	h: 3_600_000_000_000n,
};

/** Reads a duration as Go writes it (`1h30m`, `-1.5s`), in nanoseconds; throws an Error. */
export function parseDuration(given: string): bigint {
	const [, sign, body = ""] = /^([+-]?)(.*)$/s.exec(given) ?? [];
	if (body === "0") return 0n;
	if (body === "") throw new Error(`time: invalid duration ${quote(given)}`);
	let total = 0n;
	let rest = body;
	while (rest !== "") {
		const match = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest);
		if (match === null)
			throw new Error(`time: invalid duration ${quote(given)}`);
		const [whole, amount = "", unit = ""] = match;
		if (unit === "") {
			throw new Error(`time: missing unit in duration ${quote(given)}`);
		}
		const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
		if (factor === undefined) {
			throw new Error(
				`time: unknown unit ${quote(unit)} in duration ${quote(given)}`,
			);
		}
		const [units = "", fraction = ""] = amount.split(".");
		total += BigInt(units || "0") * factor;
		if (fraction !== "") {
			total += (BigInt(fraction) * factor) / 10n ** BigInt(fraction.length);
		}
		rest = rest.slice(whole.length);
	}
	return sign === "-" ? -total : total;
}

/** Moves a timestamp by nanoseconds. */
export function addDuration(time: Timestamp, duration: bigint): Timestamp {
	const all =
		BigInt(time.milliseconds) * 1_000_000n +
		BigInt(time.nanoseconds) +
		duration;
	const nanoseconds = ((all % 1_000_000n) + 1_000_000n) % 1_000_000n;
	return {
		milliseconds: Number((all - nanoseconds) / 1_000_000n),
		nanoseconds: Number(nanoseconds),
		offset: time.offset,
	};
}
