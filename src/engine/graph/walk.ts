/** What became of a step of a walk. */
export type Outcome = "done" | "failed" | "skipped";

// A Controller that sets up hundreds of agents at once answers none of them in time.
const RELEASED_AT_ONCE = 10;

/** How a walk goes. */
export interface WalkOptions {
	/** Steps that work at the same time. */
	readonly parallelism: number;
	/** No step begins once this is aborted. */
	readonly signal?: AbortSignal | undefined;
	/** Called for a step that is left out because one that it waits for failed. */
	readonly onSkipped?: (step: string) => void;
	/** Puts steps that could begin into another order; for tests. */
	readonly order?: (ready: string[]) => void;
}

/** Lets another step begin in the place of one that only waits from here on; `freely` where any number may wait so. */
export type Release = (freely?: boolean) => void;

/**
 * Does steps, each after all that it waits for, several at a time. A step whose work gives false has failed:
 * what waits for it, directly or through others, is left out, everything else goes on. What work throws ends the walk.
 * Work that only waits from here on, e.g. for an agent to settle, calls `release`, and another step may begin in its place.
 */
export async function walk(
	steps: ReadonlyMap<string, Iterable<string>>,
	work: (step: string, release: Release) => Promise<boolean> | boolean,
	options: WalkOptions,
): Promise<Map<string, Outcome>> {
	const outcomes = new Map<string, Outcome>();
	const waiting = new Map<string, number>();
	const dependents = new Map<string, string[]>();
	for (const [step, needs] of steps) {
		let count = 0;
		for (const need of needs) {
			if (!steps.has(need) || need === step) continue;
			count++;
			const list = dependents.get(need);
			if (list) list.push(step);
			else dependents.set(need, [step]);
		}
		waiting.set(step, count);
	}
	const ready: string[] = [];
	for (const [step, count] of waiting) if (count === 0) ready.push(step);
	const blocked = new Set<string>();
	let next = 0;
	let running = 0;
	let released = 0;
	let open = 0;

	const settle = (step: string, outcome: Outcome) => {
		const queue: [string, Outcome][] = [[step, outcome]];
		for (let i = 0; i < queue.length; i++) {
			const [one, result] = queue[i] as [string, Outcome];
			outcomes.set(one, result);
			for (const dependent of dependents.get(one) ?? []) {
				if (result !== "done") blocked.add(dependent);
				const left = (waiting.get(dependent) as number) - 1;
				waiting.set(dependent, left);
				if (left > 0) continue;
				if (blocked.has(dependent)) {
					options.onSkipped?.(dependent);
					queue.push([dependent, "skipped"]);
				} else ready.push(dependent);
			}
		}
	};

	await new Promise<void>((resolve, reject) => {
		let failure: unknown;
		let failed = false;
		const fail = (thrown: unknown) => {
			if (!failed) failure = thrown;
			failed = true;
		};
		const pump = () => {
			while (!failed && !options.signal?.aborted && next < ready.length) {
				if (running >= options.parallelism) return;
				if (released >= options.parallelism * RELEASED_AT_ONCE) return;
				if (options.order) {
					const rest = ready.splice(next);
					options.order(rest);
					ready.push(...rest);
				}
				const step = ready[next++] as string;
				let result: Promise<boolean> | boolean;
				let holds: "place" | "wait" | "nothing" = "place";
				const letGo = () => {
					if (holds === "place") running--;
					else if (holds === "wait") released--;
				};
				const release = (freely = false) => {
					if (holds !== "place") return;
					letGo();
					holds = freely ? "nothing" : "wait";
					if (!freely) released++;
					queueMicrotask(pump);
				};
				try {
					result = work(step, release);
				} catch (thrown) {
					fail(thrown);
					break;
				}
				// Counted before it may release, whenever that is.
				running++;
				if (typeof result === "boolean") {
					letGo();
					settle(step, result ? "done" : "failed");
					continue;
				}
				result
					.then((ok) => settle(step, ok ? "done" : "failed"), fail)
					.finally(() => {
						letGo();
						open--;
						pump();
					});
				open++;
			}
			if (open > 0) return;
			if (failed) reject(failure);
			else resolve();
		};
		pump();
	});
	for (const step of steps.keys())
		if (!outcomes.has(step)) outcomes.set(step, "skipped");
	return outcomes;
}
