import type { CtyType } from "../../core/cty-type";
import { conforms } from "../values/types";
import { DYNAMIC, type Marks, unknownValue, type Value } from "../values/value";
import {
	ArgumentError,
	type FunctionContext,
	type FunctionDefinition,
	type Parameter,
} from "./definition";

/** Calls a function with arguments that have the parameters' types: null checks, unknown arguments and marks are dealt with here. Throws ArgumentError or Error. */
export function callFunction(
	definition: FunctionDefinition,
	given: readonly Value[],
	context: FunctionContext,
): Value {
	const { parameters, variadic } = definition;
	const parameterOf = (i: number) => (parameters[i] ?? variadic) as Parameter;
	let marks: Marks = 0;
	let unknown = false;
	let untyped = false;
	const args = given.map((value, i) => {
		const parameter = parameterOf(i);
		if (value.isNull && !parameter.allowNull) {
			throw new ArgumentError(i, "argument must not be null");
		}
		if (value.isDynamic) {
			if (!parameter.allowDynamic) untyped = true;
		} else if (!conforms(value.type, parameter.type)) {
			throw new ArgumentError(i, "argument has the wrong type");
		}
		if (!value.isKnown && !parameter.allowUnknown) unknown = true;
		if (parameter.allowMarked || value.deepMarks === 0) return value;
		marks |= value.deepMarks;
		return value.unmarkedDeep();
	});
	if (untyped) return DYNAMIC.withMarks(marks);
	const { returns } = definition;
	const type: CtyType = typeof returns === "function" ? returns(args) : returns;
	const result = unknown
		? unknownValue(type)
		: definition.run({ args, type, context });
	return (definition.notNull ? result.asNotNull() : result).withMarks(marks);
}
