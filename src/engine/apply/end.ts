import { hasErrors } from "../../core";
import { type StoredObject, storedInstance } from "../objects/stored";
import type { InstancePlan } from "../plan/model";
import type { ApplyContext } from "./context";
import { withOwnSignal } from "./own-signal";
import { deposedKeys } from "./send";

/** Deletes an object, or only takes it out of the state where another's deletion has taken it along; false after an error, which is reported. */
export async function endInstance(
	context: ApplyContext,
	plan: InstancePlan,
	goesWith: string | undefined,
): Promise<boolean> {
	const { stack } = context;
	const { address, at, schema } = plan;
	const prior = plan.prior as StoredObject;
	const deposed = plan.deposed ?? deposedKeys(context).get(address);
	if (plan.action === "create-delete" && deposed === undefined) return true;
	context.begin(plan, "delete");
	if (goesWith === undefined) {
		const key = stack.doorKeyOf(plan.provider, at.type);
		const ready = await context.ephemerals.ready(`provider.${key}`);
		const door = stack.door(key);
		if (!ready || door.configured === undefined) {
			context.end(plan, "delete", false);
			return false;
		}
		const { provider, configured } = door;
		const result = await withOwnSignal(stack.run.kill, (signal) =>
			provider.apply(
				configured,
				at.type,
				{
					config: null,
					prior: prior.values,
					planned: null,
					private: prior.private,
					deleting: context.deleting,
				},
				signal,
			),
		);
		if (result.notBegun) {
			context.drop(plan, "delete");
			return false;
		}
		stack.faults.addAll(result.diagnostics, address);
		if (hasErrors(result.diagnostics) || result.state !== null) {
			if (
				result.state !== null &&
				(result.state !== prior.values || prior.createBeforeDestroy)
			)
				await context.record(
					plan,
					storedInstance(
						{
							...prior,
							values: result.state,
							private: result.private,
							// As Terraform has it: an object that is on its way out is never replaced any more.
							createBeforeDestroy: false,
						},
						schema,
					),
					deposed,
				);
			context.end(plan, "delete", false);
			return false;
		}
	}
	await context.record(plan, null, deposed);
	context.end(plan, "delete", true);
	context.done.remove++;
	return true;
}
