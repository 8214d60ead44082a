import type { Value } from "../values/value";
import type { Expression } from "./expression";
import type { Scope } from "./scope";

/** Computes the value of an expression; throws LanguageError with the text and the range at fault. */
export function evaluate(expression: Expression, scope: Scope): Value {
	throw new Error(`not ready: ${expression} ${scope}`);
}
