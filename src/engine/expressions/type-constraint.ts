import type { CtyType } from "../../core/cty-type";
import { ConversionError, convert } from "../values/convert";
import { normalize } from "../values/strings";
import { listOf, mapOf, setOf } from "../values/types";
import { Value } from "../values/value";
import type { Node } from "./ast";
import { LanguageError } from "./errors";
import { evaluate } from "./evaluate";
import { Expression } from "./expression";
import { parseExpression } from "./parse";
import { valueScope } from "./value-scope";

/** The type of a variable, and the defaults that its `optional(type, default)` attributes give. */
export interface TypeConstraint {
	type: CtyType;
	defaults: Defaults | undefined;
}

/** Defaults of the optional attributes of an object, and those further in, by attribute name, tuple index, or "" for the elements of a collection. */
export interface Defaults {
	values: ReadonlyMap<string, Value>;
	children: ReadonlyMap<string, Defaults>;
}

/** Parses a variable's `type`: `list(object({ name = string, port = optional(number, 80) }))`. Throws LanguageError. */
export function parseTypeConstraint(text: string): TypeConstraint {
	const { node, source } = parseExpression(text);
	// The bare words of old configurations.
	if (isWord(node, "list"))
		return { type: listOf("dynamic"), defaults: undefined };
	if (isWord(node, "map"))
		return { type: mapOf("dynamic"), defaults: undefined };
	return new TypeReader(source).read(node);
}

const PRIMITIVES: Record<string, CtyType> = {
	string: "string",
	number: "number",
	bool: "bool",
	any: "dynamic",
};
const NEEDS: Record<string, string> = {
	list: "The list type constructor requires one argument specifying the element type.",
	set: "The set type constructor requires one argument specifying the element type.",
	map: "The map type constructor requires one argument specifying the element type.",
	object:
		"The object type constructor requires one argument specifying the attribute types and values as a map.",
	tuple:
		"The tuple type constructor requires one argument specifying the element types as a list.",
	optional:
		'Keyword "optional" is valid only as a modifier for object type attributes.',
};

function isWord(node: Node, word: string): boolean {
	return (
		node.kind === "variable" &&
		node.reference.root === word &&
		node.reference.steps.length === 0
	);
}

class TypeReader {
	constructor(readonly source: string) {}

