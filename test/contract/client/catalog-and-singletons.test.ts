import type { CatalogItemSpec } from "../../../src/controller";
import { onEachController } from "./fixture";

onEachController((use) => {
	const specOf = (more: Partial<CatalogItemSpec> = {}): CatalogItemSpec => ({
		name: use.fresh("Item"),
		registryId: 1,
		images: { amd64: "nginx:1" },
		...more,
	});
	const full: Partial<CatalogItemSpec> = {
		images: { amd64: "a:1", arm: "b:1" },
		description: "{{ d }}",
		category: "cat",
		publisher: "me",
		diskRequired: 1,
		ramRequired: 2,
		picture: "p.png",
		public: true,
		configExample: String.raw`{"a":"\"{{ x }}\\"}`,
		inputType: { infoType: "t", infoFormat: "f" },
		outputType: { infoType: "ot", infoFormat: "of" },
	};

	test("a catalog item is created, read, changed and deleted, twice without harm", async () => {
		const spec = specOf();
		const { id } = await use.client.catalogItems.create(spec);
		const live = await use.client.catalogItems.get({ id });
		expect(live).toMatchObject({
			...spec,
			images: { amd64: "nginx:1" },
			inputType: null,
			public: false,
		});
		expect(
			await use.callsOf(() =>
				use.client.catalogItems.update({ id }, { ...live }, { ...live }),
			),
		).toEqual([]);
		await use.client.catalogItems.update(
			{ id },
			{ ...live },
			{ ...live, ...full },
		);
		expect(await use.client.catalogItems.get({ id })).toEqual({
			id,
			...spec,
			...full,
		});
		expect(await use.client.catalogItems.findByName(spec.name)).toMatchObject({
			id,
		});
		await use.client.catalogItems.delete({ id });
		await use.client.catalogItems.delete({ id });
		expect(await use.client.catalogItems.get({ id })).toBeUndefined();
	});

	test("one is read as it was created", async () => {
		const spec = specOf(full);
		const { id } = await use.client.catalogItems.create(spec);
		expect(await use.client.catalogItems.get({ id })).toEqual({ id, ...spec });
		await use.client.catalogItems.delete({ id });
	});

	test("errors are those of the cause, whatever the status", async () => {
		const { id } = await use.client.catalogItems.create(
			specOf({ name: use.fresh("In use") }),
		);
		const taken = await use.client.catalogItems.get({ id });
		await expect(
			use.client.catalogItems.create(specOf({ name: taken?.name })),
		).rejects.toMatchObject({ kind: "conflict", status: 409 });
		await expect(
			use.client.catalogItems.create(specOf({ registryId: 9999 })),
		).rejects.toMatchObject({ kind: "not-found", attribute: "registryId" });
		const application = await use.application();
		const { uuid } = await use.client.microservices.create({
			name: "from-catalog",
			application,
			agentUuid: await use.agent(),
			catalogItemId: id,
		});
		expect(
			await use.client.microservices.get({ uuid, application }),
		).toMatchObject({ catalogItemId: id, images: {} });
		await expect(use.client.catalogItems.delete({ id })).rejects.toMatchObject({
			kind: "in-use",
			status: 500,
		});
		await use.client.applications.delete({ name: application });
		await use.client.catalogItems.delete({ id });
	});

	test("the router is written as a whole, and only when something has changed", async () => {
		const before = await use.client.router.get();
		const changed = {
			host: "127.0.0.2",
			messagingPort: 5681,
			edgeRouterPort: 45_681,
			interRouterPort: 55_681,
		};
		await use.client.router.update(before ?? {}, changed);
		expect(await use.client.router.get()).toEqual(changed);
		expect(await use.read("/router")).toEqual(changed);
		expect(
			await use.callsOf(() => use.client.router.update(changed, changed)),
		).toEqual([]);
		for (const [spec, calls] of [
			[{ host: changed.host, edgeRouterPort: null }, []],
			[{ host: changed.host, messagingPort: 5682 }, ["PUT /router"]],
		] as const)
			expect(
				await use.callsOf(() => use.client.router.establish(spec)),
			).toEqual(calls);
		expect(await use.read("/router")).toEqual({
			...changed,
			messagingPort: 5682,
		});
		await use.client.router.put({ host: "127.0.0.1" });
		expect(await use.client.router.get()).toEqual(
			use.dialect === "3.0"
				? {
						host: "127.0.0.1",
						messagingPort: 5672,
						edgeRouterPort: 56_722,
						interRouterPort: 56_721,
					}
				: {
						host: "127.0.0.1",
						messagingPort: 5671,
						edgeRouterPort: 45_671,
						interRouterPort: 55_671,
					},
		);
	});

	test("the NATS hub is that of 3.7 alone", async () => {
		if (use.dialect === "3.0") {
			await expect(use.client.natsHub.get()).rejects.toMatchObject({
				kind: "unsupported",
				message: expect.stringMatching(/3\.7\.x have a NATS hub/),
			});
			return;
		}
		await use.client.natsHub.put({ host: "127.0.0.1", serverPort: 4333 });
		expect(await use.client.natsHub.get()).toEqual({
			host: "127.0.0.1",
			serverPort: 4333,
			clusterPort: 6222,
			leafPort: 7422,
			mqttPort: 8883,
			httpPort: 8222,
		});
		await use.client.natsHub.put({ host: "127.0.0.1" });
	});

	test("routes are those of 3.0 alone, and are read with their application", async () => {
		const application = await use.application();
		const route = { name: "r1", application, from: "a", to: "b" };
		if (use.dialect === "3.7") {
			await expect(use.client.routes.create(route)).rejects.toMatchObject({
				kind: "unsupported",
			});
			await use.client.applications.delete({ name: application });
			return;
		}
		const agentUuid = await use.agent();
		for (const name of ["a", "b", "c"])
			await use.client.microservices.create({
				name,
				application,
				agentUuid,
				images: { amd64: "i" },
			});
		await use.client.routes.create(route);
		expect(await use.client.routes.get(route)).toEqual(route);
		use.client.forget();
		expect(
			await use.callsOf(
				async () => expect(await use.client.routes.get(route)).toEqual(route),
				true,
			),
		).toEqual([`GET /application/${application}`]);
		expect(
			await use.callsOf(() => use.client.routes.update(route, route, route)),
		).toEqual([]);
		await use.client.routes.update(route, route, { ...route, to: "c" });
		expect(await use.read(`/routes/${application}/r1`)).toMatchObject({
			from: "a",
			to: "c",
		});
		await expect(
			use.client.routes.create({ ...route, to: "c", name: "r2" }),
		).rejects.toMatchObject({ kind: "conflict" });
		await expect(
			use.client.routes.create({ ...route, to: "zz", name: "r3" }),
		).rejects.toMatchObject({ kind: "not-found" });
		await use.client.routes.delete(route);
		await use.client.routes.delete(route);
		expect(await use.client.routes.get(route)).toBeUndefined();
		expect(await use.client.routes.list()).not.toContainEqual(
			expect.objectContaining({ application }),
		);
		await use.client.applications.delete({ name: application });
	});

	test("every kind is listed raw", async () => {
		const kinds = [
			"registries",
			"applications",
			"microservices",
			"agents",
			"catalog-items",
			"router",
			use.dialect === "3.0" ? "routes" : "nats-hub",
		];
		for (const kind of kinds)
			expect(await use.client.rawList(kind)).toBeInstanceOf(Array);
		const application = await use.application();
		expect(await use.client.rawList("microservices", { application })).toEqual(
			[],
		);
		await use.client.applications.delete({ name: application });
		await expect(use.client.rawList("nonsense")).rejects.toMatchObject({
			kind: "invalid",
		});
	});

	test("what the Controller is can be asked", async () => {
		const info = await use.client.info();
		expect(info.version).toMatch(use.dialect === "3.0" ? /^3\.0\./ : /^3\.7\./);
		expect(info).toMatchObject({
			dialect: use.dialect,
			uptime: expect.any(Number),
			ahead: expect.any(Number),
		});
	});

	test("a log-in with a wrong password fails, and an expired token is renewed", async () => {
		const renewed = use.another({ token: "0".repeat(64) });
		await expect(renewed.registries.list()).resolves.toBeInstanceOf(Array);
	});
});
