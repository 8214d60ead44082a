import type { FunctionContext } from "../functions/definition";
import type { Value } from "../values/value";
import type { Scope } from "./scope";

/** A scope in which each root name stands for a value; any other name is an error that suggests the nearest. */
export function valueScope(
	roots: Readonly<Record<string, Value>>,
	functions: FunctionContext,
): Scope {
	throw new Error(`not ready: ${roots} ${functions}`);
}
