import type { CtyType } from "../../core/cty-type";
import type { Marks, Value } from "../values/value";

/** Functions by the name that expressions call them by. */
export type ProvidedFunctions = ReadonlyMap<string, FunctionDefinition>;

/** What functions need to know of the run. */
export interface FunctionContext {
	/** The folder against which relative paths of `file` and its like count: path.module. */
	readonly directory: string;
	/** When the run began; `plantimestamp()` is this. */
	readonly startedAt: Date;
	/** During planning `timestamp`, `uuid` and `bcrypt` are unknown, because apply would give other results. */
	readonly planning: boolean;
	/** Functions of providers by the name that expressions call them by: `provider::LOCAL::NAME`. */
	readonly provided?: ProvidedFunctions;
}

/** A parameter of a function. */
export interface Parameter {
	name: string;
	type: CtyType;
	/** A null is no error. */
	allowNull?: boolean;
	/** The function itself deals with an unknown argument; else the result is unknown. */
	allowUnknown?: boolean;
	/** The function itself deals with an argument of which not even the type is known; else the result is so too. */
	allowDynamic?: boolean;
	/** The function itself deals with marks; else they are taken off and put on the result. */
	allowMarked?: boolean;
}

/** A fault in an argument: the message is a part of a sentence, the index says which argument. */
export class ArgumentError extends Error {
	constructor(
		readonly index: number,
		message: string,
	) {
		super(message);
		this.name = "ArgumentError";
	}
}

/** A call as a function's implementation sees it. */
export interface Call {
	readonly args: readonly Value[];
	/** The type that `returns` gave for these arguments. */
	readonly type: CtyType;
	readonly context: FunctionContext;
}

/** A function of the language. */
export interface FunctionDefinition {
	name: string;
	/** One sentence. */
	summary: string;
	parameters: readonly Parameter[];
	/** The parameter that any number of further arguments belong to. */
	variadic?: Parameter;
	/** The result's type, given the arguments, of which some may be unknown; throws ArgumentError or Error. */
	returns: CtyType | ((args: readonly Value[]) => CtyType);
	/** The result is never null. */
	notNull?: boolean;
	/** Computes the result from arguments that are as the parameters say; throws ArgumentError or Error with a part of a sentence. */
	run: (call: Call) => Value;
}

/** A function that Terraform has and this engine refuses, with the sentence that says why and what to do. */
export interface RefusedFunction {
	name: string;
	reason: string;
}

/** Marks of a value, for functions that deal with marks themselves. */
export type { Marks };
