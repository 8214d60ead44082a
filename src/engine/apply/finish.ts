import { hasErrors, withoutUnknown } from "../../core";
import type { ApplyResult } from "../../provider/types";
import type { ResourceConfig } from "../config/model";
import { judgeConditions } from "../eval/conditions";
import type { Place } from "../eval/places";
import { resultFaults } from "../objects/assert";
import { withoutWriteOnly } from "../objects/plain";
import { type StoredObject, storedInstance } from "../objects/stored";
import type { InstancePlan } from "../plan/model";
import { resourceText } from "../state";
import type { ApplyContext } from "./context";
import type { Work } from "./work";

/** Records what became of an object, and judges it; false after an error, which is reported. */
export async function finish(
	work: Work,
	result: ApplyResult,
): Promise<boolean> {
	const { context, plan, planned, place } = work;
	const { stack } = context;
	const { address, schema } = plan;
	stack.faults.addAll(result.diagnostics, address);
	const failed = hasErrors(result.diagnostics);
	const creates = plan.action !== "update";
	const hook = creates ? "create" : "update";
	if (result.state === null) {
		if (!failed)
			stack.faults.error(
				"Provider produced inconsistent result after apply",
				`Nothing was left of ${address} after it was ${creates ? "created" : "updated"}.`,
				address,
			);
		// What was put aside for a replacement is the current object again by now, and what an update did not find is gone when the next refresh says so.
		if (plan.action !== "create-delete" && creates)
			await context.record(plan, null);
		context.end(plan, hook, false);
		return false;
	}
	const values = withoutUnknown(result.state);
	const object: StoredObject = {
		values,
		private: result.private,
		sensitive: work.sensitive,
		tainted: failed && creates,
		dependencies: plan.dependencies,
		createBeforeDestroy: context.createdFirst.has(resourceText(plan.at)),
		...(plan.prior?.instance && !creates && { instance: plan.prior.instance }),
	};
	await context.record(plan, storedInstance(object, schema));
	stack.evaluator.objects.set(address, {
		values: withoutWriteOnly(values, schema),
		sensitive: work.sensitive,
	});
	if (failed) {
		context.end(plan, hook, false);
		return false;
	}
	const wrong = resultFaults(schema.attrs, planned, result.state);
	if (wrong.length > 0) {
		stack.faults.error(
			"Provider produced inconsistent result after apply",
			`${address} is not as it was planned:\n    ${wrong.join("\n    ")}\nThis is a fault of fogform; please report it.`,
			address,
		);
		context.end(plan, hook, false);
		return false;
	}
	context.touched.set(address, { plan, object, config: work.config });
	context.end(plan, hook, true, values);
	if (creates) context.done.add++;
	else context.done.change++;
	return postconditions(context, plan, place, object);
}

/** Judges what an instance promises of itself, with its final values. */
function postconditions(
	context: ApplyContext,
	plan: InstancePlan,
	place: Place,
	object: StoredObject,
): boolean {
	const resource = plan.resource as ResourceConfig;
	if (resource.postconditions.length === 0) return true;
	const { status, messages } = judgeConditions(
		resource.postconditions,
		"Resource postcondition failed",
		context.stack.evaluator.scope({ ...place, self: { resource, object } }),
		context.stack.faults,
		plan.address,
	);
	context.checks.push({
		kind: "resource",
		config: resource.address,
		object: plan.address,
		status,
		messages,
	});
	return status === "pass" || status === "unknown";
}
