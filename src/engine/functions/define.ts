import type { CtyType } from "../../core/cty-type";
import { isWhole, type Num, toDouble, truncate } from "../values/number";
import type { Value } from "../values/value";
import {
	ArgumentError,
	type FunctionDefinition,
	type Parameter,
} from "./definition";

type Flags = Omit<Parameter, "name" | "type">;

/** Makes a parameter. */
export function param(
	name: string,
	type: CtyType,
	flags: Flags = {},
): Parameter {
	return { name, type, ...flags };
}

/** Makes a string parameter. */
export const text = (name: string, flags?: Flags) =>
	param(name, "string", flags);
/** Makes a number parameter. */
export const number = (name: string, flags?: Flags) =>
	param(name, "number", flags);
/** Makes a parameter that takes a value of any type. */
export const any = (name: string, flags?: Flags) =>
	param(name, "dynamic", flags);

/** The flags of a parameter whose argument reaches the function as it is, whatever it is. */
export const RAW: Flags = {
	allowNull: true,
	allowUnknown: true,
	allowDynamic: true,
	allowMarked: true,
};

/** Makes a function from strings to a string, never null. */
export function textFunction(
	name: string,
	summary: string,
	parameters: readonly Parameter[],
	run: (...args: string[]) => Value,
): FunctionDefinition {
	return {
		name,
		summary,
		parameters,
		returns: "string",
		notNull: true,
		run: ({ args }) => run(...args.map((arg) => arg.text)),
	};
}

const MAX_INT = 2 ** 63;

/** Reads a whole number from an argument; one beyond what a JavaScript number holds exactly is the nearest. */
export function wholeNumber(value: Value): number {
	const num: Num = value.num;
	if (isWhole(num)) {
		const double = toDouble(num);
		if (Math.abs(double) < MAX_INT) return double;
	}
	throw new Error(
		"value must be a whole number, between -9223372036854775808 and 9223372036854775807",
	);
}

/** Reads a whole number of any size from an argument. */
export function bigWholeNumber(value: Value): bigint {
	if (isWhole(value.num)) return truncate(value.num);
	throw new Error("value must be a whole number");
}

/** Runs something whose errors concern one argument. */
export function aboutArgument<T>(index: number, run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof ArgumentError) throw error;
		throw new ArgumentError(index, (error as Error).message);
	}
}
