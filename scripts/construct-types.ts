import type { Type } from "../src/core";
import { toSnake } from "../src/core";
import { choicesOf } from "./model";

/** What a generated file needs beside its own code: names to import, and the classes of nested attributes. */
export interface Context {
	readonly imports: Set<string>;
	readonly base: Set<string>;
	readonly structs: string[];
	json?: boolean;
}

/** What a person may pass for an argument. */
export function inputType(
	type: Type,
	struct: string,
	context: Context,
): string {
	const resolvable = () => {
		context.imports.add("type IResolvable");
		return "IResolvable";
	};
	switch (type.kind) {
		case "string": {
			const choices = choicesOf(type).map((c) => JSON.stringify(c));
			return choices.length > 0
				? `${choices.join(" | ")} | (string & {})`
				: "string";
		}
		case "number":
			return "number";
		case "bool":
			return `boolean | ${resolvable()}`;
		case "json":
			context.json = true;
			return "Json";
		case "object":
			return `${struct} | ${resolvable()}`;
		default: {
			const element = type.element as Type;
			if (element.kind === "object" && type.kind !== "map")
				return `readonly ${struct}[] | ${resolvable()}`;
			const inner = inputType(element, struct, context);
			if (type.kind === "map") return `{ readonly [key: string]: ${inner} }`;
			return `readonly ${inner.includes(" ") ? `(${inner})` : inner}[]`;
		}
	}
}

/** How an attribute is referred to: the expression that makes the reference, and its type. */
export function reference(
	name: string,
	type: Type,
	struct: string,
	context: Context,
): { type: string; code: string } {
	const snake = toSnake(name);
	const simple = (method: string, result: string) => ({
		type: result,
		code: `this.get${method}Attribute("${snake}")`,
	});
	switch (type.kind) {
		case "string":
		case "json":
			return simple("String", "string");
		case "number":
			return simple("Number", "number");
		case "bool":
			context.imports.add("type IResolvable");
			return simple("Boolean", "IResolvable");
		case "object":
			return {
				type: `${struct}OutputReference`,
				code: `this.arguments.reference("${name}", () => new ${struct}OutputReference(this, "${snake}", this.arguments, "${name}"))`,
			};
		case "map":
			return mapReference(snake, type, context);
		default:
			return listReference(name, type, struct, context);
	}
}

function listReference(
	name: string,
	type: Type,
	struct: string,
	context: Context,
): { type: string; code: string } {
	const snake = toSnake(name);
	const element = type.element as Type;
	const isSet = type.kind === "set";
	if (element.kind === "object")
		return {
			type: `${struct}List`,
			code: `this.arguments.reference("${name}", () => new ${struct}List(this, "${snake}", ${isSet}, this.arguments, "${name}"))`,
		};
	const [method, result] =
		element.kind === "string"
			? ["List", "string[]"]
			: element.kind === "number"
				? ["NumberList", "number[]"]
				: unsupported(name, type);
	const list = `this.get${method}Attribute("${snake}")`;
	if (!isSet) return { type: result, code: list };
	context.imports.add("Fn");
	return { type: result, code: `Fn.tolist(${list})` };
}

function mapReference(
	snake: string,
	type: Type,
	context: Context,
): { type: string; code: string } {
	const element = type.element as Type;
	const listOf = element.kind === "list" || element.kind === "set";
	if (listOf && element.element?.kind === "string") {
		context.imports.add("StringListMap");
		return {
			type: "StringListMap",
			code: `new StringListMap(this, "${snake}")`,
		};
	}
	const [method, result] =
		element.kind === "string"
			? ["StringMap", "string"]
			: element.kind === "number"
				? ["NumberMap", "number"]
				: element.kind === "bool"
					? ["BooleanMap", "boolean"]
					: unsupported(snake, type);
	return {
		type: `{ [key: string]: ${result} }`,
		code: `this.get${method}Attribute("${snake}")`,
	};
}

function unsupported(name: string, type: Type): never {
	throw new TypeError(
		`No construct can be written for "${name}": a ${type.kind} of ${type.element?.kind} has no reference in cdktf.`,
	);
}
