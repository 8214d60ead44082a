import type { Value } from "../values/value";
import { rangeOf, type SourceRange } from "./errors";

/** One step of a traversal: `.name`, the legacy `.0`, `["key"]` or `[0]`. */
export interface Step {
	kind: "attribute" | "index";
	key: string | number;
	/** The key as a value, made once. */
	value: Value;
	/** Offsets in the text of the expression. */
	start: number;
	end: number;
}

/** A use of a named object in an expression: `data.iofog_agent.edge.uuid` is the root "data" with three steps. */
export class Reference {
	constructor(
		readonly root: string,
		/** The static steps behind the root; `var.list[var.i].name` has one step here, because the second is computed. */
		readonly steps: readonly Step[],
		/** The whole text of the expression. */
		readonly source: string,
		readonly start: number,
		readonly end: number,
	) {}

	/** Where the reference stands in the expression. */
	get range(): SourceRange {
		return rangeOf(this.source, this);
	}

	/** The reference as written. */
	get text(): string {
		return this.source.slice(this.start, this.end);
	}
}
