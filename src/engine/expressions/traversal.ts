import type { Node } from "./ast";
import { Reference, type Step } from "./reference";

/** Adds a step to an expression: a variable's reference grows, anything else is traversed. */
export function extendTraversal(node: Node, step: Step, source: string): Node {
	const { start } = node;
	const { end } = step;
	if (node.kind === "variable") {
		const { root, steps } = node.reference;
		const all = [...steps, step];
		return {
			kind: "variable",
			reference: new Reference(root, all, source, start, end),
			start,
			end,
		};
	}
	if (node.kind === "traverse") {
		return { ...node, steps: [...node.steps, step], end };
	}
	return { kind: "traverse", source: node, steps: [step], start, end };
}
