import type { LanguageError } from "./errors";
import type { Expression } from "./expression";

/** Gives the faults that show without any value: unknown and refused functions, wrong numbers of arguments, cdktf's `undefined`. */
export function checkExpression(expression: Expression): LanguageError[] {
	throw new Error(`not ready: ${expression}`);
}
