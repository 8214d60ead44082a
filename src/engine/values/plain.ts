import type { CtyType } from "../../core/cty-type";
import { UNKNOWN } from "../../core/unknown";
import { ConversionError, convert, within } from "./convert";
import { defineMember } from "./json";
import {
	fromBigInt,
	isWhole,
	LongNumber,
	parseNum,
	toDouble,
	truncate,
} from "./number";
import { setValue } from "./set";
import { normalize } from "./strings";
import {
	attributeLists,
	elementOf,
	friendlyName,
	hasDynamic,
	kindOf,
	listOf,
	type TupleType,
} from "./types";
import {
	boolValue,
	NULL,
	nullValue,
	stringValue,
	unknownValue,
	Value,
} from "./value";

/**
 * Gives the plain JavaScript form of a value, without its marks: null, the symbol UNKNOWN, strings, booleans, arrays (lists, sets in order, tuples),
 * objects (maps, objects), and numbers; a whole number beyond 2^53 is a bigint, a fraction the nearest double.
 */
export function toPlain(value: Value): unknown {
	const { raw } = value;
	if (raw === null || typeof raw !== "object") return raw;
	if (Array.isArray(raw)) return raw.map(toPlain);
	if (raw instanceof Map) {
		const object: Record<string, unknown> = {};
		for (const [key, inner] of raw) {
			if (key === "__proto__") defineMember(object, key, toPlain(inner));
			else object[key] = toPlain(inner);
		}
		return object;
	}
	if (!(raw instanceof LongNumber)) return UNKNOWN;
	return isWhole(raw) ? truncate(raw) : toDouble(raw);
}

/**
 * Makes a value of a type from its plain JavaScript form (see toPlain); `undefined` and absent attributes are null, a Value stays as it is.
 * Throws ConversionError, with the path, for what does not fit.
 */
export function fromPlain(plain: unknown, type: CtyType): Value {
	return read(plain, type);
}

function read(plain: unknown, type: CtyType): Value {
	if (plain instanceof Value) return convert(plain, type);
	if (plain === null || plain === undefined) return nullValue(type);
	if (plain === UNKNOWN) return unknownValue(type);
	const kind = kindOf(type);
	if (kind === "dynamic") return implied(plain);
	if (kind === "list" || kind === "set") {
		if (!Array.isArray(plain)) throw misfit(type);
		const element = elementOf(type);
		const elements = plain.map((inner, i) => within(i, read, inner, element));
		return kind === "set"
			? setValue(element, elements)
			: new Value(listOf(element), elements);
	}
	if (kind === "tuple") {
		const types = (type as TupleType)[1];
		if (!Array.isArray(plain) || plain.length !== types.length) {
			throw misfit(type);
		}
		return new Value(
			undefined,
			plain.map((inner, i) => within(i, read, inner, types[i] as CtyType)),
		);
	}
	if (kind === "map" || kind === "object") {
		if (typeof plain !== "object" || Array.isArray(plain)) {
			throw misfit(type);
		}
		return readMembers(plain as Record<string, unknown>, type);
	}
	const value = implied(plain);
	if (value.type !== type) throw misfit(type);
	return value;
}

function readMembers(plain: Record<string, unknown>, type: CtyType): Value {
	const members = new Map<string, Value>();
	if (kindOf(type) === "map") {
		const element = elementOf(type);
		for (const key of Object.keys(plain)) {
			members.set(normalize(key), within(key, read, plain[key], element));
		}
		return new Value(type, members);
	}
	const { names, types } = attributeLists(type);
	let found = 0;
	for (let i = 0; i < names.length; i++) {
		const name = names[i] as string;
		const has = Object.hasOwn(plain, name);
		if (has) found++;
		const inner = has ? plain[name] : null;
		members.set(name, within(name, read, inner, types[i] as CtyType));
	}
	const keys = Object.keys(plain);
	if (keys.length > found) {
		const extra = keys.find((key) => !names.includes(key)) as string;
		throw new ConversionError(`unsupported attribute "${extra}"`);
	}
	return new Value(hasDynamic(type) ? undefined : type, members);
}

function implied(plain: unknown): Value {
	switch (typeof plain) {
		case "string":
			return stringValue(plain);
		case "boolean":
			return boolValue(plain);
		case "bigint":
			return new Value("number", fromBigInt(plain));
		case "number": {
			const num = parseNum(String(plain));
			if (num !== undefined) return new Value("number", num);
			break;
		}
		case "object":
			if (plain === null) return NULL;
			if (plain instanceof LongNumber) return new Value("number", plain);
			if (Array.isArray(plain)) {
				return new Value(
					undefined,
					plain.map((inner, i) => within(i, read, inner, "dynamic")),
				);
			}
			return new Value(
				undefined,
				new Map(
					Object.entries(plain).map(([key, inner]) => [
						normalize(key),
						within(key, read, inner, "dynamic"),
					]),
				),
			);
	}
	throw new ConversionError("a value that Terraform knows is required");
}

function misfit(type: CtyType): ConversionError {
	return new ConversionError(`${friendlyName(type)} required`);
}
