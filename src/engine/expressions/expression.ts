import type { Value } from "../values/value";
import type { Node } from "./ast";

/** A parsed expression: the text and what it says. Immutable; parse once, evaluate often. */
export class Expression {
	constructor(
		readonly source: string,
		readonly node: Node,
	) {}
	/** The value, where the expression is a literal that refers to nothing. */
	get constant(): Value | undefined {
		return this.node.kind === "literal" ? this.node.value : undefined;
	}
}
