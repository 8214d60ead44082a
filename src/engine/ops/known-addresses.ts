import { suggestion } from "../config/shape";
import type { PlannedStack } from "../plan/stack-plan";
import { addressText, parseAddress, resourceText } from "../state";
import type { EngineDiagnostic, PlanOptions } from "../types";

/** Reports addresses given with --target or --replace that no planned stack has, in its configuration or its state: a slip of the pen would otherwise pass for a plan without changes. */
export function unknownAddresses(
	planned: readonly PlannedStack[],
	{ targets = [], replace = [] }: PlanOptions,
): EngineDiagnostic[] {
	if (targets.length + replace.length === 0) return [];
	const resources = new Set<string>();
	const instances = new Set<string>();
	for (const { plan } of planned) {
		for (const address of plan.config.resources.keys()) resources.add(address);
		for (const { address } of plan.changes.values()) instances.add(address);
		for (const { text, address } of plan.base.entries()) {
			resources.add(resourceText(address));
			instances.add(text);
		}
	}
	const names = planned.map(({ plan }) => `"${plan.name}"`).join(", ");
	const missing = (flag: string, text: string, known: Iterable<string>) => ({
		severity: "error" as const,
		summary: "No such resource",
		detail: `${flag} names ${text}, which neither the configuration nor the state of ${planned.length === 1 ? "stack" : "any of the stacks"} ${names} has.${suggestion(text, known)}`,
	});
	return [
		...targets
			.filter((text) => {
				const address = parseAddress(text);
				if (!address) return false;
				const known = address.key === undefined ? resources : instances;
				return !known.has(addressText(address));
			})
			.map((text) => missing("--target", text, resources)),
		...replace
			.filter((text) => !instances.has(text))
			.map((text) => missing("--replace", text, instances)),
	];
}
