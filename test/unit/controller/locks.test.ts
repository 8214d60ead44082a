import { Locks, Slots } from "../../../src/controller/locks";

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs pieces of work under locks and tells what was going on together. */
function recorder() {
	const locks = new Locks();
	const going = new Set<string>();
	const together: string[] = [];
	const order: string[] = [];
	const run = (
		name: string,
		requests: Parameters<Locks["hold"]>[0],
		signal?: AbortSignal,
	) =>
		locks.hold(requests, signal, async () => {
			for (const other of going) together.push([other, name].sort().join("+"));
			going.add(name);
			order.push(name);
			await later(10);
			going.delete(name);
		});
	return { run, together, order };
}

const application = { key: "application/a" };
const shared = { key: "application/a", shared: true };

test("two writes of one object never run together", async () => {
	const { run, together } = recorder();
	await Promise.all([
		run("x", [shared, { key: "m" }]),
		run("y", [shared, { key: "m" }]),
	]);
	expect(together).toEqual([]);
});

test("writes of different microservices run together", async () => {
	const { run, together } = recorder();
	await Promise.all([
		run("x", [shared, { key: "m" }]),
		run("y", [shared, { key: "n" }]),
	]);
	expect(together).toEqual(["x+y"]);
});

test("an application's write runs with none of its microservices'", async () => {
	const { run, together, order } = recorder();
	await Promise.all([
		run("m1", [shared, { key: "m1" }]),
		run("app", [application]),
		run("m2", [shared, { key: "m2" }]),
		run("m3", [shared, { key: "m3" }]),
	]);
	expect(together).toEqual(["m2+m3"]);
	expect(order.slice(0, 2)).toEqual(["m1", "app"]);
});

test("a write that is called off while it waits neither runs nor blocks others", async () => {
	const { run, order } = recorder();
	const off = new AbortController();
	const first = run("first", [application]);
	const second = run("second", [application], off.signal);
	const third = run("third", [shared, { key: "m" }]);
	off.abort();
	await expect(second).rejects.toMatchObject({ kind: "aborted" });
	await Promise.all([first, third]);
	expect(order).toEqual(["first", "third"]);
});

test("a failed write lets the next in", async () => {
	const locks = new Locks();
	await expect(
		locks.hold([application], undefined, () => Promise.reject(new Error("no"))),
	).rejects.toThrow("no");
	await expect(
		locks.hold([application], undefined, async () => 1),
	).resolves.toBe(1);
});

test("slots are taken in order and given back after failures", async () => {
	const slots = new Slots(2);
	const order: number[] = [];
	const work = [0, 1, 2, 3, 4].map((n) =>
		slots.run(undefined, async () => {
			order.push(n);
			await later(5);
			if (n === 0) throw new Error("no");
		}),
	);
	await Promise.allSettled(work);
	expect(order).toEqual([0, 1, 2, 3, 4]);
	await expect(slots.run(undefined, async () => "free")).resolves.toBe("free");
});

test("the next piece of work begins before anybody sees what became of the last", async () => {
	const slots = new Slots(1);
	const events: string[] = [];
	const first = slots.run(undefined, () => later(5));
	const second = slots.run(undefined, async () => {
		events.push("second begins");
	});
	expect(slots.waiting).toBe(1);
	await Promise.all([first.then(() => events.push("first seen")), second]);
	expect(events).toEqual(["second begins", "first seen"]);
	expect(slots.waiting).toBe(0);
});
