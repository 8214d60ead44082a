import type { ChangeJson } from "../../engine/json-types";
import type { Node } from "./node";

/**
 * Sensitive values are null in a plan, so that their change does not show by comparison. Where an object is updated and nothing else
 * says why, the sensitive attributes are what changes.
 */
export function markSensitiveChanges(node: Node, change: ChangeJson): Node {
	if (
		node.kind !== "resource" ||
		node.action !== "no-op" ||
		!change.actions.some((action) => action === "update")
	)
		return node;
	const children = new Map<string, Node>();
	for (const [name, child] of node.children)
		children.set(
			name,
			child.kind === "sensitive" ? { ...child, action: "update" } : child,
		);
	return { ...node, children };
}
