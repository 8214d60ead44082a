import { onEachController } from "./fixture";

onEachController((use) => {
	const spec = (more = {}) => ({
		url: `${use.fresh("r")}.example.com`,
		public: false,
		username: "u1",
		email: "a@b.co",
		password: "first",
		...more,
	});

	test("a registry is created, read, changed and deleted, twice without harm", async () => {
		const { client } = use;
		const planned = spec();
		const { id } = await client.registries.create(planned);
		const live = await client.registries.get({ id });
		const { password, ...visible } = planned;
		expect(live).toEqual({
			id,
			...visible,
			...(use.dialect === "3.0" && {
				requiresCertificate: false,
				certificate: "",
			}),
		});
		const changed = {
			...planned,
			email: "c@d.co",
			password: "second",
			public: true,
		};
		await client.registries.update({ id }, { ...live, password }, changed);
		client.forget();
		expect(await client.registries.get({ id })).toMatchObject({
			email: "c@d.co",
			public: true,
		});
		await client.registries.delete({ id });
		await client.registries.delete({ id });
		expect(await client.registries.get({ id })).toBeUndefined();
	});

	test("only 3.7 returns a password, and only where it is asked for", async () => {
		const { id } = await use.client.registries.create(spec());
		expect(await use.client.registries.get({ id })).not.toHaveProperty(
			"password",
		);
		const read = await use.client.registries.get({ id }, undefined, {
			password: true,
		});
		expect(read?.password).toBe(use.dialect === "3.7" ? "first" : undefined);
		await use.client.registries.delete({ id });
	});

	test("an unchanged registry is not written, a changed one with what has changed only", async () => {
		const planned = spec();
		const { id } = await use.client.registries.create(planned);
		expect(
			await use.callsOf(() =>
				use.client.registries.update({ id }, planned, planned),
			),
		).toEqual([]);
		expect(
			await use.callsOf(() =>
				use.client.registries.update({ id }, planned, {
					...planned,
					username: "u2",
				}),
			),
		).toEqual([`PATCH /registries/${id}`]);
		await use.client.registries.delete({ id });
	});

	test("a user name in braces arrives as it was written", async () => {
		const planned = spec({
			username: "{{ user }}",
			password: "{% raw %}p{% endraw %}",
		});
		const { id } = await use.client.registries.create(planned);
		expect(await use.client.registries.get({ id })).toMatchObject({
			username: "{{ user }}",
		});
		await use.client.registries.delete({ id });
	});

	test("the built-in registries are listed; a change of one is an error where the Controller makes none", async () => {
		const list = await use.client.registries.list();
		expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([1, 2]));
		const live = list.find(({ id }) => id === 2);
		if (use.dialect === "3.7") return;
		await expect(
			use.client.registries.update(
				{ id: 2 },
				{ ...live },
				{ ...live, username: "mine" },
			),
		).rejects.toMatchObject({ kind: "forbidden" });
	});

	test("a registry in use is not deleted, and the error says so", async () => {
		const application = await use.application();
		const { id } = await use.client.registries.create(spec());
		await use.client.microservices.create({
			name: "web",
			application,
			agentUuid: await use.agent(),
			images: { amd64: "i:1" },
			registryId: id,
		});
		await expect(use.client.registries.delete({ id })).rejects.toMatchObject({
			kind: "in-use",
		});
		await use.client.applications.delete({ name: application });
		await use.client.registries.delete({ id });
	});

	test("the raw list has the Controller's own keys", async () => {
		const [first] = await use.client.rawList("registries");
		expect(first).toMatchObject({
			id: 1,
			isPublic: true,
			userEmail: expect.anything(),
		});
	});
});
