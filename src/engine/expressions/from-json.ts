import { fromJsonImplied } from "../values/json";
import type { JsonValue } from "../values/json-text";
import { LongNumber } from "../values/number";
import { objectValue, tupleValue, type Value } from "../values/value";
import type { Node, ObjectMember } from "./ast";
import { Expression } from "./expression";
import { parseTemplate } from "./parse";

/** Makes an expression of any JSON configuration value: strings are templates, keys too, objects and arrays hold expressions. Throws LanguageError. */
export function expressionFromJson(json: JsonValue): Expression {
	if (typeof json === "string") return parseTemplate(json);
	return new Expression("", nodeOf(json));
}

function nodeOf(json: JsonValue): Node {
	// Most of a configuration is literal, and a big one has more strings than are worth remembering.
	if (isConstant(json)) return literal(fromJsonImplied(json));
	if (typeof json === "string") {
		const { node, source } = parseTemplate(json);
		return node.kind === "literal"
			? node
			: { kind: "nested", source, node, start: 0, end: 0 };
	}
	if (json === null || typeof json !== "object" || json instanceof LongNumber) {
		return literal(fromJsonImplied(json));
	}
	return Array.isArray(json) ? tupleOf(json) : objectOf(json);
}

function isConstant(json: JsonValue): boolean {
	if (typeof json === "string") {
		return !json.includes("${") && !json.includes("%{");
	}
	if (json === null || typeof json !== "object") return true;
	if (json instanceof LongNumber) return true;
	if (Array.isArray(json)) return json.every(isConstant);
	for (const key of Object.keys(json)) {
		if (!isConstant(key) || !isConstant(json[key] as JsonValue)) return false;
	}
	return true;
}

function literal(value: Value): Node {
	return { kind: "literal", value, start: 0, end: 0 };
}

function tupleOf(json: JsonValue[]): Node {
	const elements = json.map(nodeOf);
	const values = literals(elements);
	return values === undefined
		? { kind: "tuple", elements, start: 0, end: 0 }
		: literal(tupleValue(values));
}

function literals(nodes: readonly Node[]): Value[] | undefined {
	const values: Value[] = [];
	for (const node of nodes) {
		if (node.kind !== "literal") return undefined;
		values.push(node.value);
	}
	return values;
}

function objectOf(json: { [key: string]: JsonValue }): Node {
	const keys = Object.keys(json);
	const members = keys.map((name): ObjectMember => {
		const key = nodeOf(name);
		const bare: [string] | undefined =
			key.kind === "literal" ? [key.value.text] : undefined;
		return { key, bare, value: nodeOf(json[name] as JsonValue) };
	});
	const values = literals(members.map(({ value }) => value));
	const names = members.flatMap(({ bare }) => bare ?? []) as string[];
	return values === undefined || new Set(names).size < keys.length
		? { kind: "object", members, json: true, start: 0, end: 0 }
		: literal(
				objectValue(
					new Map(names.map((name, i) => [name, values[i] as Value])),
				),
			);
}
