import type { Provider } from "../../provider/types";
import { findCycle, type StackGraph } from "../graph/graph";
import {
	ends,
	type InstancePlan,
	planKey,
	type StackPlan,
} from "../plan/model";
import { resourceText } from "../state";

/** One step of carrying out a plan. */
export type Step =
	| { readonly kind: "make"; readonly plan: InstancePlan }
	| {
			readonly kind: "end";
			readonly plan: InstancePlan;
			/** Address of the object whose deletion takes this one along. */
			readonly goesWith?: string;
	  }
	| Gate;

/** Done when all instances of a resource are made, or ended. */
export interface Gate {
	readonly kind: "gate";
	readonly resource: string;
}

/** The steps of a plan by name, and what each waits for. */
export interface Order {
	readonly steps: ReadonlyMap<string, Step>;
	readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

const make = (address: string) => `make ${address}`;
const end = (address: string, deposed?: string) =>
	`end ${planKey(address, deposed)}`;
const made = (resource: string) => `made ${resource}`;
const ended = (resource: string) => `ended ${resource}`;

/** Name of the step that makes or changes an instance's object. */
export const makeStep = make;
/** Name of the step that is done when all instances of a resource are as planned. */
export const madeStep = made;

/** Puts the changes of a plan into order. */
export function orderOf(
	plan: StackPlan,
	graph: StackGraph,
	provider: Provider,
): Order {
	return new Orderer(plan, graph, provider).order();
}

class Orderer {
	#steps = new Map<string, Step>();
	#needs = new Map<string, Set<string>>();
	/** Edges that give way where they would make a circle. */
	#soft: [string, string][] = [];
	#makesOf = new Map<string, InstancePlan[]>();
	#endsOf = new Map<string, InstancePlan[]>();
	/** Resources by those that their instances needed, as the state says. */
	#usedBy = new Map<string, Set<string>>();

	constructor(
		readonly plan: StackPlan,
		readonly graph: StackGraph,
		readonly provider: Provider,
	) {}

