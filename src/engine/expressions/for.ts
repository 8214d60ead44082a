import { quote } from "../values/strings";
import { friendlyName } from "../values/types";
import {
	DYNAMIC,
	type Marks,
	numberValue,
	stringValue,
	tupleValue,
	Value,
} from "../values/value";
import type { ForNode, Span } from "./ast";
import { convertAt, type Environment, fail } from "./environment";

/** Evaluates a `for` expression. */
export function evaluateFor(node: ForNode & Span, env: Environment): Value {
	const given = env.evaluate(node.collection, env);
	if (given.isNull) {
		throw fail(
			env,
			node.collection,
			"Iteration over null value",
			"A null value cannot be used as the collection in a 'for' expression.",
		);
	}
	if (given.isDynamic) return DYNAMIC;
	const collection = given.unmarked();
	if (typeof collection.type === "string") {
		throw fail(
			env,
			node.collection,
			"Iteration over non-iterable value",
			`A value of type ${friendlyName(collection.type)} cannot be used as the collection in a 'for' expression.`,
		);
	}
	const run = new Iteration(node, env, given.marks);
	if (node.condition !== undefined) run.probeCondition(collection.isKnown);
	if (!collection.isKnown) return DYNAMIC.withMarks(run.marks);
	for (const [key, value] of entriesOf(collection)) run.step(key, value);
	return run.result();
}

/** Gives what an iteration over a known collection binds: index, key or, in a set, the element itself, and the element. */
export function* entriesOf(
	collection: Value,
): Generator<readonly [Value, Value]> {
	if (collection.raw instanceof Map) {
		for (const key of collection.keys) {
			yield [stringValue(key), collection.members.get(key) as Value];
		}
		return;
	}
	const isSet = collection.type[0] === "set";
	for (const [i, element] of collection.elements.entries()) {
		yield [isSet ? element : numberValue(i), element];
	}
}

class Iteration {
	readonly #elements: Value[] = [];
	readonly #members = new Map<string, Value>();
	readonly #groups = new Map<string, Value[]>();
	#known = true;

	constructor(
		readonly node: ForNode & Span,
		readonly env: Environment,
		public marks: Marks,
	) {}

	#bind(key: Value, value: Value): Environment {
		const { keyName, valueName } = this.node;
		let locals = this.env.locals;
		if (keyName !== undefined) {
			locals = { name: keyName, value: key, outer: locals };
		}
		locals = { name: valueName, value, outer: locals };
		return { ...this.env, locals };
	}

	/** Evaluates the condition for an unknown element: what is wrong in any case is reported even for an empty collection. */
	probeCondition(known: boolean): void {
		const { condition } = this.node;
		if (condition === undefined) return;
		const result = this.env.evaluate(condition, this.#bind(DYNAMIC, DYNAMIC));
		if (result.isNull) {
			throw fail(
				this.env,
				condition,
				"Condition is null",
				"The value of the 'if' clause must not be null.",
			);
		}
		if (!known) this.marks |= result.marks;
		this.#toBool(result);
	}

	#toBool(result: Value): Value {
		return convertAt(this.env, this.node.condition as Span, result, "bool", {
			summary: "Invalid 'for' condition",
			detail: (reason) => `The 'if' clause value is invalid: ${reason}.`,
		});
	}

	#includes(env: Environment): boolean {
		const { condition } = this.node;
		if (condition === undefined) return true;
		const result = env.evaluate(condition, env);
		if (result.isNull) {
			throw fail(
				env,
				condition,
				"Invalid 'for' condition",
				"The value of the 'if' clause must not be null.",
			);
		}
		this.marks |= result.marks;
		const include = this.#toBool(result);
		if (!include.isKnown) this.#known = false;
		return include.raw === true;
	}

	/** Takes one element in. */
	step(key: Value, value: Value): void {
		const env = this.#bind(key, value);
		if (!this.#includes(env)) return;
		if (this.node.key === undefined) {
			this.#elements.push(env.evaluate(this.node.value, env));
			return;
		}
		const name = this.#keyOf(env);
		if (name === undefined) return;
		const result = env.evaluate(this.node.value, env);
		if (this.node.group) {
			const group = this.#groups.get(name);
			if (group === undefined) this.#groups.set(name, [result]);
			else group.push(result);
		} else if (this.#members.has(name)) {
			throw fail(
				env,
				this.node.key,
				"Duplicate object key",
				`Two different items produced the key ${quote(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`,
			);
		} else this.#members.set(name, result);
	}

	#keyOf(env: Environment): string | undefined {
		const node = this.node.key as Span & ForNode["value"];
		const key = env.evaluate(node, env);
		if (key.isNull) {
			throw fail(
				env,
				node,
				"Invalid object key",
				"Key expression in 'for' expression must not produce a null value.",
			);
		}
		this.marks |= key.marks;
		if (!key.isKnown) {
			this.#known = false;
			return undefined;
		}
		return convertAt(env, node, key, "string", {
			summary: "Invalid object key",
			detail: (reason) =>
				`The key expression produced an invalid result: ${reason}.`,
		}).text;
	}

	result(): Value {
		if (!this.#known) return DYNAMIC.withMarks(this.marks);
		if (this.node.key === undefined) {
			return tupleValue(this.#elements).withMarks(this.marks);
		}
		for (const [name, group] of this.#groups) {
			this.#members.set(name, tupleValue(group));
		}
		return new Value(undefined, this.#members, this.marks);
	}
}
