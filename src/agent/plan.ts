import { type Microservice, recipeOf } from "./microservice";

/** A container of this agent, as one list call of the engine shows it. */
export interface Container {
	readonly id: string;
	readonly name: string;
	/** The uuid of its microservice. */
	readonly microservice: string;
	/** The {@link recipeOf} what it was made for. */
	readonly recipe: string;
	/** The engine's word: created, running, paused, restarting, exited, dead or removing. */
	readonly state: string;
	/** The engine's sentence, such as "Exited (1) 3 seconds ago". */
	readonly detail: string;
	readonly imageId: string;
	/** Its address on the agent's network; empty while it has none. */
	readonly address: string;
	/** The ports of the host that it holds, such as `8080/tcp`. */
	readonly ports: readonly string[];
}

/** A failed attempt to bring a container into being, and when to try again (milliseconds since 1970). */
export interface Fault {
	readonly recipe: string;
	readonly count: number;
	readonly retryAt: number;
	readonly message: string;
}

/** What an agent remembers of a microservice between two looks. */
export interface Memory {
	/** The Controller asked for a new container, and there is none yet. */
	readonly rebuild?: boolean;
	readonly fault?: Fault | undefined;
	/** When its container was found ended and started again, in milliseconds since 1970. */
	readonly starts?: readonly number[];
	/** How often in a row the engine refused to start its container. */
	readonly refusals?: number;
	/** The recipe whose container ended too often. */
	readonly stuck?: string | undefined;
	/** What was brought into being last. */
	readonly deployed?: { readonly recipe: string; readonly imageId: string };
}

/** What to do about one microservice or one container. */
export type Action =
	/** There is no container: make one. */
	| { readonly kind: "create"; readonly microservice: Microservice }
	/** The container is not what it should be: make another, which takes its place once it runs. */
	| {
			readonly kind: "replace";
			readonly microservice: Microservice;
			readonly old: Container;
	  }
	/** The container has ended. */
	| {
			readonly kind: "start";
			readonly microservice: Microservice;
			readonly container: Container;
	  }
	/** It ended too often to be started again. */
	| { readonly kind: "give-up"; readonly microservice: Microservice }
	/** The successor runs: what it replaces goes, and it takes over the name. */
	| {
			readonly kind: "settle";
			readonly successor: Container;
			readonly old: Container | undefined;
	  }
	/** Nobody wants this container. */
	| { readonly kind: "remove"; readonly container: Container };

/** What to do now, and when to look again though nothing happens (milliseconds since 1970). */
export interface Decision {
	readonly actions: readonly Action[];
	readonly lookAgainAt: number | undefined;
}

/** So many ends of a container within {@link RESTART_WINDOW_MS} are too many. */
export const MAX_RESTARTS = 10;
/** The time in which restarts are counted, in milliseconds. */
export const RESTART_WINDOW_MS = 600_000;

/** The name of a microservice's container. */
export const containerName = (uuid: string): string => `iofog_${uuid}`;
/** The name of the container that is about to replace it. */
export const successorName = (uuid: string): string => `iofog_${uuid}_next`;

const RUNS = new Set(["running", "restarting", "paused"]);

/** Whether a container is up, or held by somebody who paused it. */
export const runs = (container: Container): boolean =>
	RUNS.has(container.state);

/** The longest wait after a failure, in milliseconds: an end that is further away was noted before somebody set the clock back. */
export const LONGEST_WAIT_MS = 600_000;

const recent = (memory: Memory, now: number): readonly number[] =>
	(memory.starts ?? []).filter(
		(time) => time > now - RESTART_WINDOW_MS && time <= now,
	);

/** When a container that ended is started again: at once, then after waits that double up to a minute. */
function startTime(memory: Memory, now: number): number {
	const starts = recent(memory, now);
	const last = starts.at(-1);
	if (last === undefined) return now;
	return last + Math.min(60_000, 1000 * 2 ** (starts.length - 1));
}

