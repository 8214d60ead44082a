import { LONGEST_WAIT_MS, type Memory, RESTART_WINDOW_MS } from "./plan";

/** The waits after failures in a row, in milliseconds. */
const WAITS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000];

/** Remembers that bringing a container into being failed; one that cost its predecessor a restart is tried again less often. */
export function failed(
	memory: Memory,
	recipe: string,
	message: string,
	now: number,
	costly = false,
): Memory {
	const { fault } = memory;
	const count = fault?.recipe === recipe ? fault.count + 1 : 1;
	const wait = costly
		? Math.min(LONGEST_WAIT_MS, 30_000 * 2 ** count)
		: (WAITS[Math.min(count, WAITS.length) - 1] ?? 0);
	return { ...memory, fault: { recipe, count, message, retryAt: now + wait } };
}

/** Remembers that a container was brought into being: faults, restarts and wishes of before are over. */
export const deployed = (recipe: string, imageId: string): Memory => ({
	deployed: { recipe, imageId },
});

/** Remembers that a container that had ended was started again. */
export function restarted(memory: Memory, now: number): Memory {
	const starts = (memory.starts ?? []).filter(
		(time) => time > now - RESTART_WINDOW_MS,
	);
	return { ...memory, starts: [...starts, now], refusals: 0 };
}

/** Remembers that the engine refused to start a container that had ended. */
export const refused = (memory: Memory, now: number): Memory => ({
	...restarted(memory, now),
	refusals: (memory.refusals ?? 0) + 1,
});

/** Remembers that a container ended too often. */
export const gaveUp = (memory: Memory, recipe: string): Memory => ({
	...memory,
	stuck: recipe,
});

/** Remembers that the configuration is another one: a container that kept ending for the old one gets as many chances as a new one. */
export const configured = (memory: Memory): Memory => ({
	...memory,
	starts: [],
	refusals: 0,
	stuck: undefined,
});

/** Remembers that the Controller wants a new container; an old fault does not hold that up. */
export const rebuildWanted = (memory: Memory): Memory => ({
	...memory,
	rebuild: true,
	fault: undefined,
});
