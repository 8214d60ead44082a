import { type CtyType, ctyTypesEqual } from "../../core/cty-type";
import { unify } from "../values/conversion-rules";
import { compareNums } from "../values/number";
import { isCollection } from "../values/types";
import { Unknown } from "../values/unknown";
import { DYNAMIC, nullValue, unknownValue, type Value } from "../values/value";
import type { Node } from "./ast";
import { describeMismatch } from "./conditional-types";
import { convertAt, type Environment, fail } from "./environment";
import { OPERAND_TYPES } from "./operators";

type Branch = { value: Value; error?: unknown };

// The branch that is not taken may well be wrong; only its type counts, where it has one.
function branch(node: Node, env: Environment): Branch {
	try {
		return { value: env.evaluate(node, env) };
	} catch (error) {
		return { value: placeholder(node), error };
	}
}

function placeholder(node: Node): Value {
	switch (node.kind) {
		case "binary":
			return unknownValue(OPERAND_TYPES[node.operator][1]);
		case "unary":
			return unknownValue(node.operator === "!" ? "bool" : "number");
		case "template":
			return unknownValue("string");
		case "parentheses":
			return placeholder(node.inner);
		default:
			return DYNAMIC;
	}
}

/** Evaluates `condition ? yes : no`, whose results are brought to one type. */
export function evaluateConditional(
	node: Extract<Node, { kind: "conditional" }>,
	env: Environment,
): Value {
	const yes = branch(node.yes, env);
	const no = branch(node.no, env);
	const type = conditionalType(yes.value, no.value);
	if (type === undefined) {
		throw fail(
			env,
			{ start: node.yes.start, end: node.no.end },
			"Inconsistent conditional result types",
			`The true and false result expressions must have consistent types. ${describeMismatch(yes.value.type, no.value.type)}.`,
		);
	}
	const condition = env.evaluate(node.condition, env);
	if (condition.isNull) {
		throw fail(
			env,
			node.condition,
			"Null condition",
			"The condition value is null. Conditions must either be true or false.",
		);
	}
	const marks = condition.marks | yes.value.marks | no.value.marks;
	if (!condition.isKnown) {
		return undecided(yes.value, no.value, type).withMarks(marks);
	}
	const decided = convertAt(env, node.condition, condition, "bool", {
		summary: "Incorrect condition type",
		detail: () => "The condition expression must be of type bool.",
	});
	const taken = decided.raw === true ? yes : no;
	if (taken.error !== undefined) throw taken.error;
	const which = decided.raw === true ? "true" : "false";
	return convertAt(
		env,
		decided.raw === true ? node.yes : node.no,
		taken.value,
		type,
		{
			summary: "Inconsistent conditional result types",
			detail: (reason) =>
				`The ${which} result value has the wrong type: ${reason}.`,
		},
	).withMarks(marks);
}

function conditionalType(yes: Value, no: Value): CtyType | undefined {
	if (yes.isDynamic && yes.isNull) return no.type;
	if (no.isDynamic && no.isNull) return yes.type;
	if (yes.isDynamic || no.isDynamic) return "dynamic";
	return unify([yes.type, no.type], true);
}

/** Says what can be said of a conditional whose condition is unknown. */
function undecided(yes: Value, no: Value, type: CtyType): Value {
	if (yes.isNull && no.isNull) return nullValue(type);
	if (type === "dynamic") return DYNAMIC;
	const notNull = yes.isNotNull && no.isNotNull;
	const same = ctyTypesEqual(yes.type, no.type);
	if (same && (type === "number" || isCollection(type))) {
		const [a, b] = [extent(yes), extent(no)];
		const min = compareNums(a[0], b[0]) < 0 ? a[0] : b[0];
		const max = compareNums(a[1], b[1]) > 0 ? a[1] : b[1];
		return unknownValue(type, new Unknown(notNull, "", min, max));
	}
	return notNull ? unknownValue(type).asNotNull() : unknownValue(type);
}

function extent({ raw }: Value) {
	if (raw instanceof Unknown) return [raw.min, raw.max] as const;
	if (raw === null) return [-Infinity, Infinity] as const;
	const size = Array.isArray(raw)
		? raw.length
		: raw instanceof Map
			? raw.size
			: (raw as Value["num"]);
	return [size, size] as const;
}
