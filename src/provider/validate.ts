import {
	type Attributes,
	checkAttributes,
	type Diagnostic,
	error,
	setOf,
	warning,
} from "../core";
import { decoded } from "./decoded";
import type { Values } from "./types";
import { dataSourceOf, resourceOf } from "./types-of";

/** Judges the configuration of a resource by itself; unknown values pass. */
export function validateResource(type: string, config: Values): Diagnostic[] {
	return judge(resourceOf(type), config);
}

/** Judges the configuration of a data source by itself; unknown values pass. */
export function validateDataSource(type: string, config: Values): Diagnostic[] {
	return judge(dataSourceOf(type), config);
}

/** What can be judged: a definition of any kind. */
export interface Judged {
	readonly attributes: Attributes;
	validate?(config: never): Diagnostic[];
}

/** Judges a configuration by its definition. */
export function judge(definition: Judged, config: Values): Diagnostic[] {
	const out: Diagnostic[] = [];
	const values = decoded(definition.attributes, config);
	const set = setOf(definition.attributes, values);
	checkAttributes(definition.attributes, values, [], out, set);
	for (const { snake, attribute } of set)
		if (attribute.role === "computed")
			out.push(
				error(
					"Invalid or unknown key",
					`The attribute "${snake}" is decided by the Controller and cannot be set.`,
					[snake],
				),
			);
		else if (attribute.deprecated)
			out.push(warning("Argument deprecated", attribute.deprecated, [snake]));
	if (out.length === 0)
		out.push(...(definition.validate?.(values as never) ?? []));
	return out;
}
