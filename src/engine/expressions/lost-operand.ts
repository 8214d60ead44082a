import { LanguageError } from "./errors";
import type { Reference } from "./reference";

/** Recognizes the bare word `undefined`, which cdktf 0.21 writes for a right operand that JavaScript takes for false. */
export function lostOperand(reference: Reference): LanguageError | undefined {
	const { root, steps } = reference;
	if (root !== "undefined" || steps.length > 0) return undefined;
	return new LanguageError(
		"Operand lost by cdktf",
		'The expression holds the word "undefined" in place of a value. cdktf 0.21 writes it for a right operand of Op.eq, Op.neq, Op.and and their like that is "", 0 or false. Wrap such an operand, as in Op.neq(x, Fn.rawString("")), Op.eq(x, Fn.tonumber("0")) and Op.and(x, Fn.tobool("false")), or put it first, as in Op.eq(0, x).',
	);
}
