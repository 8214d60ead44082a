import type { CtyType } from "../../core/cty-type";
import { convert } from "../values/convert";
import { normalize, quote } from "../values/strings";
import { Unknown } from "../values/unknown";
import {
	DYNAMIC,
	type Marks,
	stringValue,
	tupleValue,
	unknownValue,
	Value,
} from "../values/value";
import { attributeValue, indexValue } from "./access";
import type { Node, ObjectMember, Span } from "./ast";
import { evaluateCall } from "./call";
import { evaluateConditional } from "./conditional";
import { convertAt, type Environment, fail, guard } from "./environment";
import type { Expression } from "./expression";
import { evaluateFor } from "./for";
import { lostOperand } from "./lost-operand";
import { applyBinary, applyMinus, applyNot, OPERAND_TYPES } from "./operators";
import type { Step } from "./reference";
import type { Scope } from "./scope";
import { evaluateSplat } from "./splat";

/** Computes the value of an expression; throws LanguageError with the text and the part at fault. */
export function evaluate(expression: Expression, scope: Scope): Value {
	const { node } = expression;
	if (node.kind === "literal") return node.value;
	return evaluateNode(node, {
		scope,
		source: expression.source,
		locals: undefined,
		item: undefined,
		evaluate: evaluateNode,
	});
}

function evaluateNode(node: Node, env: Environment): Value {
	switch (node.kind) {
		case "literal":
			return node.value;
		case "variable":
			return evaluateVariable(node, env);
		case "traverse":
			return follow(evaluateNode(node.source, env), node.steps, env);
		case "parentheses":
			return evaluateNode(node.inner, env);
		case "template":
			return evaluateTemplate(node, env);
		case "call":
			return evaluateCall(node, env);
		case "index": {
			const collection = evaluateNode(node.source, env);
			const key = evaluateNode(node.key, env);
			return guard(env, node.bracket, () => indexValue(collection, key));
		}
		case "binary":
			return evaluateBinary(node, env);
		case "unary":
			return evaluateUnary(node, env);
		case "conditional":
			return evaluateConditional(node, env);
		case "tuple":
			return tupleValue(node.elements.map((one) => evaluateNode(one, env)));
		case "object":
			return evaluateObject(node, env);
		case "for":
			return evaluateFor(node, env);
		case "splat":
			return evaluateSplat(node, env);
		case "item":
			return env.item ?? DYNAMIC;
		case "join":
			return evaluateJoin(node, env);
		case "nested":
			return evaluateNode(node.node, { ...env, source: node.source });
	}
}

function evaluateVariable(
	node: Extract<Node, { kind: "variable" }>,
	env: Environment,
): Value {
	const { reference } = node;
	for (let local = env.locals; local; local = local.outer) {
		if (local.name === reference.root) {
			return follow(local.value, reference.steps, env);
		}
	}
	const lost = lostOperand(reference);
	if (lost !== undefined) throw lost.at(env.source, node);
	const { value, consumed } = guard(env, node, () =>
		env.scope.resolve(reference),
	);
	return consumed === reference.steps.length
		? value
		: follow(value, reference.steps.slice(consumed), env);
}

function follow(start: Value, steps: readonly Step[], env: Environment): Value {
	let value = start;
	for (const step of steps) {
		const source = value;
		value = guard(env, step, () =>
			step.kind === "attribute"
				? attributeValue(source, step.key as string)
				: indexValue(source, step.value),
		);
	}
	return value;
}

function evaluateTemplate(
	node: Extract<Node, { kind: "template" }>,
	env: Environment,
): Value {
	let text = "";
	let known = true;
	let marks: Marks = 0;
	for (const part of node.parts) {
		if (part.kind === "literal" && typeof part.value.raw === "string") {
			if (known) text += part.value.raw;
			continue;
		}
		const value = evaluateNode(part, env);
		if (value.isNull) {
			throw fail(
				env,
				part,
				"Invalid template interpolation value",
				"The expression result is null. Cannot include a null value in a string template.",
			);
		}
		marks |= value.marks;
		if (!value.isKnown) {
			known = false;
			continue;
		}
		const converted = convertAt(env, part, value.unmarked(), "string", {
			summary: "Invalid template interpolation value",
			detail: (reason) =>
				`Cannot include the given value in a string template: ${reason}.`,
		});
		if (known) text += converted.text;
	}
	const result = known
		? stringValue(text)
		: unknownValue("string", new Unknown(true, safePrefix(text)));
	return result.withMarks(marks);
}

