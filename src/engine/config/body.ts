import { type CtyType, type Path, UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import {
	checkExpression,
	convert,
	type Expression,
	evaluate,
	expressionFromJson,
	type JsonValue,
	type ProvidedFunctions,
	type Scope,
	valueScope,
} from "../language";
import { plainOf } from "../objects/plain";
import { type Attr, blankOf, type TypeSchema } from "../objects/schema";
import type { Faults } from "./faults";
import type { Body } from "./model";
import { isObject, type JsonObject, suggestion } from "./shape";

/** A scope in which no name stands for anything. */
export const EMPTY_SCOPE: Scope = valueScope(
	{},
	{ directory: ".", startedAt: new Date(0), planning: false },
);

/** Makes expressions of JSON values, each text once, and reports what is wrong in them. */
export class Expressions {
	#known = new Map<string, Expression | undefined>();
	constructor(
		readonly faults: Faults,
		readonly provided?: ProvidedFunctions,
	) {}

	/** The expression of a JSON value; undefined after a fault, which is reported. */
	of(json: JsonValue, address: string, name?: string): Expression | undefined {
		if (typeof json !== "string") return this.#make(json, address, name);
		const known = this.#known.get(json);
		if (known !== undefined) return known;
		const made = this.#make(json, address, name);
		this.#known.set(json, made);
		return made;
	}

	#make(
		json: JsonValue,
		address: string,
		name?: string,
	): Expression | undefined {
		try {
			const made = expressionFromJson(json);
			const found = checkExpression(made, this.provided);
			for (const fault of found)
				this.faults.caught(fault, address, name ? [name] : undefined);
			return found.length > 0 ? undefined : made;
		} catch (thrown) {
			this.faults.caught(thrown, address, name ? [name] : undefined);
			return undefined;
		}
	}
}

/** Says whether a text holds no template. */
export const isLiteralText = (text: string) =>
	!text.includes("${") && !text.includes("%{");

function isLiteral(json: JsonValue): boolean {
	if (typeof json === "string") return isLiteralText(json);
	if (Array.isArray(json)) return json.every(isLiteral);
	if (isObject(json))
		return Object.keys(json).every(
			(key) => isLiteralText(key) && isLiteral(json[key] as JsonValue),
		);
	return true;
}

const NOT_DIRECT = Symbol("not direct");
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is ASCII is in normal form already.
const ASCII = /^[\x00-\x7f]*$/;

/** The plain form of a literal that needs no conversion; the common case, which must be fast. */
function direct(json: JsonValue, type: CtyType): unknown {
	if (json === null) return null;
	switch (type) {
		case "string":
			return typeof json === "string" && ASCII.test(json) ? json : NOT_DIRECT;
		case "number":
			return typeof json === "number" && Number.isSafeInteger(json)
				? json
				: NOT_DIRECT;
		case "bool":
			return typeof json === "boolean" ? json : NOT_DIRECT;
		case "dynamic":
			return NOT_DIRECT;
	}
	if (type[0] === "list" && Array.isArray(json)) {
		const out = json.map((v) => direct(v, type[1]));
		return out.includes(NOT_DIRECT) ? NOT_DIRECT : out;
	}
	if (type[0] === "map" && isObject(json) && typeof type[1] === "string") {
		const out: Values = {};
		for (const key of Object.keys(json)) {
			const inner = direct(json[key] as JsonValue, type[1]);
			if (inner === NOT_DIRECT || !ASCII.test(key)) return NOT_DIRECT;
			out[key] = inner;
		}
		return out;
	}
	return NOT_DIRECT;
}

/** Reads the arguments of a block: those of the schema, other keys being faults unless they are `meta`. */
export function readBody(
	json: JsonObject,
	schema: TypeSchema,
	meta: ReadonlySet<string>,
	address: string,
	expressions: Expressions,
): Body {
	const { faults } = expressions;
	const constants: Values = blankOf(schema);
	const computed: { attr: Attr; expression: Expression }[] = [];
	for (const name of Object.keys(json)) {
		if (name === "//" || meta.has(name)) continue;
		const attr = schema.byName.get(name);
		if (attr === undefined) {
			faults.error(
				"Extraneous JSON object property",
				`No argument or block type is named "${name}".${suggestion(name, schema.byName.keys())}`,
				address,
			);
			continue;
		}
		if (!attr.optional && !attr.required) {
			if (json[name] === null) continue;
			faults.error(
				"Invalid or unknown key",
				`The attribute "${name}" is decided by the Controller and cannot be set.`,
				address,
				[name],
			);
			continue;
		}
		readArgument(
			attr,
			json[name] as JsonValue,
			constants,
			computed,
			address,
			expressions,
		);
	}
	for (const attr of schema.attrs)
		if (attr.required && (json[attr.name] ?? null) === null)
			faults.error(
				"Missing required argument",
				`The argument "${attr.name}" is required, but no definition was found.`,
				address,
				[attr.name],
			);
	return { constants, computed };
}

/** Terraform converts an object to its type without a word about what the type lacks: that would hide a mistyped name. */
function reportIgnored(
	{ name, nested }: Attr,
	json: JsonValue,
	path: Path,
	address: string,
	faults: Faults,
	inSet = false,
): void {
	if (nested === undefined) return;
	const { mode, attrs } = nested;
	const inside: [JsonValue, Path][] =
		mode === "single"
			? [[json, path]]
			: Array.isArray(json)
				? json.map((one, i) => [one, [...path, i]])
				: mode === "map" && isObject(json)
					? Object.entries(json).map(([key, one]) => [one, [...path, key]])
					: [];
	const byName = new Map(attrs.map((attr) => [attr.name, attr]));
	// Elements of a set have no place of their own: the path ends at the set.
	const ends = inSet || mode === "set";
	for (const [object, at] of inside) {
		if (!isObject(object)) continue;
		for (const key of Object.keys(object)) {
			const attr = byName.get(key);
			const below = ends ? path : [...at, key];
			if (attr)
				reportIgnored(
					attr,
					object[key] as JsonValue,
					below,
					address,
					faults,
					ends,
				);
			else if (key !== "//" && isLiteralText(key))
				faults.warning(
					"Object attribute is ignored",
					`"${name}" has no attribute named "${key}", so what is written there has no effect.${suggestion(key, byName.keys())}`,
					address,
					below,
				);
		}
	}
}

function readArgument(
	attr: Attr,
	json: JsonValue,
	constants: Values,
	computed: { attr: Attr; expression: Expression }[],
	address: string,
	expressions: Expressions,
): void {
	const literal = isLiteral(json);
	if (attr.nested)
		reportIgnored(attr, json, [attr.name], address, expressions.faults);
	if (literal) {
		const plain = direct(json, attr.type);
		if (plain !== NOT_DIRECT) {
			constants[attr.name] = plain;
			return;
		}
	}
	const expression = expressions.of(json, address, attr.name);
	if (expression === undefined) {
		constants[attr.name] = UNKNOWN;
		return;
	}
	if (!literal) {
		computed.push({ attr, expression });
		return;
	}
	try {
		const value = convert(evaluate(expression, EMPTY_SCOPE), attr.constraint);
		constants[attr.name] = plainOf(value, attr.type);
	} catch (thrown) {
		// It is set, so nobody shall say that it is missing, too.
		constants[attr.name] = UNKNOWN;
		expressions.faults.caught(thrown, address, [attr.name]);
	}
}
