import { setTimeout as later } from "node:timers/promises";
import { Burst } from "../../../src/controller/burst";

test("what comes in quick succession goes on together, in its order", async () => {
	const burst = new Burst(8, 20);
	const order: string[] = [];
	const join = (name: string) => burst.join().then(() => order.push(name));
	const first = join("first");
	await later(5);
	order.push("second comes");
	await Promise.all([first, join("second")]);
	expect(order).toEqual(["second comes", "first", "second"]);
});

test("as many as there may be go on without waiting for time", async () => {
	const burst = new Burst(2, 60_000);
	await Promise.all([burst.join(), burst.join()]);
	await Promise.all([burst.join(), burst.join()]);
});

test("ends early where nothing more comes", async () => {
	const burst = new Burst(8, 60_000);
	const joined = burst.join();
	burst.end();
	await joined;
	burst.end();
});
