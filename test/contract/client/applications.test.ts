import { onEachController } from "./fixture";

onEachController((use) => {
	test("an application is created, read, changed and deleted, twice without harm", async () => {
		const { client } = use;
		const name = use.fresh("shop");
		const spec = {
			name,
			description: 'say {{ "hi" }} {% endraw %}',
			activated: false,
		};
		await client.applications.create(spec);
		const live = await client.applications.get({ name });
		expect(live).toEqual({
			...spec,
			microservices: [],
			...(use.dialect === "3.7" && {
				natsConfig: { natsAccess: false, natsRule: null },
			}),
		});
		await client.applications.update(
			{ name },
			{ ...live },
			{ ...live, description: "", activated: true },
		);
		expect(await use.read(`/application/${name}`)).toMatchObject({
			description: "",
			isActivated: true,
		});
		expect(await client.applications.get({ name })).toMatchObject({
			description: "",
			activated: true,
		});
		await client.applications.delete({ name });
		// 204 again on 3.0, a TypeError on 3.7: gone either way.
		await client.applications.delete({ name });
		expect(await client.applications.get({ name })).toBeUndefined();
	});

	test("what an application holds is read again before it is deleted, unless recent reads are trusted", async () => {
		const application = await use.application();
		const agentUuid = await use.agent();
		const straight = use.another({ trustRecentReads: true });
		const put = (name: string, by = use.client) =>
			by.microservices.create({
				application,
				name,
				agentUuid,
				images: { amd64: "nginx:1.27" },
				registryId: 1,
			});
		const names = async (by: typeof straight) =>
			(await by.applications.holds({ name: application })).map((m) => m.name);
		await put("one");
		use.client.forget();
		await use.client.applications.get({ name: application });
		// Nothing that one log-in knows was written since: no call is made.
		expect(await names(straight)).toEqual(["one"]);
		expect(await use.callsOf(() => names(use.client), true)).toHaveLength(0);
		use.client.forget();
		expect(await use.callsOf(() => names(use.client), true)).toEqual([
			`GET /application/${application}`,
		]);
		await put("two");
		expect((await names(straight)).sort()).toEqual(["one", "two"]);
		expect(await names(straight)).toHaveLength(2);
	});

	test("an unchanged application is not written", async () => {
		const name = await use.application();
		const live = await use.client.applications.get({ name });
		expect(
			await use.callsOf(() =>
				use.client.applications.update({ name }, { ...live }, { ...live }),
			),
		).toEqual([]);
		await use.client.applications.delete({ name });
	});

	test("a second one of the same name is a conflict that has written nothing", async () => {
		const name = await use.application();
		await expect(
			use.client.applications.create({
				name,
				description: "",
				activated: true,
			}),
		).rejects.toMatchObject({ kind: "conflict", wrote: "no", status: 500 });
		await use.client.applications.delete({ name });
	});

	test("a bad name is invalid, with the attribute", async () => {
		await expect(
			use.client.applications.create({
				name: "Bad Name",
				description: "",
				activated: true,
			}),
		).rejects.toMatchObject({
			kind: "invalid",
			attribute: "name",
			wrote: "no",
		});
	});

	test("deleting an application deletes its microservices in one call", async () => {
		const name = await use.application();
		const agentUuid = await use.agent();
		const made = await Promise.all(
			["a", "b", "c"].map((each) =>
				use.client.microservices.create({
					name: each,
					application: name,
					agentUuid,
					images: { amd64: "i:1" },
				}),
			),
		);
		expect(
			await use.callsOf(() => use.client.applications.delete({ name })),
		).toEqual([`DELETE /application/${name}`]);
		for (const { uuid } of made)
			expect(
				await use.client.microservices.get({ uuid, application: name }),
			).toBeUndefined();
	});

	test("all applications come in one call, which answers for each", async () => {
		const names = [await use.application(), await use.application()];
		use.client.forget();
		const calls = await use.callsOf(async () => {
			const all = await use.client.applications.all();
			expect(all.map(({ name }) => name)).toEqual(
				expect.arrayContaining(names),
			);
			for (const name of names)
				expect(await use.client.applications.get({ name })).toMatchObject({
					name,
				});
		}, true);
		expect(calls).toEqual(["GET /application"]);
		for (const name of names) await use.client.applications.delete({ name });
	});

	test("NATS access can be given and taken away on 3.7, and is refused on 3.0", async () => {
		const name = use.fresh("nats");
		const spec = {
			name,
			description: "",
			activated: true,
			natsConfig: { natsAccess: true },
		};
		if (use.dialect === "3.0") {
			await expect(use.client.applications.create(spec)).rejects.toMatchObject({
				kind: "unsupported",
				attribute: "natsConfig",
			});
			return;
		}
		await use.client.applications.create(spec);
		expect(await use.client.applications.get({ name })).toMatchObject({
			natsConfig: { natsAccess: true },
		});
		await use.client.applications.update({ name }, spec, {
			...spec,
			natsConfig: null,
		});
		expect(await use.read(`/application/${name}`)).toMatchObject({
			natsConfig: { natsAccess: false },
		});
		await use.client.applications.delete({ name });
	});
});
