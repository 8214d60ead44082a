import {
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import {
	apply,
	drift,
	type EngineError,
	importResource,
	loadPlan,
	output,
	plan,
	savePlan,
	show,
} from "../../../src/engine";
import { MemoryFleet, memoryProvider } from "../../support/memory-provider";
import { StackFolder } from "../../support/stack-folder";

const folders: StackFolder[] = [];
afterAll(() => {
	for (const folder of folders) folder.remove();
});

type Stack = Record<string, unknown>;

function setUp(stack: Stack) {
	const folder = new StackFolder();
	folders.push(folder);
	folder.write(stack);
	const fleet = new MemoryFleet();
	const options = { dir: folder.dir, provider: memoryProvider(fleet), env: {} };
	return { folder, fleet, options };
}

const shop = (services: Stack, rest: Stack = {}): Stack => ({
	resource: {
		mem_application: { shop: { name: "shop" } },
		mem_service: services,
		...rest,
	},
});

const inShop = (name: string, rest: Stack = {}) => ({
	name,
	application: "${mem_application.shop.name}",
	...rest,
});

async function refused(work: Promise<unknown>): Promise<EngineError> {
	const error = (await work.then(
		() => undefined,
		(e) => e,
	)) as EngineError;
	expect(error?.name).toBe("EngineError");
	return error;
}

describe("planned against planned, and against what lives", () => {
	test.each([
		{
			name: "two services with one name",
			stack: shop({ a: inShop("web"), b: inShop("web") }),
			summary: "Claimed twice",
		},
		{
			name: "two services with one port",
			stack: shop({
				a: inShop("a", { port: 80 }),
				b: inShop("b", { port: 80 }),
			}),
			summary: "Claimed twice",
		},
		{
			name: "a registry that does not exist",
			stack: shop({ a: inShop("a", { registry: "nowhere" }) }),
			summary: "Registry not found",
		},
		{
			name: "an application that does not exist",
			stack: {
				resource: { mem_service: { a: { name: "a", application: "x" } } },
			},
			summary: "Application not found",
		},
	])("$name: an error before any write", async ({ stack, summary }) => {
		const { options, fleet } = setUp(stack);
		const { diagnostics } = await refused(plan(options));
		expect(diagnostics.map((d) => d.summary)).toContain(summary);
		expect(diagnostics[0]?.stack).toBe("test");
		expect(fleet.calls).toEqual([]);
	});

	test("a port that a live service holds", async () => {
		const { options, fleet } = setUp(shop({ a: inShop("a", { port: 80 }) }));
		fleet.of("mem_application").set("other", { name: "other" });
		fleet
			.of("mem_service")
			.set("x", { id: "x", name: "x", application: "other", port: 80 });
		const { message } = await refused(plan(options));
		expect(message).toContain('Port 80 is held by service "other/x"');
	});

	test("a port is given up before it is taken, a name too", async () => {
		const { options, fleet, folder } = setUp(
			shop({ a: inShop("a", { port: 80 }), b: inShop("b", { port: 81 }) }),
		);
		await apply(await plan(options));
		fleet.calls.length = 0;
		folder.write(
			shop({
				a: inShop("a", { port: 82 }),
				c: inShop("c", { port: 80 }),
				d: inShop("b"),
			}),
		);
		await apply(await plan({ ...options, parallelism: 1 }));
		expect(fleet.calls.map(({ operation }) => operation)).toEqual(
			expect.arrayContaining(["update", "delete", "create", "create"]),
		);
		const at = (operation: string) =>
			fleet.calls.findIndex((call) => call.operation === operation);
		expect(at("update")).toBeLessThan(at("create"));
		expect((await plan(options)).hasChanges).toBe(false);
	});

	test("ports that change hands in a circle", async () => {
		const { options, folder } = setUp(
			shop({ a: inShop("a", { port: 80 }), b: inShop("b", { port: 81 }) }),
		);
		await apply(await plan(options));
		folder.write(
			shop({ a: inShop("a", { port: 81 }), b: inShop("b", { port: 80 }) }),
		);
		await apply(await plan(options));
		expect((await plan(options)).hasChanges).toBe(false);
	});
});

describe("create before destroy", () => {
	const moving = (application: string) => ({
		resource: {
			mem_application: { one: { name: "one" }, two: { name: "two" } },
			mem_service: {
				a: {
					name: "a",
					application: `\${mem_application.${application}.name}`,
					lifecycle: { create_before_destroy: true },
				},
			},
		},
	});

	test("the new object is there before the old one goes", async () => {
		const { options, fleet, folder } = setUp(moving("one"));
		await apply(await plan(options));
		fleet.calls.length = 0;
		folder.write(moving("two"));
		const second = await plan(options);
		expect(second.summaries.test).toMatchObject({
			add: 1,
			remove: 1,
			restarts: 1,
		});
		await apply(second);
		expect(fleet.calls.map(({ operation }) => operation)).toEqual([
			"create",
			"delete",
		]);
		expect(fleet.of("mem_service").size).toBe(1);
		expect((await plan(options)).hasChanges).toBe(false);
	});

	test("a failed create leaves the old object as it was", async () => {
		const { options, fleet, folder } = setUp(moving("one"));
		await apply(await plan(options));
		folder.write(moving("two"));
		fleet.fault = (operation) =>
			operation === "create" ? "before" : undefined;
		await refused(apply(await plan(options)));
		const [service] = folder.state.resources.filter(
			({ type }) => type === "mem_service",
		);
		expect(service?.instances).toHaveLength(1);
		expect(service?.instances[0]?.deposed).toBeUndefined();
	});

	test("a failed delete leaves a deposed object, which the next apply deletes", async () => {
		const { options, fleet, folder } = setUp(moving("one"));
		await apply(await plan(options));
		folder.write(moving("two"));
		fleet.fault = (operation) =>
			operation === "delete" ? "before" : undefined;
		await refused(apply(await plan(options)));
		fleet.fault = () => undefined;
		const next = await plan(options);
		expect(
			next.stacks.test?.resource_changes?.filter((c) => c.deposed),
		).toHaveLength(1);
		await apply(next);
		expect(fleet.of("mem_service").size).toBe(1);
		expect((await plan(options)).hasChanges).toBe(false);
	});
});

test("an application that holds a stranger is not deleted", async () => {
	const { options, fleet, folder } = setUp(shop({ a: inShop("a") }));
	await apply(await plan(options));
	fleet.of("mem_service").set("x", { id: "x", name: "x", application: "shop" });
	await refused(apply(await plan({ ...options, destroy: true })));
	expect(fleet.of("mem_service").has("x")).toBe(true);
	expect(folder.state.resources).not.toEqual([]);
});

test("more restarts than allowed are refused", async () => {
	const { options, folder } = setUp(shop({ a: inShop("a"), b: inShop("b") }));
	await apply(await plan(options));
	folder.write(
		shop({ a: inShop("a", { image: "x" }), b: inShop("b", { image: "x" }) }),
	);
	const { message } = await refused(plan({ ...options, allowRestarts: 1 }));
	expect(message).toContain("restarts 2 microservices");
	const allowed = await plan({ ...options, allowRestarts: 2 });
	expect(allowed.stacks.test?.restarts).toEqual([
		{ microservice: "shop/a", because: ["mem_service.a"] },
		{ microservice: "shop/b", because: ["mem_service.b"] },
	]);
});

test("secrets are in no plan, and write-only values in no file", async () => {
	const { options, folder } = setUp({
		...shop({
			a: inShop("a", {
				secret: "${var.secret}",
				token_wo: "${var.token}",
				env: { S: "${var.secret}" },
			}),
		}),
		variable: {
			secret: { type: "string", sensitive: true },
			token: { type: "string", ephemeral: true },
		},
		output: { s: { value: "${var.secret}", sensitive: true } },
	});
	const events: unknown[] = [];
	const given = {
		...options,
		vars: { secret: "hush-1", token: "hush-2" },
		onEvent: (e: unknown) => events.push(e),
	};
	const planned = await plan(given);
	await savePlan(planned, join(folder.dir, "saved.plan"));
	const applied = await apply(planned, { onEvent: (e) => events.push(e) });
	for (const text of [
		planned,
		applied,
		events,
		await show(given),
		await drift(given),
	].map((x) => JSON.stringify(x)))
		expect(text).not.toContain("hush");
	for (const name of readdirSync(folder.dir))
		if (statSync(join(folder.dir, name)).isFile())
			expect(readFileSync(join(folder.dir, name), "utf8")).not.toContain(
				"hush-2",
			);
	expect((await output(given)).test?.s).toEqual({
		sensitive: true,
		type: "string",
		value: "hush-1",
	});
	expect(
		planned.stacks.test?.resource_changes?.[1]?.change.after_sensitive,
	).toMatchObject({ secret: true, env: { S: true } });
	expect((await plan(given)).hasChanges).toBe(false);
});

describe("a saved plan", () => {
	test("is applied as it was shown", async () => {
		const { options, folder, fleet } = setUp(
			shop({ a: inShop("a", { image: "${var.image}" }) }),
		);
		folder.write({
			...shop({ a: inShop("a", { image: "${var.image}" }) }),
			variable: { image: {} },
		});
		const path = join(folder.dir, "p");
		const made = await plan({ ...options, vars: { image: "i" } });
		await savePlan(made, path);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		const loaded = await loadPlan(path, { provider: options.provider });
		expect(JSON.parse(JSON.stringify(loaded))).toEqual(
			JSON.parse(JSON.stringify(made)),
		);
		await apply(loaded, { env: {} });
		expect([...fleet.of("mem_service").values()][0]).toMatchObject({
			image: "i",
		});
	});

	test.each([
		{
			name: "the state",
			change: async ({ options }: ReturnType<typeof setUp>) => {
				await apply(await plan(options));
			},
			summary: "Saved plan is stale",
		},
		{
			name: "the configuration",
			change: async ({ folder }: ReturnType<typeof setUp>) =>
				folder.write(shop({ a: inShop("other") })),
			summary: "Saved plan is stale",
		},
		{
			name: "the Controller",
			change: async ({ fleet }: ReturnType<typeof setUp>) => {
				fleet.of("mem_application").set("shop", { name: "shop", note: null });
			},
			summary: "Object exists already",
		},
	])("is refused when $name has moved on", async ({ change, summary }) => {
		const world = setUp(shop({ a: inShop("a") }));
		const path = join(world.folder.dir, "p");
		await savePlan(await plan(world.options), path);
		await change(world);
		const writes = world.fleet.calls.length;
		const loaded = await loadPlan(path, { provider: world.options.provider });
		const { diagnostics } = await refused(apply(loaded, { env: {} }));
		expect(diagnostics[0]?.summary).toBe(summary);
		expect(world.fleet.calls).toHaveLength(writes);
	});
});

test("an import takes a live object over, and then the plan is empty", async () => {
	const { options, fleet } = setUp(shop({ a: inShop("a") }));
	fleet.of("mem_application").set("shop", { name: "shop", note: null });
	await expect(
		importResource({ ...options, address: "mem_application.shop", id: "shop" }),
	).resolves.toEqual({ stack: "test", address: "mem_application.shop" });
	const next = await plan(options);
	expect(next.summaries.test).toMatchObject({ add: 1, change: 0, import: 0 });
	await refused(
		importResource({ ...options, address: "mem_service.a", id: "none" }),
	);
	await refused(
		importResource({ ...options, address: "mem_application.shop", id: "shop" }),
	);
	await refused(
		importResource({ ...options, address: "mem_application.x", id: "shop" }),
	);
});

describe("several stacks", () => {
	function project() {
		const folder = new StackFolder();
		folders.push(folder);
		const fleet = new MemoryFleet();
		const stack = (
			name: string,
			content: Stack,
			dependencies: string[] = [],
		) => {
			mkdirSync(join(folder.dir, "stacks", name), { recursive: true });
			writeFileSync(
				join(folder.dir, "stacks", name, "cdk.tf.json"),
				JSON.stringify({
					terraform: {
						backend: {
							local: { path: join(folder.dir, `terraform.${name}.tfstate`) },
						},
						required_providers: { mem: { source: "fogform/iofog" } },
					},
					...content,
				}),
			);
			return [
				name,
				{
					name,
					synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
					dependencies,
				},
			];
		};
		writeFileSync(
			join(folder.dir, "manifest.json"),
			JSON.stringify({
				version: "0.21.0",
				stacks: Object.fromEntries([
					stack(
						"services",
						{
							data: {
								terraform_remote_state: {
									base: {
										backend: "local",
										config: {
											path: join(folder.dir, "terraform.base.tfstate"),
										},
									},
								},
							},
							resource: {
								mem_service: {
									a: {
										name: "a",
										application:
											"${data.terraform_remote_state.base.outputs.name}",
										registry:
											"${data.terraform_remote_state.base.outputs.registry}",
									},
								},
							},
						},
						["base"],
					),
					stack("base", {
						resource: {
							mem_application: { shop: { name: "shop" } },
							mem_registry: { hub: { url: "u" } },
						},
						output: {
							name: { value: "${mem_application.shop.name}", sensitive: true },
							registry: { value: "${mem_registry.hub.id}" },
						},
					}),
					stack("foreign", {
						resource: { docker_image: { i: { name: "x" } } },
					}),
				]),
			}),
		);
		return {
			folder,
			fleet,
			options: { dir: folder.dir, provider: memoryProvider(fleet), env: {} },
		};
	}

	test("are planned with planned outputs, applied in order and destroyed in reverse", async () => {
		const { options, fleet } = project();
		const first = await plan(options);
		expect(first.order).toEqual(["base", "services"]);
		expect(first.skipped).toEqual(["foreign"]);
		expect(
			first.stacks.services?.resource_changes?.find(
				({ mode }) => mode === "managed",
			)?.change,
		).toMatchObject({
			after: { application: "shop" },
			after_unknown: { registry: true },
		});
		await apply(first);
		expect([...fleet.of("mem_service").values()][0]).toMatchObject({
			application: "shop",
			registry: [...fleet.of("mem_registry").keys()][0],
		});
		expect((await plan(options)).hasChanges).toBe(false);
		fleet.calls.length = 0;
		const destroy = await plan({ ...options, destroy: true });
		expect(destroy.order).toEqual(["services", "base"]);
		await apply(destroy);
		expect(fleet.calls[0]?.type).toBe("mem_service");
		expect(fleet.of("mem_application").size).toBe(0);
	});

	test("one that needs another which is not applied says so", async () => {
		const { options, folder } = project();
		const file = join(folder.dir, "stacks/services/cdk.tf.json");
		const asIs = readFileSync(file, "utf8");
		writeFileSync(
			file,
			asIs.replaceAll("terraform.base.tfstate", "terraform.foreign.tfstate"),
		);
		const above = await refused(plan(options));
		expect(above.message).toContain("cdktf deploy foreign");
		writeFileSync(file, asIs);
		const { message } = await refused(plan({ ...options, stacks: ["serv*"] }));
		expect(message).toContain("fogform apply base");
		const foreign = await refused(plan({ ...options, stacks: ["foreign"] }));
		expect(foreign.message).toContain("cdktf deploy");
		const unknown = await refused(plan({ ...options, stacks: ["servces"] }));
		expect(unknown.message).toContain('Did you mean "services"?');
	});
});