function forOne(
	microservice: Microservice,
	containers: readonly Container[],
	memory: Memory,
	now: number,
): { action?: Action; at?: number } {
	const { uuid } = microservice;
	const successor = containers.find((c) => c.name === successorName(uuid));
	const main = containers.find((c) => c.name === containerName(uuid));
	// Somebody gave it another name: two of one microservice cannot share its ports.
	const stray = containers.find((c) => c !== successor && c !== main);
	if (stray) return { action: { kind: "remove", container: stray } };
	// What a replacement left that was broken off: it either got as far as running, or it never was.
	if (successor && runs(successor))
		return { action: { kind: "settle", successor, old: main } };
	if (successor) return { action: { kind: "remove", container: successor } };

	const recipe = recipeOf(microservice);
	const { fault } = memory;
	const waits =
		fault?.recipe === recipe &&
		now < fault.retryAt &&
		fault.retryAt <= now + LONGEST_WAIT_MS;
	const again = waits ? { at: fault.retryAt } : {};
	if (!main)
		return waits ? again : { action: { kind: "create", microservice } };
	const unfit =
		main.recipe !== recipe ||
		memory.rebuild === true ||
		main.state === "dead" ||
		(memory.refusals ?? 0) >= 2;
	if (unfit && !waits)
		return { action: { kind: "replace", microservice, old: main } };
	if (runs(main) || main.state === "removing" || main.state === "dead")
		return again;
	if (memory.stuck === main.recipe) return again;
	if (recent(memory, now).length >= MAX_RESTARTS)
		return { action: { kind: "give-up", microservice }, ...again };
	const at = startTime(memory, now);
	if (now >= at)
		return { action: { kind: "start", microservice, container: main } };
	return { at: Math.min(at, again.at ?? at) };
}

/**
 * Leaves out what would take a port from another container of this agent that is about to let go of it: with its turn put off it costs no
 * failed attempt. Two that wait for each other are not both put off.
 */
function withoutClashes(
	actions: readonly Action[],
	containers: readonly Container[],
): Action[] {
	const leaving = new Map<string, Container>();
	for (const action of actions) {
		if (action.kind === "remove")
			leaving.set(action.container.id, action.container);
		if (action.kind === "replace") leaving.set(action.old.id, action.old);
	}
	if (leaving.size === 0) return [...actions];
	const holders = new Map<string, string>();
	for (const { id, ports } of containers)
		for (const port of ports) holders.set(port, id);
	const putOff = new Set<string>();
	return actions.filter((action) => {
		if (action.kind !== "create" && action.kind !== "replace") return true;
		const { uuid, ports } = action.microservice;
		const waits = ports.some(({ external, protocol }) => {
			const holder = leaving.get(holders.get(`${external}/${protocol}`) ?? "");
			return (
				holder &&
				holder.microservice !== uuid &&
				!putOff.has(holder.microservice)
			);
		});
		if (waits) putOff.add(uuid);
		return !waits;
	});
}

/** Compares what shall run with what runs: at most one action for each microservice, in the order of starting, removals first. */
export function decide(
	desired: readonly Microservice[],
	containers: readonly Container[],
	memoryOf: (uuid: string) => Memory,
	now: number,
): Decision {
	const byMicroservice = new Map<string, Container[]>();
	for (const container of containers) {
		const group = byMicroservice.get(container.microservice);
		if (group) group.push(container);
		else byMicroservice.set(container.microservice, [container]);
	}
	const wanted = new Set(desired.map(({ uuid }) => uuid));
	const removals = containers
		.filter(({ microservice }) => !wanted.has(microservice))
		.map((container): Action => ({ kind: "remove", container }));
	const found = desired.map((microservice) => {
		const { uuid } = microservice;
		const mine = byMicroservice.get(uuid) ?? [];
		return forOne(microservice, mine, memoryOf(uuid), now);
	});
	const times = found.flatMap(({ at }) => (at === undefined ? [] : [at]));
	return {
		actions: withoutClashes(
			[...removals, ...found.flatMap(({ action }) => action ?? [])],
			containers,
		),
		lookAgainAt: times.length > 0 ? Math.min(...times) : undefined,
	};
}

/** Whether a new list drops more than half of what runs; such a list has to be seen twice before it is believed. */
export function losesTooMuch(
	running: readonly string[],
	next: readonly string[],
): boolean {
	const kept = new Set(next);
	const lost = running.filter((uuid) => !kept.has(uuid)).length;
	return lost * 2 > running.length;
}
