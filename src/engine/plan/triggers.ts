import type { ResourceConfig } from "../config/model";
import type { Place } from "../eval/places";
import { parseReference } from "../language";
import { samePlain } from "../objects/plain";
import { addressText } from "../state";
import { type InstancePlan, isReplace } from "./model";

/** Says whether something that an instance names in `replace_triggered_by` is updated or replaced. */
export function isTriggered(
	resource: ResourceConfig,
	place: Place,
	plans: (resource: string) => readonly InstancePlan[],
): boolean {
	return resource.replaceTriggeredBy.some(({ source }) => {
		const key =
			typeof place.key === "number" ? place.key : JSON.stringify(place.key);
		const text = source.replace(
			/\[\s*(?:count\.index|each\.key)\s*\]/g,
			`[${key}]`,
		);
		const { root: type, steps } = parseReference(text);
		const name = String(steps[0]?.key);
		const index = steps[1]?.kind === "index" ? steps[1].key : undefined;
		const path = steps.slice(index === undefined ? 1 : 2);
		const all = plans(`${type}.${name}`);
		const wanted =
			index === undefined
				? all
				: all.filter(
						({ address }) =>
							address ===
							addressText({ mode: "managed", type, name, key: index }),
					);
		return wanted.some(
			(plan) =>
				(plan.action === "update" || isReplace(plan.action)) &&
				(path.length === 0 || differs(plan, String(path[0]?.key))),
		);
	});
}

function differs(plan: InstancePlan, name: string): boolean {
	const attr = plan.schema.byName.get(name);
	return (
		attr === undefined ||
		!samePlain(plan.prior?.values[name], plan.planned?.[name], attr.type)
	);
}
