import { findCycle } from "../../../../src/engine/graph/graph";
import { walk } from "../../../../src/engine/graph/walk";

const graph = (edges: Record<string, string[]>) =>
	new Map(Object.entries(edges));
const tick = () => new Promise((done) => setImmediate(done));

test("each step waits for all that it needs", async () => {
	const order: string[] = [];
	await walk(
		graph({ c: ["a", "b"], a: [], b: ["a"], d: ["nowhere"] }),
		async (step) => {
			await tick();
			order.push(step);
			return true;
		},
		{ parallelism: 2 },
	);
	expect(order.sort()).toEqual(["a", "b", "c", "d"]);
	expect(order.indexOf("c")).toBe(2);
});

test("no more steps work at the same time than allowed", async () => {
	let running = 0;
	let most = 0;
	await walk(
		graph(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [i, []]))),
		async () => {
			most = Math.max(most, ++running);
			await tick();
			running--;
			return true;
		},
		{ parallelism: 3 },
	);
	expect(most).toBe(3);
});

test("what needs a failed step is left out, everything else is done", async () => {
	const skipped: string[] = [];
	const outcomes = await walk(
		graph({ a: [], b: ["a"], c: ["b"], d: [], e: ["d", "a"] }),
		(step) => step !== "a",
		{ parallelism: 1, onSkipped: (step) => skipped.push(step) },
	);
	expect(Object.fromEntries(outcomes)).toEqual({
		a: "failed",
		b: "skipped",
		c: "skipped",
		d: "done",
		e: "skipped",
	});
	expect(skipped.sort()).toEqual(["b", "c", "e"]);
});

test("nothing begins after a stop, and what runs is waited for", async () => {
	const controller = new AbortController();
	const done: string[] = [];
	const outcomes = await walk(
		graph({ a: [], b: ["a"] }),
		async (step) => {
			controller.abort();
			await tick();
			done.push(step);
			return true;
		},
		{ parallelism: 2, signal: controller.signal },
	);
	expect(done).toEqual(["a"]);
	expect(outcomes.get("b")).toBe("skipped");
});

test("what a step throws ends the walk, after the running steps", async () => {
	const done: string[] = [];
	await expect(
		walk(
			graph({ a: [], b: [], c: ["b"] }),
			async (step) => {
				if (step === "a") throw new Error("broken");
				await tick();
				done.push(step);
				return true;
			},
			{ parallelism: 2 },
		),
	).rejects.toThrow("broken");
	expect(done).toEqual(["b"]);
});

test.each([
	{ edges: { a: ["b"], b: ["c"], c: [] }, cycle: undefined },
	{ edges: { a: ["b"], b: ["c"], c: ["b"] }, cycle: ["b", "c", "b"] },
	{ edges: { a: ["a"] }, cycle: ["a", "a"] },
])("a cycle is found: $cycle", ({ edges, cycle }) => {
	expect(findCycle(graph(edges as Record<string, string[]>))).toEqual(cycle);
});

test("a chain of 50,000 does not overflow the stack", () => {
	const chain = new Map<string, string[]>();
	for (let i = 0; i < 50_000; i++) chain.set(`${i}`, [`${i + 1}`]);
	expect(findCycle(chain)).toBeUndefined();
});

describe("work that releases its place", () => {
	const turn = () => new Promise((resolve) => setImmediate(resolve));

	test("lets others begin, and what waits for it waits to its end", async () => {
		const begun: string[] = [];
		const ends = new Map<string, (ok: boolean) => void>();
		const steps = new Map([
			["a", []],
			["b", []],
			["c", []],
			["after-a", ["a"]],
		]);
		const walking = walk(
			steps,
			(step, release) => {
				begun.push(step);
				if (step === "a" || step === "b") release();
				release();
				return new Promise<boolean>((resolve) => ends.set(step, resolve));
			},
			{ parallelism: 1 },
		);
		await turn();
		expect(begun).toEqual(["a", "b", "c"]);
		for (const step of ["c", "b", "a"]) ends.get(step)?.(true);
		await turn();
		expect(begun).toEqual(["a", "b", "c", "after-a"]);
		ends.get("after-a")?.(true);
		expect([...(await walking).values()]).toEqual(Array(4).fill("done"));
	});

	test("but not without end", async () => {
		const steps = new Map(
			Array.from({ length: 50 }, (_, i) => [`s${i}`, []] as const),
		);
		let open = 0;
		let most = 0;
		await walk(
			steps,
			async (_, release) => {
				most = Math.max(most, ++open);
				release();
				await turn();
				open--;
				return true;
			},
			{ parallelism: 2 },
		);
		expect(most).toBeGreaterThan(10);
		expect(most).toBeLessThanOrEqual(21);
	});

	test("freely: any number waits, and the others have their places", async () => {
		const ids = (what: string, n: number) =>
			Array.from({ length: n }, (_, i) => [`${what}${i}`, []] as const);
		const open = { wait: 0, work: 0 };
		const most = { wait: 0, work: 0 };
		const outcomes = await walk(
			new Map([...ids("wait", 500), ...ids("work", 20)]),
			async (step, release) => {
				const what = step.startsWith("wait") ? "wait" : "work";
				most[what] = Math.max(most[what], ++open[what]);
				if (what === "wait") release(true);
				for (let i = 0; i < (what === "wait" ? 200 : 3); i++) await turn();
				open[what]--;
				return true;
			},
			{ parallelism: 2 },
		);
		expect(most).toEqual({ wait: 500, work: 2 });
		expect(new Set(outcomes.values())).toEqual(new Set(["done"]));
	});

	test("and the walk that fails meanwhile ends when they have ended", async () => {
		let ended = false;
		const walking = walk(
			new Map([
				["wait", []],
				["fault", []],
			]),
			async (step, release) => {
				if (step === "fault") throw new Error("a fault of our own");
				release(true);
				for (let i = 0; i < 10; i++) await turn();
				ended = true;
				return true;
			},
			{ parallelism: 1 },
		);
		await expect(walking).rejects.toThrow("a fault of our own");
		expect(ended).toBe(true);
	});
});
