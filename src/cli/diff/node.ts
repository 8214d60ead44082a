import type { Action } from "./sides";

/** How a value changes, part by part: what `compare` finds and `print` writes. */
export type Node = { readonly action: Action; readonly replaces: boolean } & (
	| Leaf
	| {
			readonly kind: "unknown";
			/** The value that gives way to the unknown one. */
			readonly before?: Node;
	  }
	| {
			readonly kind: "sensitive";
			readonly inner: Action;
			readonly was: boolean;
			readonly becomes: boolean;
	  }
	| { readonly kind: "write-only"; readonly sensitive: boolean }
	| Members<"object">
	| Members<"map">
	| Members<"resource">
	| Elements<"list">
	| Elements<"set">
	| { readonly kind: "type"; readonly before: Node; readonly after: Node }
);

/** A string, number, truth value or null. */
export interface Leaf {
	readonly kind: "leaf";
	readonly before: unknown;
	readonly after: unknown;
}

interface Members<K> {
	readonly kind: K;
	/** Attributes that the schema describes one by one are printed apart from those of a plain type. */
	readonly nested: boolean;
	readonly children: ReadonlyMap<string, Node>;
}

interface Elements<K> {
	readonly kind: K;
	readonly nested: boolean;
	readonly children: readonly Node[];
}
