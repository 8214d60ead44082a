import { apply, drift, type EngineError, plan } from "../../../src/engine";
import { MemoryFleet, memoryProvider } from "../../support/memory-provider";
import { StackFolder } from "../../support/stack-folder";

const folders: StackFolder[] = [];
afterAll(() => {
	for (const folder of folders) folder.remove();
});

function setUp(stack: Record<string, unknown>) {
	const folder = new StackFolder();
	folders.push(folder);
	folder.write(stack);
	const fleet = new MemoryFleet();
	const options = { dir: folder.dir, provider: memoryProvider(fleet), env: {} };
	return { folder, fleet, options };
}

const SHOP = {
	resource: {
		mem_registry: { hub: { url: "https://hub" } },
		mem_application: { shop: { name: "shop" } },
		mem_service: {
			web: {
				name: "web",
				application: "${mem_application.shop.name}",
				registry: "${mem_registry.hub.id}",
				env: { A: "1", ID: "${mem_registry.hub.id}" },
				port: 80,
			},
			many: {
				for_each: { a: "x", b: "y" },
				name: "many-${each.key}",
				application: "${mem_application.shop.name}",
				image: "${each.value}",
			},
		},
	},
	output: { id: { value: "${mem_service.web.id}" } },
};

const actionsOf = (p: Awaited<ReturnType<typeof plan>>) =>
	Object.fromEntries(
		(p.stacks.test?.resource_changes ?? []).map((c) => [
			c.address + (c.deposed ? ` ${c.deposed}` : ""),
			c.change.actions.join("/"),
		]),
	);

test("apply creates in the order of references, and then the plan is empty", async () => {
	const { options, fleet, folder } = setUp(SHOP);
	const first = await plan(options);
	expect(actionsOf(first)).toEqual({
		"mem_application.shop": "create",
		"mem_registry.hub": "create",
		"mem_service.web": "create",
		'mem_service.many["a"]': "create",
		'mem_service.many["b"]': "create",
	});
	expect(
		first.stacks.test?.resource_changes?.[4]?.change.after_unknown,
	).toEqual({ id: true, image: true, registry: true, env: { ID: true } });
	await apply(first);
	const [service] = [...fleet.of("mem_service").values()].filter(
		(s) => s.name === "web",
	);
	const [registry] = fleet.of("mem_registry").keys();
	expect(service).toMatchObject({ registry, env: { A: "1", ID: registry } });
	expect(folder.state.outputs.id?.value).toBe(service?.id);
	const second = await plan(options);
	expect(second.hasChanges).toBe(false);
	const writes = fleet.calls.length;
	await apply(second);
	expect(fleet.calls.length).toBe(writes);
});

test("destroy deletes an application with all its services by one call", async () => {
	const { options, fleet, folder } = setUp(SHOP);
	await apply(await plan(options));
	fleet.calls.length = 0;
	const destroy = await plan({ ...options, destroy: true });
	expect(destroy.summaries.test).toMatchObject({ add: 0, remove: 5 });
	await apply(destroy);
	expect(fleet.calls.map(({ type }) => type).sort()).toEqual([
		"mem_application",
		"mem_registry",
	]);
	expect(folder.state.resources).toEqual([]);
	expect(folder.state.outputs).toEqual({});
});

test("drift tells changed, missing, unmanaged and unapplied objects apart", async () => {
	const { options, fleet, folder } = setUp(SHOP);
	await apply(await plan(options));
	const services = [...fleet.of("mem_service").values()];
	const named = (name: string) => services.find((s) => s.name === name);
	Object.assign(named("web") as object, { env: { A: "2" } });
	fleet.of("mem_service").delete(String(named("many-a")?.id));
	fleet.of("mem_service").set("x", {
		...(named("web") as object),
		id: "x",
		name: "stray",
	});
	folder.write({
		...SHOP,
		resource: {
			...SHOP.resource,
			mem_application: { shop: { name: "shop", note: "new" } },
		},
	});
	const found = await drift(options);
	expect(found.exitCode).toBe(2);
	expect(found.stacks.test).toMatchObject({
		summary: { changed: 1, missing: 1, unapplied: 1, unmanaged: 1 },
		drift: [
			{
				address: "mem_application.shop",
				class: "unapplied",
				attributes: [{ path: ["note"], code: "new", state: null, live: null }],
			},
			{ address: "mem_service (shop/stray)", class: "unmanaged" },
			{ address: 'mem_service.many["a"]', class: "missing" },
			{
				address: "mem_service.web",
				class: "changed",
				attributes: [{ path: ["env"], live: { A: "2" } }],
			},
		],
	});
});

test("a failed create leaves its dependents out, and everything else is done", async () => {
	const { options, fleet } = setUp(SHOP);
	fleet.fault = (operation, type) =>
		operation === "create" && type === "mem_registry" ? "before" : undefined;
	const error = (await apply(await plan(options)).catch(
		(e) => e,
	)) as EngineError;
	expect(error.diagnostics.map((d) => d.address)).toEqual(["mem_registry.hub"]);
	expect(
		[...fleet.of("mem_service").values()].map((s) => s.name).sort(),
	).toEqual(["many-a", "many-b"]);
	fleet.fault = () => undefined;
	const next = await plan(options);
	expect(next.summaries.test).toMatchObject({ add: 2, change: 0, remove: 0 });
});

test.each([
	{ fault: "after" as const, tainted: false },
	{ fault: "partial" as const, tainted: true },
])(
	"a create that fails although it has written is taken over: $fault",
	async ({ fault, tainted }) => {
		const { options, fleet, folder } = setUp(SHOP);
		fleet.fault = (operation, _type, { name }) =>
			operation === "create" && name === "web" ? fault : undefined;
		await expect(apply(await plan(options))).rejects.toThrow("Call failed");
		const web = folder.state.resources.find(
			({ type, name }) => type === "mem_service" && name === "web",
		);
		expect(web?.instances[0]?.status).toBe(tainted ? "tainted" : undefined);
		fleet.fault = () => undefined;
		const next = await plan(options);
		expect(actionsOf(next)["mem_service.web"]).toBe(
			tainted ? "delete/create" : "no-op",
		);
		await apply(next);
		expect(fleet.of("mem_service").size).toBe(3);
		expect((await plan(options)).hasChanges).toBe(false);
	},
);

test("an object that exists already is a conflict that shows the import command", async () => {
	const { options, fleet } = setUp(SHOP);
	fleet.of("mem_application").set("shop", { name: "shop", note: null });
	await expect(plan(options)).rejects.toThrow(
		"fogform import 'mem_application.shop' shop",
	);
	expect(fleet.calls).toEqual([]);
});
