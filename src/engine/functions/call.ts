import type { Value } from "../values/value";
import type { FunctionContext, FunctionDefinition } from "./definition";

/** Calls a function with arguments that have the parameters' types: null checks, unknown arguments and marks are dealt with here. Throws ArgumentError or Error. */
export function callFunction(
	definition: FunctionDefinition,
	args: readonly Value[],
	context: FunctionContext,
): Value {
	throw new Error(`not ready: ${definition} ${args} ${context}`);
}
