import { stringValue, unknownValue, type Value } from "../values/value";
import { any, text } from "./define";
import type { FunctionDefinition } from "./definition";
import { decodeYaml } from "./yaml-decode";
import { encodeYaml } from "./yaml-encode";

/** Functions of YAML. */
export const yamlFunctions: FunctionDefinition[] = [
	{
		name: "yamlencode",
		summary: "Writes a value as YAML.",
		parameters: [any("value", { allowNull: true, allowDynamic: true })],
		returns: "string",
		run: ({ args: [value], type }) =>
			(value as Value).isWhollyKnown
				? stringValue(encodeYaml(value as Value))
				: unknownValue(type),
	},
	{
		name: "yamldecode",
		summary: "Reads a value from YAML.",
		parameters: [text("src")],
		returns: ([source]) =>
			(source as Value).isKnown
				? decodeYaml((source as Value).text).type
				: "dynamic",
		run: ({ args: [source] }) => decodeYaml((source as Value).text),
	},
];
