import type { Dice } from "../../support/dice";
import { type Answer, type Call, type Dialect, ref } from "./call";

/** A microservice that an earlier call probably created. */
export interface KnownMicroservice {
	readonly uuid: string;
	readonly name: string;
	readonly application: string;
}

/** An agent that an earlier call probably created. */
export interface KnownAgent {
	readonly uuid: string;
	readonly name: string;
	readonly fogType: number;
}

/** What a sequence has made so far, as far as its answers tell, and its calls. */
export class World {
	readonly calls: Call[] = [];
	readonly applications: string[] = [];
	readonly microservices: KnownMicroservice[] = [];
	readonly agents: KnownAgent[] = [];
	readonly registries: string[] = [];
	readonly catalogItems: string[] = [];
	readonly templates: string[] = [];
	readonly edgeResources: { name: string; version: string }[] = [];
	readonly routes: { application: string; name: string }[] = [];
	readonly provisionings: number[] = [];
	readonly users: number[] = [];
	/** Numbers of applications, by which the older form of the API names them. */
	readonly flows: string[] = [];
	readonly secrets: { name: string; type?: string }[] = [];
	readonly configMaps: { name: string; type?: string }[] = [];
	readonly mounts: string[] = [];
	readonly volumes: { microservice: string; id: string }[] = [];
	/** Whether the group of calls at hand sticks to values that a Controller accepts. */
	calm = false;
	#names = 0;
	readonly #undo = new Map<number, () => void>();

	constructor(
		readonly dice: Dice,
		readonly dialect: Dialect,
	) {}

	get is30(): boolean {
		return this.dialect === "3.0";
	}

	/** Appends a call and returns its index. */
	add(
		method: string,
		path: string,
		more: Partial<Call> & { route?: string } = {},
	): number {
		const route = more.route ?? `${method} ${path.replace(/\?.*/, "")}`;
		this.calls.push({ method, path, ...more, route });
		return this.calls.length - 1;
	}

	/** Adds an object that the last call makes, if it succeeds. */
	remember<T>(list: T[], item: T): void {
		list.push(item);
		this.#undo.set(this.calls.length - 1, () => forget(list, item));
	}

	/** Forgets what the answer of call `index` tells not to exist. */
	learn(index: number, answer: Answer): void {
		if (answer.status > 0 && answer.status < 400) return;
		this.#undo.get(index)?.();
		if (answer.status !== 404) return;
		const path = this.calls[index]?.path ?? "";
		for (const it of this.microservices.filter((it) =>
			path.startsWith(`/microservices/${it.uuid}`),
		))
			forget(this.microservices, it);
		for (const it of this.agents.filter((it) =>
			path.startsWith(`/iofog/${it.uuid}`),
		))
			forget(this.agents, it);
		for (const it of this.applications.filter(
			(it) => path === `/application/${it}`,
		)) {
			forget(this.applications, it);
			for (const inner of this.microservices.filter(
				(other) => other.application === it,
			))
				forget(this.microservices, inner);
		}
	}

	/** A name not used before in this sequence. */
	name(prefix: string): string {
		this.#names += 1;
		return `${prefix}${this.#names}`;
	}

	/** A reference to a member of the answer of call `index`. */
	ref(index: number, path: string, otherwise?: unknown): string {
		return ref(index, path, otherwise);
	}

	/** Mostly one of the known objects, sometimes one that never existed. */
	known<T>(list: readonly T[], never: T, chance = 0.06): T {
		return list.length === 0 || (this.dice.chance(chance) && !this.calm)
			? never
			: this.dice.pick(list);
	}

	/** A known microservice, or one that never existed. */
	microservice(chance?: number): KnownMicroservice {
		return this.known(
			this.microservices,
			{ uuid: "nope", name: "nope", application: "nope" },
			chance,
		);
	}

	/** A known agent, or one that never existed. */
	agent(chance?: number): KnownAgent {
		const typed = this.agents.filter((it) => it.fogType > 0);
		return this.known(
			this.calm && typed.length > 0 ? typed : this.agents,
			{ uuid: "nope", name: "nope", fogType: 1 },
			chance,
		);
	}

	/** A known application's name, or one that never existed. */
	application(chance?: number): string {
		return this.known(this.applications, "nope", chance);
	}
}

/** Removes one member of a list of known objects, by identity. */
export function forget<T>(list: T[], item: T): void {
	const at = list.indexOf(item);
	if (at >= 0) list.splice(at, 1);
}
