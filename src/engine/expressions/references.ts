import type { Node } from "./ast";
import type { Expression } from "./expression";
import { lostOperand } from "./lost-operand";
import type { Reference } from "./reference";
import { walk } from "./walk";

const known = new WeakMap<Node, readonly Reference[]>();

/** Gives every reference in an expression, in the order of the text, without the names that `for` expressions bind. Computed once per expression. */
export function references(expression: Expression): readonly Reference[] {
	let found = known.get(expression.node);
	if (found === undefined) {
		const list: Reference[] = [];
		walk(expression.node, expression.source, (node, _source, bound) => {
			if (node.kind !== "variable" || bound.has(node.reference.root)) return;
			// No name, but an operand that cdktf lost: checkExpression reports it.
			if (lostOperand(node.reference) === undefined) list.push(node.reference);
		});
		found = list;
		known.set(expression.node, found);
	}
	return found;
}
