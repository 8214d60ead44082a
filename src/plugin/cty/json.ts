import type { CtyType } from "../../core/cty-type";
import { Dynamic } from "../../core/dynamic";
import { ExactNumber, exactNumber } from "../../core/exact-number";
import { parseExact } from "../../core/json";
import { prepared } from "./attributes";
import { setMember } from "./decode";
import { CtyFault, inside } from "./fault";
import { decodeType } from "./type";

/** Reads JSON as parseExact does. Throws a CtyFault that quotes nothing of a text that is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return parseExact(text);
	} catch {
		throw new CtyFault("this is not valid JSON");
	}
}

/** Reads a value of a type from the JSON of a state: attributes that the type lacks are left out, absent ones are null; see `decode` for the values. */
export function decodeJson(type: CtyType, text: string): unknown {
	return fromJson(type, parseJson(text));
}

/** True where a text is JSON of exactly this type, every attribute in it and no other: decoding it would change nothing. */
export function isJsonOf(type: CtyType, text: string): boolean {
	try {
		return fits(type, JSON.parse(text));
	} catch {
		return false;
	}
}

function fits(type: CtyType, given: unknown): boolean {
	if (given === null) return true;
	if (typeof type === "string")
		return type === "bool" ? typeof given === "boolean" : typeof given === type;
	switch (type[0]) {
		case "list":
		case "set":
			return Array.isArray(given) && given.every((v) => fits(type[1], v));
		case "tuple":
			return (
				Array.isArray(given) &&
				given.length === type[1].length &&
				type[1].every((inner, i) => fits(inner, given[i]))
			);
	}
	if (typeof given !== "object" || Array.isArray(given)) return false;
	const members = given as Record<string, unknown>;
	if (type[0] === "map")
		return Object.values(members).every((v) => fits(type[1], v));
	const { attributes } = prepared(type[1]);
	for (const { name, type: inner } of attributes) {
		const value = members[name];
		if (value === null) continue;
		if (value === undefined || !Object.hasOwn(members, name)) return false;
		if (!fits(inner, value)) return false;
	}
	return Object.keys(members).length === attributes.length;
}

/** Takes what parseJson gave as a value of a type, as decodeJson does. */
export function fromJson(type: CtyType, given: unknown): unknown {
	if (given === null || given === undefined) return null;
	if (typeof type === "string") return fromSimple(type, given);
	switch (type[0]) {
		case "list":
		case "set":
			return arrayOf(type, given).map((v, i) => within(i, type[1], v));
		case "tuple":
			return type[1].map((inner, i) =>
				within(i, inner, arrayOf(type, given)[i]),
			);
		case "map": {
			const out: Record<string, unknown> = {};
			for (const [key, inner] of Object.entries(membersOf(type, given)))
				setMember(out, key, within(key, type[1], inner));
			return out;
		}
		default: {
			const members = membersOf(type, given);
			const out: Record<string, unknown> = {};
			for (const [name, inner] of Object.entries(type[1]))
				setMember(
					out,
					name,
					Object.hasOwn(members, name)
						? within(name, inner, members[name])
						: null,
				);
			return out;
		}
	}
}

function fromSimple(type: string, given: unknown): unknown {
	if (type === "dynamic") {
		const { value, type: known } = membersOf("dynamic", given);
		const inner = decodeType(JSON.stringify(known ?? null));
		return new Dynamic(inner, fromJson(inner, value));
	}
	const is =
		type === "bool"
			? typeof given === "boolean"
			: type === "string"
				? typeof given === "string"
				: isNumber(given);
	if (is) return given;
	// States hold primitives in either form where an attribute has changed its type.
	if (type === "string" && (typeof given === "boolean" || isNumber(given)))
		return String(given);
	if (type === "bool" && (given === "true" || given === "false"))
		return given === "true";
	if (type === "number" && typeof given === "string") {
		const value = exactNumber(given);
		if (value !== undefined) return value;
	}
	throw misfit(type, given);
}

function within(step: string | number, type: CtyType, given: unknown): unknown {
	try {
		return fromJson(type, given);
	} catch (cause) {
		throw inside(step, cause);
	}
}

const isNumber = (given: unknown) =>
	typeof given === "number" ||
	typeof given === "bigint" ||
	given instanceof ExactNumber;

function arrayOf(type: CtyType, given: unknown): unknown[] {
	if (!Array.isArray(given)) throw misfit(type[0] as string, given);
	return given;
}

function membersOf(type: CtyType, given: unknown): Record<string, unknown> {
	if (
		typeof given !== "object" ||
		given === null ||
		Array.isArray(given) ||
		given instanceof ExactNumber
	)
		throw misfit(typeof type === "string" ? type : type[0], given);
	return given as Record<string, unknown>;
}

const misfit = (wanted: string, given: unknown) =>
	new CtyFault(
		`a ${wanted} was expected, and it is ${Array.isArray(given) ? "an array" : `of type ${typeof given}`}`,
	);
