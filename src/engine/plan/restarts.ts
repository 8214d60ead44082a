import { guarded } from "../stack/guarded";
import type { Stack } from "../stack/stack";
import type { Placed } from "./fleet";
import { changes, isReplace } from "./model";

/** Notes which microservices each change restarts; all of them by name, with the addresses that cause it. */
export async function countRestarts(
	stack: Stack,
	placed: readonly Placed[],
): Promise<Map<string, string[]>> {
	const because = new Map<string, string[]>();
	const { provider, kill } = stack.run;
	await Promise.all(
		placed.map(async ({ plan, configured, known }) => {
			if (!known || !changes(plan.action)) return;
			const action = isReplace(plan.action)
				? "replace"
				: (plan.action as "create" | "update" | "delete");
			const restarts = await guarded(stack.faults, plan.address, () =>
				provider.restarts(
					configured,
					plan.at.type,
					{ action, prior: plan.prior?.values ?? null, planned: plan.planned },
					kill,
				),
			);
			if (restarts) plan.restarts = restarts;
		}),
	);
	// What this plan creates does not run yet.
	const created = new Set(
		placed.flatMap(({ plan: { action, planned } }) =>
			action === "create" ? [`${planned?.application}/${planned?.name}`] : [],
		),
	);
	for (const { plan } of placed)
		for (const name of plan.restarts ?? []) {
			if (created.has(name)) continue;
			const list = because.get(name);
			if (list) list.push(plan.address);
			else because.set(name, [plan.address]);
		}
	return because;
}
