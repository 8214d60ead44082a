import type { StackConfig } from "../config/model";
import type { CheckResult } from "./model";
import type { Targets } from "./targets";

/** Results of the validations of variables, which were judged when the variables were set. Terraform sets none to destroy. */
export const variableChecks = (
	{ variables }: StackConfig,
	destroy: boolean,
): CheckResult[] =>
	[...variables.values()]
		.filter(({ validations }) => validations.length > 0)
		.map(({ name }) => ({
			kind: "var",
			config: `var.${name}`,
			...(!destroy && { object: `var.${name}` }),
			status: destroy ? "unknown" : "pass",
			messages: [],
		}));

/** The conditions that nothing was judged by: their block has no instances, or is no part of the plan. */
export function unjudged(
	{ resources, outputs }: StackConfig,
	judged: readonly CheckResult[],
	targets: Targets,
	destroy: boolean,
): CheckResult[] {
	const known = new Set(judged.map(({ config }) => config));
	const found: CheckResult[] = [];
	for (const { address, preconditions, postconditions } of resources.values())
		if (preconditions.length + postconditions.length > 0 && !known.has(address))
			found.push({
				kind: "resource",
				config: address,
				status: !destroy && targets.hasResource(address) ? "pass" : "unknown",
				messages: [],
			});
	for (const { name, preconditions } of outputs.values()) {
		const config = `output.${name}`;
		if (preconditions.length > 0 && !known.has(config))
			found.push({
				kind: "output_value",
				config,
				...(destroy && { object: config }),
				status: "unknown",
				messages: [],
			});
	}
	return found;
}
