import { type Dialect, decode, type Facts } from "../../src/core";
import type { Values } from "../../src/provider";
import { planValues } from "../../src/provider/plan";
import { resourceOf } from "../../src/provider/types-of";

/** Plans by the pure part of the provider alone. */
export function planOf(
	type: string,
	config: Values,
	prior: Values | null = null,
	options: { dialect?: Dialect; facts?: Facts } = {},
) {
	const resource = resourceOf(type);
	return planValues(
		resource,
		{ config, prior, private: {} },
		{
			config: decode(resource.attributes, config),
			prior: prior ? decode(resource.attributes, prior) : undefined,
			dialect: options.dialect,
			facts: options.facts ?? {},
		},
	);
}
