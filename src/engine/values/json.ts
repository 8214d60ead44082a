import type { CtyType } from "../../core/cty-type";
import { ConversionError, within } from "./convert";
import { escapeHtml, type JsonValue, jsonNumber } from "./json-text";
import { fromDouble, LongNumber, numText, parseNum } from "./number";
import { setValue } from "./set";
import { normalize, quote } from "./strings";
import {
	attributeLists,
	attributesOf,
	elementOf,
	friendlyName,
	hasDynamic,
	kindOf,
} from "./types";
import {
	boolValue,
	EPHEMERAL,
	NULL,
	nullValue,
	stringValue,
	Value,
} from "./value";

/** Gives the type that JSON has by itself: arrays are tuples, objects are objects, null is dynamic. */
export function impliedType(json: JsonValue): CtyType {
	return fromJsonImplied(json).type;
}

/** Makes a value of the type that the JSON has by itself. */
export function fromJsonImplied(json: JsonValue): Value {
	if (json === null) return NULL;
	if (typeof json === "string") return stringValue(json);
	if (typeof json === "boolean") return boolValue(json);
	if (typeof json === "number" || json instanceof LongNumber) {
		return numberFromJson(json);
	}
	if (Array.isArray(json)) {
		return new Value(undefined, json.map(fromJsonImplied));
	}
	const members = new Map<string, Value>();
	for (const key of Object.keys(json)) {
		members.set(normalize(key), fromJsonImplied(json[key] as JsonValue));
	}
	return new Value(undefined, members);
}

// A fraction in JSON is the decimal that was written, not the double nearest to it.
function numberFromJson(json: number | LongNumber): Value {
	if (typeof json !== "number") return new Value("number", json);
	return new Value(
		"number",
		Number.isSafeInteger(json)
			? json + 0
			: (parseNum(String(json)) ?? fromDouble(json)),
	);
}

/**
 * Reads a value of a type from the JSON of a state file; a dynamic part is `{"value": …, "type": …}` there.
 * An absent attribute is null; an attribute that the type lacks, or JSON that does not fit, is a ConversionError.
 */
export function fromJson(json: JsonValue, type: CtyType): Value {
	return read(json, type);
}

function read(json: JsonValue, type: CtyType): Value {
	if (json === null) return nullValue(type);
	switch (kindOf(type)) {
		case "dynamic": {
			const { value, type: inner } = asObject(json, type);
			return read(value ?? null, (inner ?? "dynamic") as CtyType);
		}
		case "list":
		case "set": {
			const element = elementOf(type);
			const elements = asArray(json, type).map((inner, i) =>
				within(i, read, inner, element),
			);
			return kindOf(type) === "set"
				? setValue(element, elements)
				: new Value(type, elements);
		}
		case "map": {
			const element = elementOf(type);
			const members = new Map<string, Value>();
			const given = asObject(json, type);
			for (const key of Object.keys(given)) {
				const inner = given[key] as JsonValue;
				members.set(normalize(key), within(key, read, inner, element));
			}
			return new Value(type, members);
		}
		case "object":
			return readObject(asObject(json, type), type);
		case "tuple": {
			const types = type[1] as CtyType[];
			const given = asArray(json, type);
			if (given.length !== types.length) throw misfit(type);
			return new Value(
				hasDynamic(type) ? undefined : type,
				given.map((inner, i) => within(i, read, inner, types[i] as CtyType)),
			);
		}
		default:
			return readPrimitive(json, type);
	}
}

function readObject(given: Record<string, JsonValue>, type: CtyType): Value {
	const { names, types } = attributeLists(type);
	const members = new Map<string, Value>();
	let found = 0;
	for (let i = 0; i < names.length; i++) {
		const name = names[i] as string;
		const inner = types[i] as CtyType;
		const has = Object.hasOwn(given, name);
		if (has) found++;
		members.set(
			name,
			has
				? within(name, read, given[name] as JsonValue, inner)
				: nullValue(inner),
		);
	}
	const keys = Object.keys(given);
	if (keys.length > found) {
		const extra = keys.find((key) => !names.includes(key)) as string;
		throw new ConversionError(`unsupported attribute ${quote(extra)}`);
	}
	return new Value(hasDynamic(type) ? undefined : type, members);
}

