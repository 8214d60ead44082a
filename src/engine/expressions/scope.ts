import type { FunctionContext } from "../functions/definition";
import type { Value } from "../values/value";
import type { Reference } from "./reference";

/** What the names in an expression stand for, and what its functions need to know. */
export interface Scope {
	/**
	 * Gives the value of a reference, and how many of its steps that value stands for: for `terraform_data.a[0].id` the resource instance's
	 * object and 2. The remaining steps are applied to the value. Throws a LanguageError for what does not exist; the place is added to it.
	 */
	resolve(reference: Reference): { value: Value; consumed: number };
	readonly functions: FunctionContext;
}
