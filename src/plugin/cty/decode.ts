import type { CtyType } from "../../core/cty-type";
import { Dynamic } from "../../core/dynamic";
import {
	type AnyNumber,
	ExactNumber,
	exactNumber,
} from "../../core/exact-number";
import { UNKNOWN } from "../../core/unknown";
import { prepared } from "./attributes";
import { CtyFault, inside } from "./fault";
import { Reader } from "./reader";
import { decodeType } from "./type";

type Members = Record<string, unknown>;

/**
 * Reads a value of a type from Terraform's MessagePack: null, UNKNOWN (whatever is known about it), strings, booleans, numbers (see AnyNumber),
 * arrays (lists, sets, tuples), objects (maps, objects), and Dynamic where the type is dynamic and the value says which it has.
 */
export function decode(type: CtyType, bytes: Uint8Array): unknown {
	const from = new Reader(bytes);
	const value = read(type, from);
	if (!from.atEnd) throw new CtyFault("the message goes on after the value");
	return value;
}

function read(type: CtyType, from: Reader): unknown {
	if (from.nil()) return null;
	if (from.extension()) return UNKNOWN;
	switch (type) {
		case "string":
			return from.string();
		case "bool":
			return from.bool();
		case "number":
			return readNumber(from);
		case "dynamic": {
			if (from.array() !== 2)
				throw new CtyFault("a type and a value were expected");
			const known = decodeType(from.binary());
			return new Dynamic(known, read(known, from));
		}
	}
	switch (type[0]) {
		case "list":
		case "set": {
			const out: unknown[] = [];
			const length = from.array();
			for (let i = 0; i < length; i++) out.push(readInside(i, type[1], from));
			return out;
		}
		case "tuple": {
			const types = type[1];
			const length = from.array();
			if (length !== types.length)
				throw new CtyFault(
					`${types.length} elements were expected, and ${length} came`,
				);
			return types.map((inner, i) => readInside(i, inner, from));
		}
		case "map":
			return readMap(type[1], from);
		default:
			return readObject(type[1], from);
	}
}

function readInside(
	step: string | number,
	type: CtyType,
	from: Reader,
): unknown {
	try {
		return read(type, from);
	} catch (cause) {
		throw inside(step, cause);
	}
}

function readMap(type: CtyType, from: Reader): Members {
	const out: Members = {};
	const length = from.map();
	for (let i = 0; i < length; i++) {
		const key = from.string();
		setMember(out, key, readInside(key, type, from));
	}
	return out;
}

function readObject(types: Record<string, CtyType>, from: Reader): Members {
	const { attributes, nulls, starts, runs, blank } = prepared(types);
	const out: Members = { ...blank };
	const length = from.map();
	const last = Math.min(length, attributes.length);
	let i = 0;
	while (i < length) {
		const start = i;
		const run = runs[start] ?? start;
		if (
			run > start &&
			run <= last &&
			from.takes(nulls, starts[start], starts[run])
		) {
			i = run;
			continue;
		}
		// Terraform writes attributes in this order: their names need not be read.
		const next = attributes[start];
		i++;
		if (next && from.takes(nulls, starts[start], (starts[i] as number) - 1)) {
			if (from.nil()) {
				while (i < last && from.takes(nulls, starts[i], starts[i + 1])) i++;
				runs[start] = i;
			} else {
				setMember(out, next.name, readInside(next.name, next.type, from));
				runs[start] = start;
			}
			continue;
		}
		const name = from.string();
		const type = Object.hasOwn(types, name) ? types[name] : undefined;
		if (type === undefined)
			throw new CtyFault(`there is no attribute "${name}" in the type`);
		setMember(out, name, readInside(name, type, from));
	}
	return out;
}

/** Sets a member, also one whose name means something to JavaScript. */
export function setMember(object: Members, key: string, value: unknown): void {
	if (key === "__proto__")
		Object.defineProperty(object, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true,
		});
	else object[key] = value;
}

function readNumber(from: Reader): AnyNumber {
	const given = from.number();
	if (typeof given === "number" || typeof given === "bigint") return given;
	if (typeof given === "object") return fromDouble(given.double);
	const value = exactNumber(given);
	if (value === undefined)
		throw new CtyFault("the digits of a number were expected");
	return value;
}

/** A double of Terraform's means all of its binary digits; one of ours means the shortest decimal digits. */
function fromDouble(double: number): AnyNumber {
	if (Number.isSafeInteger(double)) return double + 0;
	if (Number.isNaN(double)) throw new CtyFault("NaN is no number");
	if (!Number.isFinite(double)) return double;
	if (Number.isInteger(double)) return BigInt(double);
	// Whole once it is doubled often enough: at most 1,074 times.
	let twice = 0;
	let whole = double;
	while (!Number.isInteger(whole)) {
		whole *= 2;
		twice++;
	}
	const digits = `${BigInt(whole) * 5n ** BigInt(twice)}e-${twice}`;
	return exactNumber(digits) ?? new ExactNumber(digits);
}
