import type { CtyType } from "../../core/cty-type";
import { Dynamic, impliedType } from "../../core/dynamic";
import { ExactNumber, numberDigits } from "../../core/exact-number";
import { UNKNOWN } from "../../core/unknown";
import { prepared } from "./attributes";
import { CtyFault, inside } from "./fault";
import { encodeType } from "./type";
import { Writer } from "./writer";

type Members = Readonly<Record<string, unknown>>;

const shared = new Writer();
const LEAST = -(2n ** 63n);
const MOST = 2n ** 64n;

/**
 * Writes a value of a type as Terraform's MessagePack. Values are those of the provider: null (or undefined), UNKNOWN, plain values, and
 * Dynamic where the type is dynamic (a plain value there has the type that it implies). Throws a CtyFault for a value of another type.
 */
export function encode(type: CtyType, value: unknown): Buffer {
	write(type, value, shared.reset());
	return shared.take();
}

function write(type: CtyType, value: unknown, out: Writer): Writer {
	if (value === null || value === undefined) return out.nil();
	if (value === UNKNOWN) return out.unknown();
	if (typeof type === "string") return writeSimple(type, value, out);
	switch (type[0]) {
		case "list":
		case "set":
		case "tuple":
			return writeElements(type, value, out);
		case "map": {
			const members = membersOf(value);
			const keys = Object.keys(members);
			out.map(keys.length);
			for (const key of keys) {
				out.string(key);
				writeInside(key, type[1], members[key], out);
			}
			return out;
		}
		default:
			return writeObject(type[1], membersOf(value), out);
	}
}

function writeInside(
	step: string | number,
	type: CtyType,
	value: unknown,
	out: Writer,
): Writer {
	try {
		return write(type, value, out);
	} catch (cause) {
		throw inside(step, cause);
	}
}

function writeSimple(type: string, value: unknown, out: Writer): Writer {
	if (type === "string" && typeof value === "string") return out.string(value);
	if (type === "bool" && typeof value === "boolean") return out.bool(value);
	if (type === "number") return writeNumber(value, out);
	if (type !== "dynamic") throw misfit(type, value);
	const known = value instanceof Dynamic ? value.type : impliedType(value);
	out.array(2).binary(encodeType(known));
	return write(known, value instanceof Dynamic ? value.value : value, out);
}

function writeNumber(value: unknown, out: Writer): Writer {
	if (typeof value === "number") {
		if (Number.isSafeInteger(value)) return out.integer(value + 0);
		if (Number.isNaN(value)) throw new CtyFault("NaN is no number");
		if (!Number.isFinite(value)) return out.double(value);
		// The digits, not the double: 0.1 of a configuration is exactly one tenth for Terraform.
		return out.string(numberDigits(value));
	}
	if (typeof value === "bigint")
		return value >= LEAST && value < MOST
			? out.bigint(value)
			: out.string(value.toString());
	if (value instanceof ExactNumber) return out.string(value.text);
	throw misfit("number", value);
}

function writeElements(
	type: Extract<CtyType, [string, ...unknown[]]>,
	value: unknown,
	out: Writer,
): Writer {
	if (!Array.isArray(value)) throw misfit(type[0], value);
	const types = type[0] === "tuple" ? (type[1] as CtyType[]) : undefined;
	if (types && types.length !== value.length)
		throw new CtyFault(
			`${types.length} elements were expected, and there are ${value.length}`,
		);
	out.array(value.length);
	for (let i = 0; i < value.length; i++)
		writeInside(
			i,
			(types ? types[i] : type[1]) as CtyType,
			value[i] as unknown,
			out,
		);
	return out;
}

function writeObject(
	types: Record<string, CtyType>,
	members: Members,
	out: Writer,
): Writer {
	const { attributes, nulls, starts } = prepared(types);
	out.map(attributes.length);
	// Names and nulls up to here are written.
	let written = 0;
	for (let i = 0; i < attributes.length; i++) {
		const { name, type } = attributes[i] as (typeof attributes)[number];
		const value = members[name];
		if (value === null || value === undefined) continue;
		if (!Object.hasOwn(members, name)) continue;
		out.raw(nulls, written, (starts[i + 1] as number) - 1);
		writeInside(name, type, value, out);
		written = starts[i + 1] as number;
	}
	return out.raw(nulls, written);
}

function membersOf(value: unknown): Members {
	if (
		typeof value !== "object" ||
		Array.isArray(value) ||
		value instanceof ExactNumber ||
		value instanceof Dynamic
	)
		throw misfit("map or object", value);
	return value as Members;
}

// The value itself is not named, as it may be a secret.
const misfit = (wanted: string, value: unknown) =>
	new CtyFault(
		`a ${wanted} was expected, and it is ${Array.isArray(value) ? "an array" : `of type ${typeof value}`}`,
	);
