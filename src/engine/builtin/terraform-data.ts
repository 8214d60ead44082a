import { randomUUID } from "node:crypto";
import { type Schema, UNKNOWN } from "../../core";
import type { PlanResult, Values } from "../../provider/types";
import { sameValue, unknownValue, Value } from "../language";

/** Schema of `terraform_data`, as Terraform's built-in provider has it. */
export const terraformData: Schema = {
	version: 0,
	block: {
		attributes: {
			id: { type: "string", computed: true },
			input: { type: "dynamic", optional: true },
			output: { type: "dynamic", computed: true },
			triggers_replace: { type: "dynamic", optional: true },
		},
	},
};

const outputFor = (input: unknown) =>
	input instanceof Value
		? unknownValue(input.type)
		: input === UNKNOWN
			? UNKNOWN
			: null;

const same = (a: unknown, b: unknown) =>
	a === b || (a instanceof Value && b instanceof Value && sameValue(a, b));

/** Plans a `terraform_data` as Terraform does. */
export function planTerraformData(
	prior: Values | null,
	config: Values | null,
): PlanResult {
	const rest = { requiresReplace: [], private: {}, diagnostics: [] };
	if (config === null) return { planned: null, ...rest };
	const { input = null, triggers_replace = null } = config;
	const replaced =
		prior !== null && !same(prior.triggers_replace ?? null, triggers_replace);
	if (prior === null || replaced)
		return {
			...rest,
			requiresReplace: replaced ? [["triggers_replace"]] : [],
			planned: {
				id: UNKNOWN,
				input,
				output: outputFor(input),
				triggers_replace,
			},
		};
	return {
		...rest,
		planned: {
			id: prior.id,
			input,
			output: same(prior.input ?? null, input)
				? (prior.output ?? null)
				: outputFor(input),
			triggers_replace,
		},
	};
}

/** The new state of a planned `terraform_data`. */
export function applyTerraformData(planned: Values): Values {
	return {
		...planned,
		id: planned.id === UNKNOWN ? randomUUID() : planned.id,
		output: planned.input ?? null,
	};
}
