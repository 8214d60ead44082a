// Longer than other files: one table of cases, which share what the Controller holds.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { apply, EngineError, plan } from "../../../src/engine";
import { type TestController, testController } from "../../support/controllers";
import { BadInput, SECRET } from "./support";

jest.setTimeout(120_000);

describe.each(["3.0", "3.7"] as const)("objects of Controller %s", (which) => {
	let controller: TestController;
	let agentUuid: string;
	let input: BadInput;

	beforeAll(async () => {
		controller = await testController(which);
		await controller.call("PUT", "/router", { host: "router.example.com" });
		const agent = await controller.call("POST", "/iofog", {
			name: "edge",
			fogType: 1,
			host: "10.0.0.1",
			routerMode: "none",
			...(controller.dialect === "3.7" && { natsMode: "none" }),
		});
		agentUuid = (agent.body as { uuid: string }).uuid;
		await controller.call("POST", "/application", { name: "theirs" });
		await controller.call("POST", "/microservices", {
			name: "web",
			application: "theirs",
			iofogUuid: agentUuid,
			images: [{ containerImage: "x:1", fogTypeId: 1 }],
			ports: [{ internal: 80, external: 9090 }],
		});
		const { status } = await controller.call("POST", "/registries", {
			url: "theirs.example.com",
			isPublic: true,
			username: "u",
			password: "p",
			email: "u@example.com",
		});
		expect(status).toBe(201);
		await controller.call("POST", "/catalog/microservices", {
			name: "their-item",
			registryId: 1,
			images: [{ containerImage: "x:1", fogTypeId: 1 }],
		});
	});
	afterAll(() => controller.close());

	beforeEach(() => {
		input = new BadInput({ ...controller.login });
	});
	afterEach(() => input.remove());

	/** Everything that the Controller has, by the API itself. */
	const world = async () =>
		Promise.all(
			[
				"/application",
				"/registries",
				"/catalog/microservices",
				"/iofog-list",
				"/application/theirs",
			].map(async (path) =>
				// Not the times: an agent that settles changes its own.
				JSON.stringify((await controller.call("GET", path)).body).replace(
					/"(updatedAt|lastStatusTime|uptimeSec)":("[^"]*"|\d+)/gi,
					"",
				),
			),
		);

	const agent = (name: string) => ({
		name,
		host: "h",
		architecture: "amd64",
		nats_mode: controller.dialect === "3.7" ? "none" : null,
	});
	const shop = { iofog_application: { shop: { name: "shop" } } };
	const microservice = (more: object = {}) => ({
		name: "web",
		application: "${iofog_application.shop.name}",
		agent_uuid: agentUuid,
		images: { amd64: "nginx:1.27" },
		...more,
	});
	const one = (more: object) => () => ({
		...shop,
		iofog_microservice: { web: microservice(more) },
	});

	/** Resources that cannot be, what is said, where, and what to do. */
	const refused: Record<string, [() => object, string, RegExp[]]> = {
		"an unknown agent by uuid": [
			one({ agent_uuid: "0123456789abcdef" }),
			"Agent not found",
			[
				/iofog_microservice\.web, in stack "test" \(argument agent_uuid\)/,
				/0123456789abcdef/,
				/fogform list agents/,
			],
		],
		"an unknown agent by name": [
			one({ agent_uuid: null, agent_name: "egde" }),
			"Agent not found",
			[
				/iofog_microservice\.web, in stack "test" \(argument agent_name\)/,
				/"egde"/,
				/fogform list agents/,
			],
		],
		"an unknown registry": [
			one({ registry_id: 777 }),
			"Registry not found",
			[
				/iofog_microservice\.web, in stack "test" \(argument registry_id\)/,
				/ID 777/,
				/fogform list registries/,
			],
		],
		"an unknown catalog item": [
			one({ images: null, catalog_item_id: 777 }),
			"Catalog item not found",
			[
				/iofog_microservice\.web, in stack "test" \(argument catalog_item_id\)/,
				/ID 777/,
				/fogform list catalog-items/,
			],
		],
		"an unknown registry of a catalog item": [
			() => ({
				iofog_catalog_item: {
					item: { name: "item", registry_id: 777, images: { amd64: "x" } },
				},
			}),
			"Registry not found",
			[
				/iofog_catalog_item\.item, .*argument registry_id/,
				/fogform list registries/,
			],
		],
		"an unknown application": [
			one({ application: "shpo" }),
			"Application not found",
			[
				/iofog_microservice\.web, in stack "test" \(argument application\)/,
				/"shpo"/,
				/fogform list applications/,
			],
		],
		"two microservices with the same name": [
			() => ({
				...shop,
				iofog_microservice: {
					one: microservice(),
					two: microservice(),
				},
			}),
			"Claimed twice",
			[
				/iofog_microservice\.(one|two), .*argument name/,
				/Microservice "web" in application "shop"/,
				/iofog_microservice\.(one|two) too/,
			],
		],
		"two microservices with the same external port": [
			() => ({
				...shop,
				iofog_microservice: {
					one: microservice({ ports: [{ internal: 80, external: 8080 }] }),
					two: microservice({
						name: "two",
						ports: [{ internal: 81, external: 8080 }],
					}),
				},
			}),
			"Claimed twice",
			[
				/iofog_microservice\.(one|two), .*argument ports/,
				/External port 8080 on agent \S+/,
				/iofog_microservice\.(one|two) too/,
			],
		],
		"the same external port twice in a microservice": [
			one({
				ports: [
					{ internal: 80, external: 8080 },
					{ internal: 81, external: 8080 },
				],
			}),
			"Port used twice",
			[/iofog_microservice\.web, .*argument ports/, /external port 8080/],
		],
		"an external port that somebody else's microservice has": [
			one({ ports: [{ internal: 80, external: 9090 }] }),
			"Claimed already",
			[
				/iofog_microservice\.web, .*argument ports/,
				/External port 9090/,
				/"theirs\/web"/,
			],
		],
		"the same external port on an agent of the same plan": [
			() => ({
				...shop,
				iofog_agent: { fresh: agent("fresh") },
				iofog_microservice: {
					one: microservice({
						agent_uuid: "${iofog_agent.fresh.uuid}",
						ports: [{ internal: 80, external: 8080 }],
					}),
					two: microservice({
						name: "two",
						agent_uuid: null,
						agent_name: "${iofog_agent.fresh.name}",
						ports: [{ internal: 81, external: 8080 }],
					}),
				},
			}),
			"Claimed twice",
			[
				/iofog_microservice\.(one|two), .*argument ports/,
				/External port 8080 on agent "fresh"/,
			],
		],
		"the same external port on two agents that share an engine": [
			() => ({
				...shop,
				iofog_agent: { fresh: agent("fresh") },
				iofog_microservice: {
					one: microservice({
						agent_uuid: "${iofog_agent.fresh.uuid}",
						engine: "lab",
						ports: [{ internal: 80, external: 8080 }],
					}),
					two: microservice({
						name: "two",
						engine: "lab",
						ports: [{ internal: 81, external: 8080 }],
					}),
				},
			}),
			"Claimed twice",
			[
				/iofog_microservice\.(one|two), .*argument ports/,
				/Port 8080 of the host of engine "lab"/,
			],
		],
		"images for another architecture than the agent's": [
			one({ images: { arm: "nginx:1.27" } }),
			"No image for the agent",
			[
				/iofog_microservice\.web, .*argument images/,
				/Agent "edge" has the architecture amd64/,
				/for arm \(nginx:1\.27\) only/,
			],
		],
		"a catalog item without an image for the agent": [
			() => ({
				...shop,
				iofog_catalog_item: {
					item: { name: "item", registry_id: 1, images: { arm: "x" } },
				},
				iofog_microservice: {
					web: microservice({
						images: null,
						catalog_item_id: "${iofog_catalog_item.item.id}",
					}),
				},
			}),
			"No image for the agent",
			[
				/iofog_microservice\.web, .*argument catalog_item_id/,
				/Agent "edge" has the architecture amd64/,
				/catalog item has images for arm \(x\) only/,
			],
		],
		"images for another architecture than that of an agent of the same plan": [
			() => ({
				...shop,
				iofog_agent: { fresh: { ...agent("fresh"), architecture: "arm" } },
				iofog_microservice: {
					one: microservice({ agent_uuid: "${iofog_agent.fresh.uuid}" }),
					two: microservice({
						name: "two",
						images: { arm: "nginx:1.27", amd64: "nginx:1.27" },
						agent_uuid: "${iofog_agent.fresh.uuid}",
					}),
				},
			}),
			"No image for the agent",
			[
				/iofog_microservice\.one, .*argument images/,
				/Agent "fresh" has the architecture arm/,
			],
		],
		"an agent without a host": [
			() => ({
				iofog_agent: { a: { name: "a", architecture: "amd64" } },
			}),
			"Missing required argument",
			[/iofog_agent\.a, .*argument host/, /host name or IP address/],
		],
		"an unknown upstream router": [
			() => ({
				iofog_agent: {
					a: {
						...agent("a"),
						router_mode: "edge",
						upstream_routers: ["default-router", "0123456789abcdef"],
					},
				},
			}),
			"Agent not found",
			[
				/iofog_agent\.a, .*argument upstream_routers/,
				/"0123456789abcdef"/,
				/fogform list agents/,
			],
		],
		"an upstream router by the agent's name": [
			() => ({
				iofog_agent: {
					a: {
						...agent("a"),
						router_mode: "edge",
						upstream_routers: ["edge"],
					},
				},
			}),
			"Agent not found",
			[/argument upstream_routers/, /There is an agent of that name/],
		],
		"a secret configuration that is no JSON": [
			one({ config_wo: SECRET, config_wo_version: 1 }),
			"Invalid value",
			[/iofog_microservice\.web, .*argument config_wo/, /JSON/],
		],
		"a secret configuration above 100 KiB": [
			one({
				config_wo: JSON.stringify({ text: "x".repeat(110_000) }),
				config_wo_version: 1,
			}),
			"Request too large",
			[/iofog_microservice\.web, .*argument config/, /100 KiB/],
		],
		"annotations that are no JSON": [
			one({ [which === "3.7" ? "annotations" : "config"]: "{" }),
			"Invalid value",
			[/iofog_microservice\.web, .*argument (config|annotations)/, /JSON/],
		],
		"two applications with the same name": [
			() => ({
				iofog_application: { a: { name: "same" }, b: { name: "same" } },
			}),
			"Claimed twice",
			[/iofog_application\.[ab], .*argument name/, /Application "same"/],
		],
		"two agents with the same name": [
			() => ({
				iofog_agent: {
					a: agent("same"),
					b: agent("same"),
				},
			}),
			"Claimed twice",
			[/iofog_agent\.[ab], .*argument name/, /Agent "same"/],
		],
		"an application that exists": [
			() => ({ iofog_application: { shop: { name: "theirs" } } }),
			"Object exists already",
			[
				/iofog_application\.shop, in stack "test"/,
				/neither taken over nor deleted/,
				/fogform import 'iofog_application\.shop' theirs/,
			],
		],
		"a microservice that exists": [
			one({
				application: "theirs",
				ports: [{ internal: 80, external: 9090 }],
			}),
			"Object exists already",
			[
				/microservice "web" in application "theirs"/,
				/fogform import 'iofog_microservice\.web' \S+/,
			],
		],
		"an agent that exists": [
			() => ({
				iofog_agent: {
					box: agent("edge"),
				},
			}),
			"Object exists already",
			[/fogform import 'iofog_agent\.box' \S+/],
		],
		"a catalog item that exists": [
			() => ({
				iofog_catalog_item: {
					item: { name: "their-item", registry_id: 1, images: { amd64: "x" } },
				},
			}),
			"Object exists already",
			[/fogform import 'iofog_catalog_item\.item' \d+/],
		],
		"a configuration above 100 KiB": [
			one({ config: JSON.stringify({ text: "x".repeat(110_000) }) }),
			"Request too large",
			[
				/iofog_microservice\.web, in stack "test" \(argument config\)/,
				/100 KiB/,
				/smaller/,
			],
		],
		"environment variables above 100 KiB": [
			one({ env: { A: "x".repeat(60_000), B: "y".repeat(60_000) } }),
			"Request too large",
			[/argument env/, /100 KiB/],
		],
	};

	test.each(Object.keys(refused))("refuses %s", async (name) => {
		const [resource, summary, texts] = refused[
			name
		] as (typeof refused)[string];
		input.write({ resource: resource() });
		const before = await world();
		const { text, summaries } = await input.refused();
		expect(summaries).toEqual([summary]);
		for (const each of texts) expect(text).toMatch(each);
		expect(await world()).toEqual(before);
	});

	test("an agent that there is not is refused, not warned of besides", async () => {
		input.write({
			resource: one({ agent_uuid: null, agent_name: "nobody" })(),
		});
		const thrown = await input.apply().catch((cause: unknown) => cause);
		expect(thrown).toBeInstanceOf(EngineError);
		expect((thrown as EngineError).diagnostics.map((d) => d.summary)).toEqual([
			"Agent not found",
		]);
	});

	test("an agent that has not told its architecture yet is warned of, not refused", async () => {
		const unsaid = { ...agent("unsaid"), architecture: "auto" };
		const resources = (architecture: string | null) => ({
			resource: {
				...shop,
				iofog_agent: { unsaid: { ...unsaid, architecture } },
				iofog_microservice: {
					web: microservice({ agent_uuid: "${iofog_agent.unsaid.uuid}" }),
				},
			},
		});
		for (const architecture of ["auto", null]) {
			input.write(resources(architecture));
			const { diagnostics, hasChanges } = await input.plan();
			expect(hasChanges).toBe(true);
			expect(diagnostics).toEqual([
				expect.objectContaining({
					severity: "warning",
					summary: "Architecture not known yet",
					address: "iofog_microservice.web",
					detail: expect.stringContaining('Agent "unsaid"'),
				}),
			]);
		}
		const many = resources("auto");
		input.write({
			resource: {
				...many.resource,
				iofog_microservice: {
					web: {
						...many.resource.iofog_microservice.web,
						count: 20,
						name: "web-${count.index}",
					},
				},
			},
		});
		const told = (await input.plan()).diagnostics;
		expect(told).toEqual([
			expect.objectContaining({
				address: "iofog_microservice.web[0]",
				detail: expect.stringContaining("The same holds for 19 more"),
			}),
		]);
		input.write(many);
		// The agent is there, and the Controller refuses what the warning said.
		const { text } = await input.failed(() => input.apply());
		expect(text).toMatch(/takes none: set it, or apply when/);
		const { uuid } = (
			(await controller.call("GET", "/iofog-list")).body as {
				fogs: { name: string; uuid: string }[];
			}
		).fogs.find(({ name }) => name === "unsaid") as { uuid: string };
		await controller.call("PATCH", `/iofog/${uuid}`, { fogType: 2 });
		const { summaries } = await input.failed(() => input.plan());
		expect(summaries).toEqual(["No image for the agent"]);
		await controller.call("PATCH", `/iofog/${uuid}`, { fogType: 1 });
		const { diagnostics } = await input.plan();
		expect(diagnostics).toEqual([]);
		await input.apply({ destroy: true });
	});

	test("an object that somebody makes between plan and apply is neither taken over nor changed", async () => {
		input.write({
			resource: {
				iofog_application: { late: { name: "late", description: "Ours." } },
			},
		});
		const made = await input.plan();
		await controller.call("POST", "/application", {
			name: "late",
			description: "Theirs.",
		});
		const { text, summaries } = await input.refused(() =>
			apply(made, { onRequest: input.options.onRequest }),
		);
		expect(summaries).toEqual(["Object exists already"]);
		expect(text).toMatch(/iofog_application\.late, in stack "test"/);
		expect(text).toMatch(/fogform import 'iofog_application\.late' late/);
		const { body } = await controller.call("GET", "/application/late");
		expect(body).toMatchObject({ description: "Theirs." });
		expect(input.folder.state.resources).toEqual([]);
		// Nor is it deleted by what comes after.
		await input.apply({ destroy: true });
		expect((await controller.call("GET", "/application/late")).status).toBe(
			200,
		);
		await controller.call("DELETE", "/application/late");
	});

	describe("what vanishes between plan and apply", () => {
		const gone: Record<string, [string, (id: string) => object, RegExp[]]> = {
			"the agent": [
				"/iofog",
				(id) => ({ agent_uuid: id }),
				[/argument agent_uuid/, /agent UUID/, /fogform list agents/],
			],
			"the registry": [
				"/registries",
				(id) => ({ registry_id: Number(id) }),
				[/argument registry_id/, /registry/i, /fogform list registries/],
			],
			"the catalog item": [
				"/catalog/microservices",
				(id) => ({ images: null, catalog_item_id: Number(id) }),
				[/argument catalog_item_id/, /fogform list catalog-items/],
			],
			"the application": [
				"/application",
				(id) => ({ application: id }),
				[/argument application/, /fogform list applications/],
			],
		};
		const bodies: Record<string, object> = {
			"/iofog": {
				name: "gone",
				fogType: 1,
				host: "10.0.0.1",
				routerMode: "none",
				natsMode: "none",
			},
			"/registries": {
				url: "gone.example.com",
				isPublic: true,
				username: "u",
				password: "p",
				email: "u@example.com",
			},
			"/catalog/microservices": {
				name: "gone",
				registryId: 1,
				images: [{ containerImage: "x:1", fogTypeId: 1 }],
			},
			"/application": { name: "gone" },
		};
		test.each(Object.keys(gone))("%s", async (name) => {
			const [path, more, texts] = gone[name] as (typeof gone)[string];
			const { natsMode, ...body } = bodies[path] as Record<string, unknown>;
			const { status, body: made } = await controller.call("POST", path, {
				...body,
				...(natsMode && controller.dialect === "3.7" ? { natsMode } : {}),
			});
			expect(status).toBe(201);
			const ids = made as { uuid?: string; id?: number };
			const id = path === "/application" ? "gone" : String(ids.uuid ?? ids.id);
			input.write({
				resource: {
					iofog_microservice: {
						web: microservice({
							application: "theirs",
							name: "late",
							...more(id),
						}),
					},
				},
			});
			const planned = await input.plan();
			await controller.call("DELETE", `${path}/${id}`);
			const { text, summaries } = await input.failed(() =>
				apply(planned, { onRequest: input.options.onRequest }),
			);
			expect(summaries).toHaveLength(1);
			expect(text).toMatch(/iofog_microservice\.web, in stack "test"/);
			expect(text).toContain(controller.login.url);
			for (const each of texts) expect(text).toMatch(each);
			const { body: after } = await controller.call(
				"GET",
				"/application/theirs",
			);
			expect(JSON.stringify(after)).not.toContain('"late"');
		});
	});

	test("an argument that the Controller's version lacks", async () => {
		const v37 = controller.dialect === "3.7";
		input.write({
			resource: {
				...shop,
				iofog_microservice: {
					web: microservice(
						v37
							? {
									ports: [
										{
											internal: 1,
											external: 2,
											public: { schemes: ["http"], protocol: "http" },
										},
									],
								}
							: { service_account: { name: "r" }, schedule: 50 },
					),
				},
			},
		});
		const { text, summaries } = await input.refused();
		expect(new Set(summaries).size).toBe(1);
		expect(text).toMatch(/iofog_microservice\.web, in stack "test" \(argument/);
		expect(text).toMatch(v37 ? /3\.7/ : /3\.0/);
	});

	test("a resource type that the Controller's version lacks", async () => {
		const v37 = controller.dialect === "3.7";
		input.write({
			resource: v37
				? {
						...shop,
						iofog_route: {
							r: { name: "r", application: "theirs", from: "web", to: "web" },
						},
					}
				: { iofog_nats_hub: { n: { host: "nats.example.com" } } },
		});
		const { text } = await input.refused();
		expect(text).toMatch(/iofog_(route\.r|nats_hub\.n), in stack "test"/);
		expect(text).toMatch(v37 ? /3\.7/ : /3\.0/);
	});

	test("an agent below a router that there is not, which the Controller refuses", async () => {
		input.write({
			resource: {
				iofog_agent: {
					box: {
						...agent("box"),
						router_mode: "edge",
						upstream_routers: ["nowhere"],
					},
				},
			},
		});
		const { text } = await input.failed(() => input.apply());
		expect(text).toMatch(/iofog_agent\.box, .*argument upstream_routers/);
		expect(text).toMatch(/nowhere/);
		expect(text).toMatch(/fogform list agents/);
		// The Controller may keep it all the same; then it is ours to delete.
		await input.apply({ destroy: true });
		expect(JSON.stringify(await world())).not.toContain('\\"box\\"');
	});

	const onlyOn30 = which === "3.0" ? [["to"], ["from"]] : [];
	for (const [end] of onlyOn30)
		test(`a route ${end} a microservice that there is not`, async () => {
			input.write({
				resource: {
					iofog_route: {
						r: {
							name: "r",
							application: "theirs",
							from: "web",
							to: "web",
							[end as string]: "wbe",
						},
					},
				},
			});
			const { text, summaries } = await input.refused();
			expect(summaries).toEqual(["Microservice not found"]);
			expect(text).toMatch(new RegExp(`iofog_route\\.r, .*argument ${end}`));
			expect(text).toMatch(/"wbe"/);
		});

	test("data sources of what there is not", async () => {
		input.write({
			data: {
				iofog_agent: { a: { name: "egde" } },
				iofog_application: { a: { name: "shpo" } },
				iofog_registry: { r: { id: 777 } },
				iofog_microservice: { m: { application: "theirs", name: "wbe" } },
			},
		});
		const { text, summaries } = await input.refused();
		expect(summaries).toHaveLength(4);
		for (const address of [
			"agent.a",
			"application.a",
			"registry.r",
			"microservice.m",
		])
			expect(text).toContain(`data.iofog_${address}`);
		expect(text).toMatch(/fogform list agents/);
	});

	test("an import of what there is not", async () => {
		input.write({
			import: [{ to: "iofog_application.shop", id: "shpo" }],
			resource: shop,
		});
		const { text, summaries } = await input.refused();
		expect(summaries).toHaveLength(1);
		expect(text).toMatch(/iofog_application\.shop/);
		expect(text).toMatch(/shpo/);
		expect(text).toMatch(/fogform list applications/);
	});

	test("clashes across stacks that are planned together", async () => {
		const stack = (name: string, resource: object) => {
			writeFileSync(
				join(input.folder.dir, `${name}.tf.json`),
				JSON.stringify({
					provider: { iofog: [controller.login] },
					terraform: {
						backend: {
							local: { path: join(input.folder.dir, `${name}.tfstate`) },
						},
					},
					resource,
				}),
			);
			return { name, synthesizedStackPath: `${name}.tf.json`, annotations: [] };
		};
		writeFileSync(
			join(input.folder.dir, "manifest.json"),
			JSON.stringify({
				stacks: {
					eu: stack("eu", shop),
					us: stack("us", shop),
				},
			}),
		);
		const { text, summaries } = await input.refused(() => plan(input.options));
		expect(summaries).toEqual(["Claimed twice"]);
		expect(text).toMatch(/in stack "us".*\(stack "eu"\)/s);
	});
});
