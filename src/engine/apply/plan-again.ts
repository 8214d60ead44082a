import { hasErrors, type Private, UNKNOWN } from "../../core";
import type { Configured, Values } from "../../provider/types";
import { planFaults } from "../objects/assert";
import {
	hasUnknown,
	sameObject,
	samePlain,
	withoutWriteOnly,
} from "../objects/plain";
import type { StoredObject } from "../objects/stored";
import type { InstancePlan } from "../plan/model";
import type { Door } from "../stack/stack";
import type { ApplyContext } from "./context";

/** The plan of an instance once more, with what is known now; it must say what the approved plan said. */
export async function planAgain(
	{ stack, configs }: ApplyContext,
	plan: InstancePlan,
	{ provider }: Door,
	configured: Configured,
	config: Values,
): Promise<{ planned: Values; private: Private } | undefined> {
	const { address, schema, at } = plan;
	const approved = plan.planned as Values;
	const then = configs.get(address);
	const { identity } = provider.facts(at.type);
	const open = schema.attrs.some(
		({ name }) => approved[name] === UNKNOWN && !identity.includes(name),
	);
	// With the same arguments, and nothing to look up, planning again would say the same.
	if (
		!open &&
		then !== undefined &&
		sameObject(then, config, schema) &&
		!hasUnknown(config)
	)
		return { planned: approved, private: plan.private };
	const prior =
		plan.action === "update" ? (plan.prior as StoredObject) : undefined;
	const result = await provider.plan(
		configured,
		at.type,
		{
			config,
			prior: prior?.values ?? null,
			private: prior?.private ?? {},
		},
		stack.run.kill,
	);
	stack.faults.addAll(result.diagnostics, address);
	if (hasErrors(result.diagnostics) || result.planned === null)
		return undefined;
	const wrong = [
		...planFaults(
			schema.attrs,
			prior?.values ?? null,
			withoutWriteOnly(config, schema),
			result.planned,
		),
		...changedSince(plan, approved, result.planned),
	];
	if (wrong.length > 0) {
		stack.faults.error(
			"Provider produced inconsistent final plan",
			`When the plan of ${address} was made again with the values that are known now, it came out otherwise:\n    ${wrong.join("\n    ")}\nNothing was changed; plan and apply again. If that does not help, this is a fault of fogform; please report it.`,
			address,
		);
		return undefined;
	}
	return { planned: result.planned, private: result.private };
}

/** What was known in the approved plan must be as it was. */
function changedSince(
	{ schema }: InstancePlan,
	approved: Values,
	final: Values,
): string[] {
	return schema.attrs.flatMap((attr) => {
		const before = approved[attr.name] ?? null;
		const after = final[attr.name] ?? null;
		if (hasUnknown(before) || samePlain(before, after, attr.type)) return [];
		return [`${attr.name}: planned another value than before`];
	});
}
