import { UNKNOWN } from "../../core";
import type { Configured, Provider, Values } from "../../provider/types";
import type { Stack } from "../stack/stack";
import { ends, type InstancePlan } from "./model";

/** A planned object with the connection it goes through. */
export interface Placed {
	readonly plan: InstancePlan;
	readonly stack: string;
	readonly configured: Configured;
	/** Tells objects of different Controllers apart. */
	readonly tag: string;
	/** The Controller can be asked. */
	readonly known: boolean;
}

/** What the checks across objects are given. */
export interface CrossOptions {
	readonly stack: Stack;
	readonly fleet: Fleet;
	/** The plans of the stack, as the fleet has them. */
	readonly placed: readonly Placed[];
	/** Without refresh nothing live is looked at. */
	readonly live: boolean;
}

/** Values of planned objects by what they are looked up by; it spans all stacks that are planned together. */
export class Fleet {
	readonly #placed: Placed[] = [];
	readonly #byId = new Map<string, Placed>();
	readonly #byType = new Map<string, Placed>();
	readonly #byAddress = new Map<string, Placed>();
	readonly #byValue = new Map<string, Map<unknown, Placed[]>>();
	readonly #lists = new Map<string, Promise<Values[]>>();

	constructor(readonly provider: Provider) {}

	/** Adds the plans of a stack. */
	add(stack: Stack, plans: Iterable<InstancePlan>): Placed[] {
		const added: Placed[] = [];
		for (const plan of plans) {
			if (plan.at.mode === "data" || plan.deposed !== undefined) continue;
			const door = stack.doorOf(plan.provider, plan.at.type);
			if (door.provider !== this.provider || !door.configured) continue;
			const tag = stack.run.tag(door.configured);
			const placed: Placed = {
				plan,
				stack: stack.config.name,
				configured: door.configured,
				tag,
				known: !stack.run.isUnknown(door.configured),
			};
			added.push(placed);
			this.#placed.push(placed);
			this.#byAddress.set(`${placed.stack} ${plan.address}`, placed);
			const { type } = plan.at;
			if (plan.planned !== null) this.#byType.set(`${tag} ${type}`, placed);
			const id = plan.prior && this.provider.idOf(type, plan.prior.values);
			if (id !== undefined) this.#byId.set(`${tag} ${type} ${id}`, placed);
		}
		this.#byValue.clear();
		return added;
	}

	/** The planned object that manages a live one now. */
	managerOf(tag: string, type: string, live: Values): Placed | undefined {
		const id = this.provider.idOf(type, live);
		return id === undefined
			? undefined
			: this.#byId.get(`${tag} ${type} ${id}`);
	}

	/** The planned object at an address of a stack. */
	at(stack: string, address: string): Placed | undefined {
		return this.#byAddress.get(`${stack} ${address}`);
	}

	/** All planned objects. */
	get placed(): readonly Placed[] {
		return this.#placed;
	}

	/** A planned object of a type that is there after the plan is carried out. */
	oneOf(tag: string, type: string): Placed | undefined {
		return this.#byType.get(`${tag} ${type}`);
	}

	/** Planned objects of a type that have, or had, a value of an attribute. */
	having(
		tag: string,
		type: string,
		attribute: string,
		value: unknown,
	): Placed[] {
		const key = `${tag} ${type} ${attribute}`;
		let index = this.#byValue.get(key);
		if (index === undefined) {
			index = new Map();
			for (const placed of this.#placed) {
				if (placed.tag !== tag || placed.plan.at.type !== type) continue;
				const { planned, prior } = placed.plan;
				for (const found of new Set([
					planned?.[attribute],
					prior?.values[attribute],
				])) {
					if (found === null || found === undefined || found === UNKNOWN)
						continue;
					const list = index.get(found);
					if (list) list.push(placed);
					else index.set(found, [placed]);
				}
			}
			this.#byValue.set(key, index);
		}
		return index.get(value) ?? [];
	}

	/** Live objects of a type, asked for once. */
	live(
		placed: Pick<Placed, "tag" | "configured">,
		type: string,
		application: string | undefined,
		signal: AbortSignal,
	): Promise<Values[]> {
		const key = JSON.stringify([placed.tag, type, application ?? null]);
		let list = this.#lists.get(key);
		if (list === undefined) {
			list = this.provider.list(
				placed.configured,
				type,
				application === undefined ? {} : { application },
				signal,
			);
			this.#lists.set(key, list);
		}
		return list;
	}
}

/** Says whether a planned object has a value after the plan is carried out. */
export function keeps(
	{ plan }: Placed,
	attribute: string,
	value: unknown,
): boolean {
	return (
		plan.planned?.[attribute] === value ||
		(plan.planned !== null &&
			plan.planned[attribute] === UNKNOWN &&
			!ends(plan.action))
	);
}
