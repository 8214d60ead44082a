import { createHash } from "node:crypto";
import { UNKNOWN } from "../../core";
import type { StackConfig } from "../config/model";
import { Value } from "../language";
import { jsonOfValue, unknownBools } from "../objects/sensitive";
import type { InstancePlan, StackPlan } from "../plan/model";
import type { PlannedStack } from "../plan/stack-plan";

/** The plan of a stack as it was approved: made in this process, or read from a file. */
export interface Approved {
	readonly config: StackConfig;
	readonly startedAt: Date;
	readonly serial: number;
	readonly lineage: string;
	/** Action by object. */
	readonly actions: ReadonlyMap<string, string>;
	/** Hash of the planned values by object, where more than the action must stay. */
	readonly fingerprints?: ReadonlyMap<string, string>;
	/** All that carrying it out needs; absent where it comes from a file. */
	readonly planned?: PlannedStack;
}

/** What was approved, of a plan made in this process. */
export function approvedOf(planned: PlannedStack): Approved {
	const { config, startedAt, serial, base, changes } = planned.plan;
	return {
		config,
		startedAt,
		serial,
		lineage: base.header.lineage,
		actions: actionsOf(changes),
		planned,
	};
}

/** Action by object of a plan. */
export function actionsOf(
	changes: ReadonlyMap<string, InstancePlan>,
): Map<string, string> {
	return new Map([...changes].map(([key, { action }]) => [key, action]));
}

/** Objects with which a new plan does something else than the approved one. */
export function otherThan(approved: Approved, now: StackPlan): string[] {
	const others: string[] = [];
	for (const [key, plan] of now.changes) {
		if (plan.action === "no-op") continue;
		const print = approved.fingerprints?.get(key);
		if (
			approved.actions.get(key) !== plan.action ||
			(print !== undefined && print !== fingerprint(plan))
		)
			others.push(key);
	}
	return others;
}

/** A hash of what is planned for an object; from it no value can be read. */
export function fingerprint({ planned, action }: InstancePlan): string {
	const text = JSON.stringify([action, planned], (_key, value: unknown) =>
		value === UNKNOWN
			? { unknown: true }
			: value instanceof Value
				? [value.type, jsonOfValue(value, [], true), unknownBools(value)]
				: value,
	);
	return createHash("sha256").update(text).digest("base64");
}
