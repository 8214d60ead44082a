import type { Node } from "./ast";
import { LanguageError } from "./errors";
import type { Expression } from "./expression";
import { findFunction, tooFew, tooMany } from "./find-function";
import type { Reference } from "./reference";
import { walk } from "./walk";

/** Gives the faults that show without any value: unknown and refused functions, wrong numbers of arguments, cdktf's `undefined`. */
export function checkExpression(expression: Expression): LanguageError[] {
	const found: LanguageError[] = [];
	walk(expression.node, expression.source, (node, source, bound) => {
		try {
			if (node.kind === "call") checkCall(node, source);
			if (node.kind === "variable" && !bound.has(node.reference.root)) {
				const lost = lostOperand(node.reference);
				if (lost !== undefined) found.push(lost.at(source, node));
			}
		} catch (error) {
			if (!(error instanceof LanguageError)) throw error;
			found.push(error);
		}
	});
	return found;
}

function checkCall(node: Extract<Node, { kind: "call" }>, source: string) {
	const definition = findFunction(node, source);
	const { parameters, variadic } = definition;
	const { length } = node.args;
	if (node.expand) return;
	if (length < parameters.length) {
		throw tooFew(definition, length, node, source);
	}
	const excess = node.args[parameters.length];
	if (variadic === undefined && excess !== undefined) {
		throw tooMany(definition, node, excess, source);
	}
}

/** Recognizes the bare word `undefined`, which cdktf 0.21 writes for an operand that JavaScript takes for false. */
export function lostOperand(reference: Reference): LanguageError | undefined {
	const { root, steps } = reference;
	if (root !== "undefined" || steps.length > 0) return undefined;
	return new LanguageError(
		"Operand lost by cdktf",
		'The expression holds the word "undefined" in place of a value. cdktf 0.21 writes it for an operand of Op.eq, Op.neq, Op.and and their like that is "", 0 or false. Wrap such an operand, as in Op.neq(x, Fn.rawString("")), Op.eq(x, Token.asNumber("${0}")) or Op.and(x, Token.asAny("${false}")).',
	);
}
