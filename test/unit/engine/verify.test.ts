import { apply, type EngineError, plan } from "../../../src/engine";
import { MemoryFleet, memoryProvider } from "../../support/memory-provider";
import { StackFolder } from "../../support/stack-folder";

const folders: StackFolder[] = [];
afterAll(() => {
	for (const folder of folders) folder.remove();
});

const service = (application: string, name: string) => ({
	name,
	application: `\${mem_application.${application}.name}`,
	port: 80 + name.length,
});

/** Two applications with two services each, and what happens to them in order. */
function setUp() {
	const folder = new StackFolder();
	folders.push(folder);
	folder.write({
		resource: {
			mem_application: { one: { name: "one" }, two: { name: "two" } },
			mem_service: {
				a: service("one", "a"),
				bb: service("one", "bb"),
				ccc: service("two", "ccc"),
				dddd: service("two", "dddd"),
			},
		},
	});
	const fleet = new MemoryFleet();
	const events: string[] = [];
	const name = (id?: string) =>
		String(fleet.of("mem_service").get(id ?? "")?.name ?? id);
	fleet.fault = (operation, _type, values) => {
		events.push(`${operation} ${values.name}`);
		return undefined;
	};
	fleet.onRead = (_type, id) => {
		events.push(`read ${name(id)}`);
	};
	fleet.onForget = (application) => {
		events.push(`forget ${application ?? "all"}`);
	};
	const options = {
		dir: folder.dir,
		provider: memoryProvider(fleet),
		env: {},
		parallelism: 1,
	};
	const made = (id: string) =>
		[...fleet.of("mem_service").values()].find(({ name }) => name === id);
	return { fleet, events, options, made };
}

async function errorOf(work: Promise<unknown>): Promise<EngineError> {
	return work.then(
		() => {
			throw new Error("nothing failed");
		},
		(error) => error as EngineError,
	);
}

test("an application is read as soon as nothing more happens to it, while others are still being made", async () => {
	const { events, options } = setUp();
	await apply(await plan(options), { parallelism: 1 });
	const at = (event: string) => events.indexOf(event);
	expect(at("forget one")).toBeGreaterThan(at("create bb"));
	expect(at("forget one")).toBeLessThan(at("create dddd"));
	for (const event of ["read one", "read a", "read bb"]) {
		expect(at(event)).toBeGreaterThan(at("forget one"));
		expect(at(event)).toBeLessThan(at("read ccc"));
	}
	expect(at("forget two")).toBeGreaterThan(at("create dddd"));
	const once = events.filter((event) => event.startsWith("read "));
	expect(new Set(once).size).toBe(6);
	expect(once).toHaveLength(6);
});

test("what was stored otherwise is told once all is made, and the next plan shows it", async () => {
	const { fleet, options, made } = setUp();
	const told = fleet.onRead;
	fleet.onRead = (type, id) => {
		told(type, id);
		const a = made("a");
		if (a && a.id === id)
			fleet.of("mem_service").set(id as string, { ...a, port: 99 });
	};
	const { message, diagnostics } = await errorOf(
		apply(await plan(options), { parallelism: 1 }),
	);
	expect(message).toContain("Stored otherwise than applied");
	expect(diagnostics).toEqual([
		expect.objectContaining({
			summary: "Stored otherwise than applied",
			address: "mem_service.a",
			detail: expect.stringContaining('stored 99 instead of 81 for "port"'),
		}),
	]);
	expect(made("ccc")).toBeDefined();
	const next = await plan(options);
	expect(next.summaries.test).toMatchObject({
		add: 0,
		change: 1,
		remove: 0,
	});
});

test("what somebody has deleted meanwhile is an error, and the next plan creates it again", async () => {
	const { fleet, options, made } = setUp();
	fleet.onRead = (_type, id) => {
		if (made("bb")?.id === id) fleet.of("mem_service").delete(String(id));
	};
	const { diagnostics } = await errorOf(
		apply(await plan(options), { parallelism: 1 }),
	);
	expect(diagnostics).toEqual([
		expect.objectContaining({
			summary: "Object gone",
			address: "mem_service.bb",
		}),
	]);
	fleet.onRead = () => {};
	const next = await plan(options);
	expect(next.summaries.test).toMatchObject({
		add: 1,
		change: 0,
		remove: 0,
	});
});

test("a run that is stopped reads nothing more", async () => {
	const { fleet, events, options } = setUp();
	const stop = new AbortController();
	const planned = await plan(options);
	const noted = fleet.fault;
	fleet.fault = (operation, type, values) => {
		if (values.name === "bb") stop.abort();
		return noted(operation, type, values);
	};
	events.length = 0;
	await errorOf(apply(planned, { parallelism: 1, signal: stop.signal }));
	expect(events).toContain("create bb");
	expect(events).not.toContain("create dddd");
	expect(events.filter((event) => event.startsWith("read "))).toEqual([]);
});