	order(): Order {
		for (const one of this.plan.changes.values()) this.#addSteps(one);
		for (const resource of this.plan.config.resources.keys())
			this.#addGate(resource);
		const goesWith = this.#findCascades();
		this.#orderEnds(goesWith);
		for (const [resource, plans] of this.#makesOf)
			for (const one of plans) this.#orderMake(resource, one);
		for (const [resource, plans] of this.#endsOf)
			for (const one of plans) this.#orderEnd(resource, one, goesWith);
		for (const one of this.plan.changes.values()) this.#orderTaken(one);
		this.#settle();
		return { steps: this.#steps, needs: this.#needs };
	}

	#step(name: string, step: Step): void {
		this.#steps.set(name, step);
		if (!this.#needs.has(name)) this.#needs.set(name, new Set());
	}

	#wait(step: string, forStep: string): void {
		if (step !== forStep && this.#steps.has(step) && this.#steps.has(forStep))
			this.#needs.get(step)?.add(forStep);
	}

	#waitSoftly(step: string, forStep: string): void {
		if (
			step === forStep ||
			!this.#steps.has(step) ||
			!this.#steps.has(forStep) ||
			this.#needs.get(step)?.has(forStep)
		)
			return;
		this.#needs.get(step)?.add(forStep);
		this.#soft.push([step, forStep]);
	}

	#addSteps(one: InstancePlan): void {
		const { action, address, deposed, at } = one;
		const resource = resourceText(at);
		const list = (map: Map<string, InstancePlan[]>) => {
			const found = map.get(resource);
			if (found) found.push(one);
			else map.set(resource, [one]);
		};
		if (one.planned !== null && action !== "no-op") {
			this.#step(make(address), { kind: "make", plan: one });
			list(this.#makesOf);
		}
		if (ends(action)) {
			this.#step(end(address, deposed), { kind: "end", plan: one });
			list(this.#endsOf);
		}
		for (const need of one.prior?.dependencies ?? []) {
			const users = this.#usedBy.get(need);
			if (users) users.add(resource);
			else this.#usedBy.set(need, new Set([resource]));
		}
	}

	#addGate(resource: string): void {
		this.#step(made(resource), { kind: "gate", resource });
		for (const one of this.#makesOf.get(resource) ?? [])
			this.#wait(made(resource), make(one.address));
		// A gate of another may be added later than this one; what does not exist is taken out at the end.
		for (const need of this.graph.direct(resource))
			this.#needs.get(made(resource))?.add(made(need));
	}

	#orderMake(resource: string, one: InstancePlan): void {
		const step = make(one.address);
		for (const need of this.graph.direct(resource))
			this.#needs.get(step)?.add(made(need));
		if (one.action === "delete-create") this.#wait(step, end(one.address));
	}

	#orderEnd(
		resource: string,
		one: InstancePlan,
		goesWith: ReadonlyMap<string, string>,
	): void {
		const step = end(one.address, one.deposed);
		const gate = ended(resource);
		if (!this.#steps.has(gate)) this.#step(gate, { kind: "gate", resource });
		this.#wait(gate, step);
		if (one.action === "create-delete") {
			this.#wait(step, make(one.address));
			for (const user of this.#usersInConfig(resource))
				this.#waitSoftly(step, made(user));
		}
		const parent = goesWith.get(one.address);
		if (parent !== undefined && one.deposed === undefined) {
			this.#step(step, { kind: "end", plan: one, goesWith: parent });
			this.#wait(step, end(parent));
		}
	}

	/** Resources that refer to a resource in the configuration. */
	#usersInConfig(resource: string): ReadonlySet<string> {
		if (this.#users === undefined) {
			this.#users = new Map();
			for (const user of this.plan.config.resources.keys())
				for (const need of this.graph.direct(user)) {
					const found = this.#users.get(need);
					if (found) found.add(user);
					else this.#users.set(need, new Set([user]));
				}
		}
		return this.#users.get(resource) ?? NONE;
	}
	#users: Map<string, Set<string>> | undefined;

	/** Which objects go down with another that is deleted in this plan too: address by address. */
	#findCascades(): Map<string, string> {
		const found = new Map<string, string>();
		const parents = new Map<string, InstancePlan>();
		const wanted = new Set<string>();
		const all = [...this.#endsOf.values()].flat();
		for (const one of all) {
			if (this.#isBuiltin(one) || one.deposed !== undefined) continue;
			const { deletedWith, references } = this.provider.facts(one.at.type);
			for (const name of Object.keys(deletedWith))
				if (references[name]) wanted.add(references[name] as string);
		}
		if (wanted.size === 0) return found;
		for (const target of wanted) {
			const [type, attribute] = target.split(".") as [string, string];
			for (const one of all)
				if (
					one.at.type === type &&
					one.deposed === undefined &&
					one.action !== "create-delete"
				)
					parents.set(
						`${one.provider} ${target} ${one.prior?.values[attribute]}`,
						one,
					);
		}
		for (const one of all) {
			if (
				this.#isBuiltin(one) ||
				one.deposed !== undefined ||
				one.action === "create-delete"
			)
				continue;
			const { deletedWith, references } = this.provider.facts(one.at.type);
			for (const [name, type] of Object.entries(deletedWith)) {
				const target = references[name] ?? "";
				const parent = target.startsWith(`${type}.`)
					? parents.get(`${one.provider} ${target} ${one.prior?.values[name]}`)
					: undefined;
				if (parent && parent !== one) {
					found.set(one.address, parent.address);
					break;
				}
			}
		}
		return found;
	}

	#isBuiltin({ provider }: InstancePlan): boolean {
		return provider.includes("builtin/terraform");
	}

	/** What needed an object is ended, or changed, before it is ended. */
	#orderEnds(goesWith: ReadonlyMap<string, string>): void {
		for (const resource of this.#endsOf.keys())
			this.#step(ended(resource), { kind: "gate", resource });
		/** Resources of which some instance goes with an object. */
		const taken = new Map<string, Set<string>>();
		for (const [address, parent] of goesWith) {
			const plan = this.plan.changes.get(address);
			if (!plan) continue;
			const resource = resourceText(plan.at);
			const list = taken.get(parent);
			if (list) list.add(resource);
			else taken.set(parent, new Set([resource]));
		}
		for (const [resource, plans] of this.#endsOf) {
			const users = new Set([
				...(this.#usedBy.get(resource) ?? NONE),
				...this.#usersInConfig(resource),
			]);
			users.delete(resource);
			for (const one of plans) {
				const step = end(one.address, one.deposed);
				const along = taken.get(one.address);
				for (const user of users) {
					if (!along?.has(user)) this.#wait(step, ended(user));
					if (one.action === "delete" || one.deposed !== undefined)
						this.#waitSoftly(step, made(user));
				}
				// What must end before those that go along must end before this one.
				for (const gone of along ?? NONE)
					for (const user of this.#usedBy.get(gone) ?? NONE)
						if (!along?.has(user)) this.#waitSoftly(step, ended(user));
			}
		}
	}

	/** What is given up comes before what takes it, and what is referred to by value before what refers. */
	#orderTaken(one: InstancePlan): void {
		for (const address of one.takesFrom ?? NONE) {
			const giver = this.plan.changes.get(address);
			if (giver === undefined) continue;
			this.#waitSoftly(
				make(one.address),
				ends(giver.action) ? end(address) : make(address),
			);
		}
		for (const address of one.refersTo ?? NONE) {
			this.#waitSoftly(make(one.address), make(address));
			if (ends(one.action)) this.#endsAfter(address, one);
			else this.#waitSoftly(end(address), make(one.address));
		}
	}

	#endsAfter(address: string, one: InstancePlan): void {
		const step = this.#steps.get(end(one.address));
		if (step?.kind === "end" && step.goesWith === address) return;
		this.#waitSoftly(end(address), end(one.address));
	}

	/** Takes soft edges out of circles until there are none. */
	#settle(): void {
		for (const [step, needs] of this.#needs)
			for (const need of needs)
				if (!this.#steps.has(need)) this.#needs.get(step)?.delete(need);
		if (this.#soft.length === 0) return;
		for (;;) {
			const cycle = findCycle(this.#needs);
			if (cycle === undefined) return;
			const soft = this.#soft.filter(([step, need]) =>
				cycle.some((node, i) => node === step && cycle[i + 1] === need),
			);
			if (soft.length === 0) return;
			for (const [step, need] of soft) this.#needs.get(step)?.delete(need);
		}
	}
}

const NONE: ReadonlySet<string> = new Set();
