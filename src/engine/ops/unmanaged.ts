import { UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import type { Fleet, Placed } from "../plan/fleet";
import type { StackPlan } from "../plan/model";
import type { Run } from "../stack/run";
import type { DriftEntry } from "../types";
import type { Held } from "./other-stacks";

/** Objects that the Controller would delete together with an object of this stack, and that no resource describes, nor the state of another stack. */
export async function unmanaged(
	run: Run,
	fleet: Fleet,
	plan: StackPlan,
	elsewhere: () => Promise<Held>,
): Promise<DriftEntry[]> {
	const entries: DriftEntry[] = [];
	for (const type of Object.keys(run.provider.schema().resource_schemas)) {
		const { deletedWith, references, uniqueKey } = run.provider.facts(type);
		const parent = deletedWith.application;
		const target = references.application?.split(".")[1];
		if (parent === undefined || target === undefined) continue;
		const used = fleet.placed.some(({ plan: one }) => one.at.type === type);
		for (const placed of fleet.placed) {
			if (placed.stack !== plan.name || placed.plan.at.type !== parent)
				continue;
			const name = placed.plan.prior?.values[target];
			if (typeof name !== "string" || placed.plan.prior === undefined) continue;
			for (const live of await children(fleet, placed, type, name, used, run)) {
				const manager = fleet.managerOf(placed.tag, type, live);
				if (manager || isPlanned(fleet, placed.tag, type, uniqueKey, live))
					continue;
				const id = run.provider.idOf(type, live);
				if ((await elsewhere()).has(`${type} ${id}`)) continue;
				entries.push({
					address: `${type} (${shownId(live) ?? id ?? "?"})`,
					class: "unmanaged",
					attributes: [],
				});
			}
		}
	}
	return entries;
}

async function children(
	fleet: Fleet,
	placed: Placed,
	type: string,
	application: string,
	used: boolean,
	run: Run,
): Promise<readonly Values[]> {
	try {
		return await fleet.live(placed, type, application, run.kill);
	} catch (cause) {
		// A Controller that does not have the type at all has no objects of it.
		if (used || run.stop.aborted) throw cause;
		return [];
	}
}

function isPlanned(
	fleet: Fleet,
	tag: string,
	type: string,
	uniqueKey: readonly string[],
	live: Values,
): boolean {
	const last = uniqueKey.at(-1);
	if (last === undefined) return false;
	return fleet
		.having(tag, type, last, live[last])
		.some(
			({ plan }) =>
				plan.planned !== null &&
				uniqueKey.every(
					(key) =>
						plan.planned?.[key] === live[key] ||
						plan.planned?.[key] === UNKNOWN,
				),
		);
}

const shownId = ({ application, name }: Values) =>
	typeof application === "string" && typeof name === "string"
		? `${application}/${name}`
		: undefined;
