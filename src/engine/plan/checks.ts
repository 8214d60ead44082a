import type { StackConfig } from "../config/model";
import type { CheckStatus } from "../eval/conditions";
import type { CheckResult } from "./model";
import type { Targets } from "./targets";

/** The results for one block, with those of its objects. */
interface CheckGroup {
	readonly kind: CheckResult["kind"];
	readonly config: string;
	/** That of all its objects together. */
	readonly status: CheckStatus;
	readonly objects: readonly (CheckResult & { readonly object: string })[];
}

/** Results by block, in the order of the first of each. */
export function checkGroups(checks: readonly CheckResult[]): CheckGroup[] {
	const groups = new Map<string, CheckResult[]>();
	for (const check of checks) {
		const list = groups.get(check.config);
		if (list) list.push(check);
		else groups.set(check.config, [check]);
	}
	return [...groups].map(([config, group]) => ({
		kind: (group[0] as CheckResult).kind,
		config,
		status: worst(group),
		objects: group.flatMap((check) =>
			check.object === undefined ? [] : [{ ...check, object: check.object }],
		),
	}));
}

function worst(checks: readonly CheckResult[]): CheckStatus {
	for (const status of ["error", "fail", "unknown"] as const)
		if (checks.some((check) => check.status === status)) return status;
	return "pass";
}

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
