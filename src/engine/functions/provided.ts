import {
	type CtyType,
	ExactNumber,
	exactNumber,
	type FunctionSchema,
} from "../../core";
import type { Provider } from "../../provider/types";
import { numText } from "../values/number";
import { fromPlain, toPlain } from "../values/plain";
import { unknownValue, type Value } from "../values/value";
import { ArgumentError, type FunctionDefinition } from "./definition";

/** The functions of a provider under the names that expressions call them by, for each local name that a stack gives the provider. */
export function providedFunctions(
	provider: Provider,
	localNames: Iterable<string>,
): Map<string, FunctionDefinition> {
	const found = new Map<string, FunctionDefinition>();
	const { functions = {} } = provider.schema();
	for (const local of localNames)
		for (const [name, schema] of Object.entries(functions)) {
			const full = `provider::${local}::${name}`;
			found.set(full, define(provider, name, full, schema));
		}
	return found;
}

function define(
	provider: Provider,
	name: string,
	full: string,
	{ summary, parameters, return_type: returns }: FunctionSchema,
): FunctionDefinition {
	return {
		name: full,
		summary,
		parameters: parameters.map((parameter) => ({
			name: parameter.name,
			type: parameter.type,
		})),
		returns,
		run: ({ args }) => call(provider, name, args, returns),
	};
}

function call(
	provider: Provider,
	name: string,
	args: readonly Value[],
	returns: CtyType,
): Value {
	if (args.some((arg) => !arg.isWhollyKnown)) return unknownValue(returns);
	const answer = provider.callFunction?.(name, args.map(exactPlain));
	if (answer === undefined)
		throw new TypeError(`the provider has a function ${name} that it lacks`);
	if (!answer.fault) return fromPlain(answer.result, returns);
	const { text, argument } = answer.fault;
	throw argument === undefined
		? new Error(text)
		: new ArgumentError(argument, text);
}

/** The plain form of a value with every digit of its numbers. */
function exactPlain(value: Value): unknown {
	const { raw } = value;
	if (Array.isArray(raw)) return (raw as readonly Value[]).map(exactPlain);
	if (raw instanceof Map)
		return Object.fromEntries(
			[...(raw as ReadonlyMap<string, Value>)].map(([key, inner]) => [
				key,
				exactPlain(inner),
			]),
		);
	if (typeof raw !== "object" || raw === null) return raw;
	const number = exactNumber(numText(value.num));
	return number instanceof ExactNumber ? number : toPlain(value);
}
