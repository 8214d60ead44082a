import type { CtyType } from "../../core/cty-type";
import { elementOf, kindOf, type TupleType } from "../values/types";
import { Unknown } from "../values/unknown";
import {
	DYNAMIC,
	listValue,
	tupleValue,
	unknownValue,
	Value,
} from "../values/value";
import type { Node } from "./ast";
import { type Environment, fail } from "./environment";

type SplatNode = Extract<Node, { kind: "splat" }>;

/** Evaluates `source[*].x` and `source.*.x`: for each element of a sequence, or for the one value that is no sequence, or for no null. */
export function evaluateSplat(node: SplatNode, env: Environment): Value {
	const given = env.evaluate(node.source, env);
	const isSequence = ["tuple", "list", "set"].includes(kindOf(given.type));
	if (given.isNull) {
		if (!isSequence) return tupleValue([]).withMarks(given.marks);
		throw fail(
			env,
			node.source,
			"Splat of null value",
			"Splat expressions (with the * symbol) cannot be applied to null sequences.",
		);
	}
	if (given.isDynamic) return DYNAMIC.withMarks(given.marks);
	const each = (item: Value) => env.evaluate(node.each, { ...env, item });
	if (!isSequence) {
		// A value that may yet be null makes a tuple of yet unknown length; what follows the star is checked all the same.
		const one = tupleValue([each(given)]);
		return (given.isNotNull ? one : DYNAMIC).withMarks(given.marks);
	}
	if (!given.isKnown) return unknownSplat(given, each);
	const source = given.unmarked();
	const results = source.elements.map(each);
	if (kindOf(source.type) === "tuple") {
		return tupleValue(results).withMarks(given.marks);
	}
	const type =
		results[0]?.type ?? each(unknownValue(elementOf(source.type))).type;
	return listValue(type, results).withMarks(given.marks);
}

function unknownSplat(given: Value, each: (item: Value) => Value): Value {
	const resultOf = (type: CtyType) => each(unknownValue(type)).type;
	if (kindOf(given.type) === "tuple") {
		const types = (given.type as TupleType)[1].map(resultOf);
		return new Value(["tuple", types], new Unknown(true), given.marks);
	}
	const { min, max } = given.raw as Unknown;
	return unknownValue(
		["list", resultOf(elementOf(given.type))],
		new Unknown(true, "", min, max),
	).withMarks(given.marks);
}
