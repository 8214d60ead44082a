import type { CtyType } from "../../core/cty-type";
import { UNKNOWN } from "../../core/unknown";
import { ConversionError, convert } from "./convert";
import { defineMember } from "./json";
import {
	fromBigInt,
	isWhole,
	LongNumber,
	parseNum,
	toDouble,
	truncate,
} from "./number";
import type { Path } from "./path";
import { setValue } from "./set";
import { normalize } from "./strings";
import {
	attributesOf,
	elementOf,
	friendlyName,
	kindOf,
	listOf,
	mapOf,
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
	return read(plain, type, []);
}

function read(plain: unknown, type: CtyType, path: Path): Value {
	if (plain instanceof Value) return convert(plain, type);
	if (plain === null || plain === undefined) return nullValue(type);
	if (plain === UNKNOWN) return unknownValue(type);
	const kind = kindOf(type);
	if (kind === "dynamic") return implied(plain, path);
	if (kind === "list" || kind === "set") {
		if (!Array.isArray(plain)) throw misfit(type, path);
		const element = elementOf(type);
		const elements = plain.map((inner, i) =>
			read(inner, element, [...path, i]),
		);
		return kind === "set"
			? setValue(element, elements)
			: new Value(listOf(element), elements);
	}
	if (kind === "tuple") {
		const types = (type as TupleType)[1];
		if (!Array.isArray(plain) || plain.length !== types.length) {
			throw misfit(type, path);
		}
		return new Value(
			undefined,
			plain.map((inner, i) => read(inner, types[i] as CtyType, [...path, i])),
		);
	}
	if (kind === "map" || kind === "object") {
		if (typeof plain !== "object" || Array.isArray(plain)) {
			throw misfit(type, path);
		}
		return readMembers(plain as Record<string, unknown>, type, path);
	}
	const value = implied(plain, path);
	if (value.type !== type) throw misfit(type, path);
	return value;
}

function readMembers(
	plain: Record<string, unknown>,
	type: CtyType,
	path: Path,
): Value {
	const members = new Map<string, Value>();
	if (kindOf(type) === "map") {
		for (const key of Object.keys(plain)) {
			members.set(
				normalize(key),
				read(plain[key], elementOf(type), [...path, key]),
			);
		}
		return new Value(mapOf(elementOf(type)), members);
	}
	const attributes = attributesOf(type);
	for (const key of Object.keys(plain)) {
		if (!Object.hasOwn(attributes, key)) {
			throw new ConversionError(`unsupported attribute "${key}"`, path);
		}
	}
	for (const name of Object.keys(attributes)) {
		const inner = Object.hasOwn(plain, name) ? plain[name] : null;
		members.set(
			name,
			read(inner, attributes[name] as CtyType, [...path, name]),
		);
	}
	return new Value(undefined, members);
}

function implied(plain: unknown, path: Path): Value {
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
					plain.map((inner, i) => read(inner, "dynamic", [...path, i])),
				);
			}
			return new Value(
				undefined,
				new Map(
					Object.entries(plain).map(([key, inner]) => [
						normalize(key),
						read(inner, "dynamic", [...path, key]),
					]),
				),
			);
	}
	throw new ConversionError("a value that Terraform knows is required", path);
}

function misfit(type: CtyType, path: Path): ConversionError {
	return new ConversionError(`${friendlyName(type)} required`, path);
}
