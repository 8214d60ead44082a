import { FunctionFault, withoutTypes } from "../core";
import { functions } from "../functions";
import type { FunctionCallResult } from "./types";

const byName = new Map(functions.map((one) => [one.name, one]));

/** Calls a provider function; asking for one that does not exist is a fault of the caller. */
export function callFunction(
	name: string,
	args: readonly unknown[],
): FunctionCallResult {
	const definition = byName.get(name);
	if (!definition) throw new TypeError(`no function "${name}"`);
	const { parameters } = definition;
	if (args.length !== parameters.length)
		throw new TypeError(
			`${name} takes ${parameters.length} arguments, not ${args.length}`,
		);
	try {
		return { result: definition.run(...args.map(withoutTypes)) };
	} catch (cause) {
		if (!(cause instanceof FunctionFault)) throw cause;
		const { message, argument } = cause;
		return {
			fault: { text: message, ...(argument !== undefined && { argument }) },
		};
	}
}
