import type { Path } from "../../core";
import type { Values } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { bodyValues } from "../eval/body";
import { judgeConditions } from "../eval/conditions";
import type { Place } from "../eval/places";
import type { Release } from "../graph/walk";
import { storedInstance } from "../objects/stored";
import { readData } from "../plan/data";
import { sensitiveWithIgnored, withIgnored } from "../plan/ignore";
import type { InstancePlan } from "../plan/model";
import type { ApplyContext } from "./context";
import { planAgain } from "./plan-again";
import { create, update } from "./send";
import type { Work } from "./work";

/** Makes, changes or reads what one instance plans; false after an error, which is reported. Calls `release` once there is nothing left but to wait. */
export async function makeInstance(
	context: ApplyContext,
	plan: InstancePlan,
	release: Release,
): Promise<boolean> {
	const { stack } = context;
	const resource = plan.resource as ResourceConfig;
	if (!(await context.ephemerals.ready(resource.address))) return false;
	const place = placeOf(context, plan);
	const scope = stack.evaluator.scope(place);
	const before = judgeConditions(
		resource.preconditions,
		"Resource precondition failed",
		scope,
		stack.faults,
		plan.address,
	);
	// With postconditions these are judged, and recorded, together with them.
	if (
		resource.preconditions.length > 0 &&
		(before.status !== "pass" || resource.postconditions.length === 0)
	)
		context.checks.push({
			kind: "resource",
			config: resource.address,
			object: plan.address,
			status: before.status,
			messages: before.messages,
		});
	if (before.status === "fail" || before.status === "error") return false;
	const given = bodyValues(resource.body, scope, stack.faults, plan.address);
	if (given === undefined) return false;
	if (plan.at.mode === "data")
		return readDeferred(context, plan, place, given.values, given.sensitive);
	const door = stack.door(resource.provider);
	if (door.configured === undefined) return false;
	const prior = plan.action === "update" ? plan.prior : undefined;
	const config = withIgnored(resource, given.values, prior?.values);
	const final = await planAgain(context, plan, door, door.configured, config);
	if (final === undefined) return false;
	const sensitive = sensitiveWithIgnored(
		resource,
		given.sensitive,
		prior?.sensitive,
	);
	const work: Work = {
		context,
		plan,
		place,
		door,
		configured: door.configured,
		config,
		planned: final.planned,
		private: final.private,
		sensitive,
		release,
	};
	return plan.action === "update" ? update(work) : create(work);
}

function placeOf({ stack }: ApplyContext, plan: InstancePlan): Place {
	const { key } = plan.at;
	if (key === undefined) return {};
	const expansion = stack.evaluator.expansions.get(
		(plan.resource as ResourceConfig).address,
	);
	if (expansion?.kind !== "each") return { key };
	const each = expansion.values.get(String(key));
	return each ? { key, each } : { key };
}

async function readDeferred(
	context: ApplyContext,
	plan: InstancePlan,
	place: Place,
	values: Values,
	sensitive: readonly Path[],
): Promise<boolean> {
	const object = await readData(
		context.stack,
		{
			resource: plan.resource as ResourceConfig,
			address: plan.address,
			at: plan.at,
			place,
			pending: false,
			check: (result) => context.checks.push(result),
		},
		values,
		sensitive,
	);
	if (object === undefined) return false;
	context.stack.evaluator.objects.set(plan.address, object);
	await context.record(plan, storedInstance(object, plan.schema));
	return true;
}
