import type { CtyType } from "./cty-type";

/** A parameter of a provider function. */
export interface FunctionParameter {
	/** snake_case, as messages name it. */
	readonly name: string;
	readonly type: CtyType;
	readonly description: string;
}

/** A function that expressions call as `provider::iofog::NAME(…)`: pure, no calls, the same result for the same arguments. */
export interface ProviderFunction {
	/** snake_case, without the provider's name. */
	readonly name: string;
	/** One sentence. */
	readonly summary: string;
	/** What it takes and gives, in full sentences; Markdown. */
	readonly description: string;
	readonly parameters: readonly FunctionParameter[];
	readonly returns: CtyType;
	/**
	 * Computes the result, a plain value, from known plain values of the parameters' types, none of them null; a dynamic one comes without its
	 * types. Throws a FunctionFault for what the user must mend.
	 */
	run(...args: readonly unknown[]): unknown;
}

/** What is wrong with a call, as a part of a sentence without its full stop; `argument` is the index of the argument at fault. */
export class FunctionFault extends Error {
	constructor(
		message: string,
		readonly argument?: number,
	) {
		super(message);
		this.name = "FunctionFault";
	}
}