/** Takes off the end of a known beginning what later text could still join into one character. */
function safePrefix(text: string): string {
	const prefix = normalize(text.slice(0, 128));
	return prefix.replace(/[^\p{ASCII}]*$/u, "").replace(/[A-Za-z<=>\r]$/, "");
}

function evaluateJoin(
	node: Extract<Node, { kind: "join" }>,
	env: Environment,
): Value {
	const tuple = evaluateNode(node.parts, env);
	if (!tuple.isKnown) return unknownValue("string").withMarks(tuple.marks);
	let marks = tuple.marks;
	let text = "";
	for (const part of tuple.elements) {
		if (part.isNull) {
			throw fail(
				env,
				node,
				"Invalid template interpolation value",
				"An iteration result is null. Cannot include a null value in a string template.",
			);
		}
		if (!part.isKnown) return unknownValue("string").withMarks(tuple.marks);
		marks |= part.marks;
		text += convert(part, "string").text;
	}
	return stringValue(text).withMarks(marks);
}

function operand(
	value: Value,
	node: Node,
	type: CtyType,
	side: string,
	env: Environment,
): Value {
	return convertAt(env, node, value, type, {
		summary: "Invalid operand",
		detail: (reason) => `Unsuitable value for ${side} operand: ${reason}.`,
	});
}

function operation(env: Environment, span: Span, compute: () => Value): Value {
	try {
		return compute();
	} catch (error) {
		throw fail(
			env,
			span,
			"Operation failed",
			`Error during operation: ${(error as Error).message}.`,
		);
	}
}

function evaluateBinary(
	node: Extract<Node, { kind: "binary" }>,
	env: Environment,
): Value {
	const [type] = OPERAND_TYPES[node.operator];
	const givenLeft = evaluateNode(node.left, env);
	const givenRight = evaluateNode(node.right, env);
	const left = operand(givenLeft, node.left, type, "left", env);
	const right = operand(givenRight, node.right, type, "right", env);
	return operation(env, node, () => applyBinary(node.operator, left, right));
}

function evaluateUnary(
	node: Extract<Node, { kind: "unary" }>,
	env: Environment,
): Value {
	const not = node.operator === "!";
	const given = evaluateNode(node.operand, env);
	const type = not ? "bool" : "number";
	const value = operand(given, node.operand, type, "unary", env);
	return operation(env, node, () =>
		not ? applyNot(value) : applyMinus(value),
	);
}

function evaluateObject(
	node: Extract<Node, { kind: "object" }>,
	env: Environment,
): Value {
	const members = new Map<string, Value>();
	let known = true;
	let marks: Marks = 0;
	for (const member of node.members) {
		const key = evaluateKey(member, env);
		const value = evaluateNode(member.value, env);
		let name: string;
		if (typeof key === "string") name = key;
		else {
			const text = keyText(key, member, env, node.json === true);
			marks |= key.marks;
			if (!text.isKnown) {
				known = false;
				continue;
			}
			name = text.text;
		}
		if (node.json && members.has(name)) {
			throw fail(
				env,
				member.key,
				"Duplicate object attribute",
				`An attribute named ${quote(name)} was already defined.`,
			);
		}
		members.set(name, value);
	}
	return known ? new Value(undefined, members, marks) : DYNAMIC;
}

function keyText(
	key: Value,
	member: ObjectMember,
	env: Environment,
	json: boolean,
): Value {
	if (key.isNull) {
		throw json
			? fail(
					env,
					member.key,
					"Invalid object key expression",
					"Cannot use null value as an object key.",
				)
			: fail(
					env,
					member.value,
					"Null value as key",
					"Can't use a null value as a key.",
				);
	}
	return convertAt(env, member.key, key.unmarked(), "string", {
		summary: json ? "Invalid object key expression" : "Incorrect key type",
		detail: (reason) =>
			json
				? `Cannot use this expression as an object key: ${reason}.`
				: `Can't use this value as a key: ${reason}.`,
	});
}

function evaluateKey(member: ObjectMember, env: Environment): Value | string {
	if (member.bare === "ambiguous") {
		throw fail(
			env,
			member.key,
			"Ambiguous attribute key",
			"If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
		);
	}
	if (member.bare !== undefined) return normalize(member.bare[0]);
	return evaluateNode(member.key, env);
}
