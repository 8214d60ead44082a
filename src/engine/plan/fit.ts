import { UNKNOWN } from "../../core";
import type { ReferredOf, Values } from "../../provider/types";
import { samePlain } from "../objects/plain";
import { type CrossOptions, keeps, type Placed } from "./fleet";
import type { InstancePlan } from "./model";
import { instanceBehind } from "./stand-ins";

/** Judges a planned object together with those that it refers to, planned ones and live ones. */
export async function checkFit(
	options: CrossOptions,
	one: Placed,
): Promise<void> {
	const { stack, fleet } = options;
	const { plan } = one;
	const { fit, references } = fleet.provider.facts(plan.at.type);
	if (fit.length === 0 || !touches(plan, fit)) return;
	const referred: Record<string, ReferredOf[string]> = {};
	for (const name of fit) {
		const target = references[name];
		if (target) referred[name] = await follow(options, one, name, target);
	}
	stack.faults.addAll(
		fleet.provider.misfits(plan.at.type, plan.planned as Values, referred),
		plan.address,
	);
}

const touches = (
	{ action, prior, planned, schema }: InstancePlan,
	names: readonly string[],
) =>
	action !== "update" ||
	schema.attrs.some(
		({ name, type }) =>
			names.includes(name) &&
			!samePlain(prior?.values[name], planned?.[name], type),
	);

async function follow(
	{ stack, fleet, live }: CrossOptions,
	one: Placed,
	name: string,
	target: string,
): Promise<ReferredOf[string]> {
	const [type, attribute] = target.split(".") as [string, string];
	const value = one.plan.planned?.[name] ?? null;
	if (value === null) return undefined;
	if (value === UNKNOWN) {
		const place = instanceBehind(fleet, one, name, type);
		const planned = place && fleet.at(place.stack, place.address)?.plan.planned;
		return planned ? { type, planned } : undefined;
	}
	const planned = fleet
		.having(one.tag, type, attribute, value)
		.find((other) => other !== one && keeps(other, attribute, value))
		?.plan.planned;
	const objects =
		live && one.known
			? await fleet.live(one, type, undefined, stack.run.kill)
			: [];
	const found = objects.find((object) => object[attribute] === value);
	// What is neither planned nor found is not there, or was not looked for.
	if (!planned && !found) return undefined;
	return {
		type,
		...(planned && { planned }),
		...(found && { live: found }),
	};
}