function readPrimitive(json: JsonValue, type: CtyType): Value {
	const isNumber = typeof json === "number" || json instanceof LongNumber;
	if (type === "string") {
		if (typeof json === "string") return stringValue(json);
		if (typeof json === "boolean") return stringValue(String(json));
		if (isNumber) return stringValue(numText(numberFromJson(json).num));
	} else if (type === "number") {
		if (isNumber) return numberFromJson(json);
		const parsed = typeof json === "string" ? parseNum(json) : undefined;
		if (parsed !== undefined) return new Value("number", parsed);
	} else {
		if (typeof json === "boolean") return boolValue(json);
		if (json === "true" || json === "1") return boolValue(true);
		if (json === "false" || json === "0") return boolValue(false);
	}
	throw misfit(type);
}

function misfit(type: CtyType): ConversionError {
	return new ConversionError(`${friendlyName(type)} required`);
}

function asArray(json: JsonValue, type: CtyType): JsonValue[] {
	if (!Array.isArray(json)) throw misfit(type);
	return json;
}

function asObject(json: JsonValue, type: CtyType): Record<string, JsonValue> {
	if (
		typeof json !== "object" ||
		json === null ||
		Array.isArray(json) ||
		json instanceof LongNumber
	) {
		throw misfit(type);
	}
	return json;
}

/**
 * Gives the JSON of a wholly known value as state files hold it. With `type`, parts that are dynamic in it are wrapped as `{"value", "type"}`.
 * Throws for an unknown part, and for an ephemeral one, which must not be stored; sensitive marks are the caller's to record.
 */
export function toJson(value: Value, type: CtyType = value.type): JsonValue {
	if (!value.isWhollyKnown) {
		throw new Error("an unknown value cannot be written as JSON");
	}
	if ((value.deepMarks & EPHEMERAL) !== 0) {
		throw new Error("an ephemeral value cannot be written as JSON");
	}
	return write(value, type);
}

function write(value: Value, type: CtyType): JsonValue {
	const { raw } = value;
	if (type === "dynamic" && !(raw === null && value.isDynamic)) {
		const inner = value.type;
		return { value: write(value, inner), type: inner as JsonValue };
	}
	if (raw === null) return null;
	if (raw instanceof Map) {
		const object: Record<string, JsonValue> = {};
		const inner = kindOf(type) === "map" ? elementOf(type) : undefined;
		for (const key of value.keys) {
			const member = raw.get(key) as Value;
			const json = write(member, inner ?? (attributesOf(type)[key] as CtyType));
			if (key === "__proto__") defineMember(object, key, json);
			else object[key] = json;
		}
		return object;
	}
	if (Array.isArray(raw)) {
		const tuple = kindOf(type) === "tuple" ? (type[1] as CtyType[]) : undefined;
		return raw.map((inner, i) =>
			write(inner, (tuple ? tuple[i] : elementOf(type)) as CtyType),
		);
	}
	if (value.type === "number") return jsonNumber(value.num);
	return raw as string | boolean;
}

/** Sets a member whose name an assignment would take for the object's prototype. */
export function defineMember<T>(
	object: Record<string, T>,
	key: string,
	value: T,
): void {
	Object.defineProperty(object, key, {
		value,
		enumerable: true,
		configurable: true,
		writable: true,
	});
}

/** Encodes a wholly known value as Terraform's jsonencode does: keys in order, no spaces, `<`, `>` and `&` escaped. */
export function encodeJson(value: Value): string {
	return escapeHtml(encode(value));
}

function encode(value: Value): string {
	const { raw } = value;
	if (raw === null) return "null";
	if (raw instanceof Map) {
		const members = value.keys.map(
			(key) => `${JSON.stringify(key)}:${encode(raw.get(key) as Value)}`,
		);
		return `{${members.join(",")}}`;
	}
	if (Array.isArray(raw)) return `[${raw.map(encode).join(",")}]`;
	return value.type === "number" ? numText(value.num) : JSON.stringify(raw);
}
