import type { Value } from "../values/value";
import type { Reference, Step } from "./reference";

/** Offsets of a node in its source, in UTF-16 units. */
export interface Span {
	start: number;
	end: number;
}

/** The operators with two operands. */
export type BinaryOperator =
	| "||"
	| "&&"
	| "=="
	| "!="
	| ">"
	| ">="
	| "<"
	| "<="
	| "+"
	| "-"
	| "*"
	| "/"
	| "%";

/** A part of an expression. */
export type Node = Span &
	(
		| { kind: "literal"; value: Value }
		| { kind: "variable"; reference: Reference }
		| { kind: "traverse"; source: Node; steps: Step[] }
		| { kind: "index"; source: Node; key: Node; bracket: Span }
		| { kind: "splat"; source: Node; each: Node; marker: Span }
		| { kind: "item" }
		| {
				kind: "call";
				name: string;
				args: Node[];
				expand: boolean;
				nameSpan: Span;
				close: Span;
		  }
		| { kind: "binary"; operator: BinaryOperator; left: Node; right: Node }
		| { kind: "unary"; operator: "-" | "!"; operand: Node }
		| { kind: "conditional"; condition: Node; yes: Node; no: Node }
		| { kind: "tuple"; elements: Node[] }
		/** `json` tells an object of a JSON configuration from a constructor: their keys have rules of their own. */
		| { kind: "object"; members: ObjectMember[]; json?: true }
		| ForNode
		| { kind: "template"; parts: Node[] }
		/** The text of all elements of the tuple that a `%{ for }` directive makes. */
		| { kind: "join"; parts: Node }
		| { kind: "parentheses"; inner: Node }
		/** An expression with a text of its own, within a JSON object or array. */
		| { kind: "nested"; source: string; node: Node }
	);

/** A `for` expression, which makes an object where it has a key and a tuple else. */
export interface ForNode {
	kind: "for";
	keyName: string | undefined;
	valueName: string;
	collection: Node;
	key: Node | undefined;
	value: Node;
	condition: Node | undefined;
	group: boolean;
}

/** A member of an object constructor; a bare name as key is that name. */
export interface ObjectMember {
	key: Node;
	/** The bare name that the key is written as, or that it is names joined by dots, which is refused as ambiguous. */
	bare: [name: string] | "ambiguous" | undefined;
	value: Node;
}
