import { UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { references } from "../language";
import type { Fleet, Placed } from "./fleet";

/**
 * Planned values in which an unknown reference to another planned object is that object's address: two ports on an agent that is
 * created in the same run clash although nobody knows the agent's uuid yet.
 */
export function withStandIns(fleet: Fleet, placed: Placed): Values {
	const planned = placed.plan.planned as Values;
	const targets = fleet.provider.facts(placed.plan.at.type).references;
	let out = planned;
	for (const [name, target] of Object.entries(targets)) {
		if (planned[name] !== UNKNOWN) continue;
		const [type] = target.split(".") as [string];
		const to = instanceBehind(fleet, placed, name, type);
		if (to) out = { ...out, [name]: `${to.address} (stack "${to.stack}")` };
	}
	return out;
}

/** Where the planned instance is that an unknown reference of a planned object leads to. */
export function instanceBehind(
	fleet: Fleet,
	placed: Placed,
	name: string,
	type: string,
): InstancePlace | undefined {
	return (
		byReference(placed, name, type) ?? byOtherAttribute(fleet, placed, type)
	);
}

/** Address of an instance, and the stack that has it. */
export interface InstancePlace {
	readonly address: string;
	readonly stack: string;
}

/** The instance that an argument refers to, where it is nothing but a reference: `iofog_agent.edge`. */
function byReference(
	{ plan, stack }: Placed,
	name: string,
	type: string,
): InstancePlace | undefined {
	const argument = plan.resource?.body.computed.find(
		({ attr }) => attr.name === name,
	);
	if (argument === undefined) return undefined;
	const [reference, ...others] = references(argument.expression);
	if (reference === undefined || others.length > 0 || reference.root !== type)
		return undefined;
	const { text, steps } = reference;
	const last = steps.at(-1);
	if (
		last?.kind !== "attribute" ||
		argument.expression.source !== `\${${text}}` ||
		/\b(?:each|count)\./.test(text)
	)
		return undefined;
	return {
		address: text.slice(0, text.length - String(last.key).length - 1),
		stack,
	};
}

/** The planned instance that another argument names: `agent_name` where `agent_uuid` is not known yet. */
function byOtherAttribute(
	fleet: Fleet,
	{ plan, tag }: Placed,
	type: string,
): InstancePlace | undefined {
	const targets = fleet.provider.facts(plan.at.type).references;
	for (const [name, target] of Object.entries(targets)) {
		const value = plan.planned?.[name];
		if (!target.startsWith(`${type}.`) || typeof value !== "string") continue;
		const attribute = target.slice(type.length + 1);
		const named = fleet
			.having(tag, type, attribute, value)
			.find((other) => other.plan.planned?.[attribute] === value);
		if (named) return { address: named.plan.address, stack: named.stack };
	}
	return undefined;
}
