import type { ForNode, Node } from "./ast";

const NONE: ReadonlySet<string> = new Set();

/** Visits every node of an expression in the order of the text, with the text it stands in and the names that `for` expressions bind there. */
export function walk(
	node: Node,
	source: string,
	visit: (node: Node, source: string, bound: ReadonlySet<string>) => void,
	bound: ReadonlySet<string> = NONE,
): void {
	if (node.kind === "literal") return;
	visit(node, source, bound);
	const into = (child: Node | undefined, names = bound) => {
		if (child !== undefined) walk(child, source, visit, names);
	};
	switch (node.kind) {
		case "traverse":
			into(node.source);
			break;
		case "index":
			into(node.source);
			into(node.key);
			break;
		case "splat":
			into(node.source);
			into(node.each);
			break;
		case "call":
			for (const arg of node.args) into(arg);
			break;
		case "binary":
			into(node.left);
			into(node.right);
			break;
		case "unary":
			into(node.operand);
			break;
		case "conditional":
			into(node.condition);
			into(node.yes);
			into(node.no);
			break;
		case "tuple":
			for (const element of node.elements) into(element);
			break;
		case "object":
			for (const member of node.members) {
				if (!Array.isArray(member.bare)) into(member.key);
				into(member.value);
			}
			break;
		case "for": {
			into(node.collection);
			const inner = withNames(node, bound);
			into(node.key, inner);
			into(node.value, inner);
			into(node.condition, inner);
			break;
		}
		case "template":
			for (const part of node.parts) into(part);
			break;
		case "join":
			into(node.parts);
			break;
		case "parentheses":
			into(node.inner);
			break;
		case "nested":
			walk(node.node, node.source, visit, bound);
			break;
	}
}

function withNames(
	node: ForNode,
	bound: ReadonlySet<string>,
): ReadonlySet<string> {
	const names = new Set(bound).add(node.valueName);
	return node.keyName === undefined ? names : names.add(node.keyName);
}
