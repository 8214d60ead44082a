import type { Expression } from "./expression";
import type { Reference } from "./reference";

/** Gives every reference in an expression, in the order of the text, without the names that `for` expressions bind. Computed once per expression. */
export function references(expression: Expression): readonly Reference[] {
	throw new Error(`not ready: ${expression}`);
}
