import type { ProvidedFunctions } from "../functions/definition";
import type { Node } from "./ast";
import { LanguageError } from "./errors";
import type { Expression } from "./expression";
import { findFunction, tooFew, tooMany } from "./find-function";
import { lostOperand } from "./lost-operand";
import { walk } from "./walk";

/** Gives the faults that show without any value: unknown and refused functions, wrong numbers of arguments, cdktf's `undefined`. */
export function checkExpression(
	expression: Expression,
	provided?: ProvidedFunctions,
): LanguageError[] {
	const found: LanguageError[] = [];
	walk(expression.node, expression.source, (node, source, bound) => {
		try {
			if (node.kind === "call") checkCall(node, source, provided);
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

function checkCall(
	node: Extract<Node, { kind: "call" }>,
	source: string,
	provided: ProvidedFunctions | undefined,
) {
	const definition = findFunction(node, source, provided);
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