	#fail(node: Node, detail: string): LanguageError {
		return new LanguageError("Invalid type specification", detail).at(
			this.source,
			node,
		);
	}

	read(node: Node): TypeConstraint {
		if (node.kind === "variable" && node.reference.steps.length === 0) {
			const word = node.reference.root;
			const type = Object.hasOwn(PRIMITIVES, word)
				? PRIMITIVES[word]
				: undefined;
			if (type !== undefined) return { type, defaults: undefined };
			throw this.#fail(
				node,
				NEEDS[word] ??
					`The keyword "${word}" is not a valid type specification.`,
			);
		}
		if (node.kind !== "call") {
			throw this.#fail(
				node,
				"A type specification is either a primitive type keyword (bool, number, string), a complex type constructor call, like list(string), or the keyword any.",
			);
		}
		const [argument] = node.args;
		const need = NEEDS[node.name];
		if (need === undefined) {
			throw this.#fail(
				node,
				`Keyword "${node.name}" is not a valid type constructor.`,
			);
		}
		if (
			argument === undefined ||
			node.args.length > 1 ||
			node.name === "optional"
		) {
			throw this.#fail(node, need);
		}
		if (node.name === "object") return this.#object(argument);
		if (node.name === "tuple") return this.#tuple(argument);
		const { type, defaults } = this.read(argument);
		const make = { list: listOf, set: setOf, map: mapOf }[node.name];
		return {
			type: (make as typeof listOf)(type),
			defaults: nested([["", defaults]]),
		};
	}

	#tuple(node: Node): TypeConstraint {
		if (node.kind !== "tuple") {
			throw this.#fail(
				node,
				"Tuple type constructor requires a list of element types.",
			);
		}
		const elements = node.elements.map((element) => this.read(element));
		return {
			type: ["tuple", elements.map(({ type }) => type)],
			defaults: nested(
				elements.map(({ defaults }, i) => [String(i), defaults] as const),
			),
		};
	}

	#object(node: Node): TypeConstraint {
		if (node.kind !== "object") {
			throw this.#fail(
				node,
				"Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.",
			);
		}
		const attributes: Record<string, CtyType> = Object.create(null);
		const optional: string[] = [];
		const values = new Map<string, Value>();
		const children: [string, Defaults | undefined][] = [];
		for (const { key, bare, value } of node.members) {
			const name = Array.isArray(bare)
				? bare[0]
				: key.kind === "literal" && typeof key.value.raw === "string"
					? key.value.raw
					: undefined;
			if (name === undefined) {
				throw this.#fail(
					key,
					"Object constructor map keys must be attribute names.",
				);
			}
			const attribute = this.#attribute(value);
			attributes[normalize(name)] = attribute.type;
			if (attribute.optional) optional.push(name);
			if (attribute.value !== undefined) values.set(name, attribute.value);
			children.push([name, attribute.defaults]);
		}
		const type: CtyType =
			optional.length > 0
				? ["object", attributes, optional]
				: ["object", attributes];
		return { type, defaults: nested(children, values) };
	}

	#attribute(
		node: Node,
	): TypeConstraint & { optional: boolean; value?: Value } {
		if (node.kind !== "call" || node.name !== "optional") {
			return { ...this.read(node), optional: false };
		}
		const [type, fallback] = node.args;
		if (type === undefined) {
			throw this.#fail(
				node,
				"Optional attribute modifier requires the attribute type as its argument.",
			);
		}
		if (node.args.length > 2) {
			throw this.#fail(
				node,
				"Optional attribute modifier expects at most two arguments: the attribute type, and a default value.",
			);
		}
		const constraint = this.read(type);
		if (fallback === undefined) return { ...constraint, optional: true };
		const value = this.#default(fallback, constraint.type);
		return { ...constraint, optional: true, value };
	}

	#default(node: Node, type: CtyType): Value {
		const value = evaluate(new Expression(this.source, node), NO_NAMES);
		try {
			return convert(value, type);
		} catch (error) {
			if (!(error instanceof ConversionError)) throw error;
			throw new LanguageError(
				"Invalid default value for optional attribute",
				`This default value is not compatible with the attribute's type constraint: ${error.message}.`,
			).at(this.source, node);
		}
	}
}

// Defaults are constants: functions that look at the run or at files do not occur in them.
const NO_NAMES = valueScope(
	{},
	{ directory: ".", startedAt: new Date(0), planning: true },
);

function nested(
	children: readonly (readonly [string, Defaults | undefined])[],
	values: ReadonlyMap<string, Value> = new Map(),
): Defaults | undefined {
	const inner = new Map<string, Defaults>();
	for (const [name, defaults] of children) {
		if (defaults !== undefined) inner.set(name, defaults);
	}
	return values.size === 0 && inner.size === 0
		? undefined
		: { values, children: inner };
}

/** Brings a given value to a variable's type, with defaults filled in; throws ConversionError. */
export function applyConstraint(
	value: Value,
	{ type, defaults }: TypeConstraint,
): Value {
	return convert(defaults === undefined ? value : fill(value, defaults), type);
}

function fill(value: Value, defaults: Defaults): Value {
	if (value.isNull || !value.isKnown) return value;
	const { raw, marks } = value;
	const everywhere = defaults.children.get("");
	if (Array.isArray(raw)) {
		const elements = value.elements.map((element, i) => {
			const inner = everywhere ?? defaults.children.get(String(i));
			return inner === undefined ? element : fill(element, inner);
		});
		// A tuple takes elements that the defaults made different; the conversion to the type gathers them again.
		return new Value(undefined, elements, marks);
	}
	if (!(raw instanceof Map)) return value;
	const members = new Map<string, Value>(value.members);
	for (const [name, fallback] of defaults.values) {
		const given = members.get(name);
		if (given === undefined || given.isNull) members.set(name, fallback);
	}
	for (const [name, member] of members) {
		const inner = everywhere ?? defaults.children.get(name);
		if (inner !== undefined) members.set(name, fill(member, inner));
	}
	return new Value(undefined, members, marks);
}
