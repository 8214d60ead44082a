import {
	canonicalJson,
	ExactNumber,
	FunctionFault,
	type ProviderFunction,
} from "../core";

/** `config_encode`: an object as the `config` of a microservice. */
export const configEncode: ProviderFunction = {
	name: "config_encode",
	summary: "Writes an object as the configuration of a microservice.",
	description:
		"Gives the JSON text for `config`, `config_wo` or `annotations` of an `iofog_microservice`. Keys are sorted at every depth and there is no white space, so that equal objects give the same text; numbers keep all of their digits, and `<`, `>` and `&` stay as they are, which `jsonencode` does not grant. The Controller takes objects only: a list or a single value is an error.",
	parameters: [
		{
			name: "object",
			type: "dynamic",
			description: "An object or a map.",
		},
	],
	returns: "string",
	run: (value) => encodeConfig(value),
};

/** Writes an object as canonical JSON; throws a FunctionFault for any other value. */
export function encodeConfig(value: unknown): string {
	const kind = kindOf(value);
	if (kind !== undefined)
		throw new FunctionFault(
			`an object is required, as the Controller takes nothing else for a configuration, and this is ${kind}`,
			0,
		);
	return canonicalJson(value);
}

/** What a value is where it is no object. */
function kindOf(value: unknown): string | undefined {
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "bigint" || value instanceof ExactNumber)
		return "a number";
	if (typeof value === "boolean") return "a bool";
	return typeof value === "object" ? undefined : `a ${typeof value}`;
}
