import type { FunctionContext } from "../functions/definition";
import type { Value } from "../values/value";
import type { Step } from "./ast";
import type { SourceRange } from "./errors";

/** A use of a named object in an expression: `data.iofog_agent.edge.uuid` is the root "data" with three steps. */
export interface Reference {
	root: string;
	/** The static steps behind the root; `var.list[var.i].name` has one step here, because the second is computed. */
	steps: readonly Step[];
	range: SourceRange;
	/** The reference as written. */
	text: string;
}

/** What the names in an expression stand for, and what its functions need to know. */
export interface Scope {
	/**
	 * Gives the value of a reference, and how many of its steps that value stands for: for `terraform_data.a[0].id` the resource instance's
	 * object and 2. The remaining steps are applied to the value. Throws a LanguageError, best without a range, for what does not exist.
	 */
	resolve(reference: Reference): { value: Value; consumed: number };
	readonly functions: FunctionContext;
}
