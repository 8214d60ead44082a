import { onEachController } from "./fixture";

onEachController((use) => {
	const on37 = (name: string, run: () => Promise<void>) =>
		test(name, async () => {
			if (use.dialect === "3.7") return run();
			for (const group of [
				use.client.secrets,
				use.client.configMaps,
				use.client.volumeMounts,
			])
				await expect(group.list()).rejects.toMatchObject({
					kind: "unsupported",
				});
		});
	const opaque = (
		data: Record<string, unknown>,
		name = use.fresh("secret"),
	) => ({
		name,
		type: "Opaque",
		data,
	});
	const map = (data: Record<string, string>, name = use.fresh("map")) => ({
		name,
		data,
		immutable: false,
		useVault: true,
	});
	const envOf = async (uuid: string) =>
		(await use.read(`/microservices/${uuid}`)).env;

	on37(
		"a secret is created, read, changed and deleted, twice without harm",
		async () => {
			const { secrets } = use.client;
			const spec = opaque(
				{ "{{ k }}": "{{ self.name }}", html: "<b>&</b>", odd: "" },
				use.fresh("Odd secret/ü"),
			);
			const { id } = await secrets.add(spec);
			expect(await secrets.get(spec)).toEqual({ id, ...spec });
			expect(await secrets.findByName(spec.name)).toEqual({
				id,
				name: spec.name,
				type: "Opaque",
			});
			expect(await secrets.list()).not.toContainEqual(
				expect.objectContaining({ data: expect.anything() }),
			);
			await secrets.replace({ ...spec, data: { other: "1" } });
			expect((await secrets.get(spec))?.data).toEqual({ other: "1" });
			await secrets.delete(spec);
			await secrets.delete(spec);
			expect(await secrets.get(spec)).toBeUndefined();
			expect(await secrets.findByName(spec.name)).toBeUndefined();
		},
	);

	on37(
		"a config map is created, read, changed and deleted; what is no text is read as JSON",
		async () => {
			const { configMaps } = use.client;
			const spec = map({ a: "{% raw %}{{ x }}" });
			const { id } = await configMaps.add(spec);
			expect(await configMaps.get(spec)).toEqual({ id, ...spec });
			await configMaps.replace({ ...spec, data: {}, useVault: false });
			expect(await configMaps.get(spec)).toEqual({
				id,
				...spec,
				data: {},
				useVault: false,
			});
			await use.call("PATCH", `/configmaps/${spec.name}`, {
				data: { n: 5, o: { x: [1] }, t: "text" },
				immutable: false,
			});
			expect((await configMaps.get(spec))?.data).toEqual({
				n: "5",
				o: '{"x":[1]}',
				t: "text",
			});
			await configMaps.delete(spec);
			await configMaps.delete(spec);
			expect(await configMaps.get(spec)).toBeUndefined();
		},
	);

	on37(
		"an immutable config map is not changed, and can be deleted",
		async () => {
			const { configMaps } = use.client;
			const spec = { ...map({ a: "1" }), immutable: true };
			await configMaps.add(spec);
			await expect(
				configMaps.replace({ ...spec, immutable: false }),
			).rejects.toMatchObject({
				kind: "invalid",
				attribute: "immutable",
				wrote: "no",
			});
			await configMaps.delete(spec);
		},
	);

	on37("errors are those of the cause, whatever the status", async () => {
		const { secrets, configMaps, volumeMounts } = use.client;
		const secret = opaque({ k: "v" });
		const settings = map({});
		const mount = { name: use.fresh("mount"), secretName: secret.name };
		await secrets.add(secret);
		await configMaps.add(settings);
		await volumeMounts.create(mount, []);
		const taken = { kind: "conflict", wrote: "no" };
		await expect(secrets.add(secret)).rejects.toMatchObject({
			...taken,
			status: 500,
		});
		await expect(configMaps.add(settings)).rejects.toMatchObject(taken);
		await expect(volumeMounts.create(mount, [])).rejects.toMatchObject({
			...taken,
			attribute: "name",
		});
		await expect(
			secrets.replace({ ...secret, type: "tls", data: {} }),
		).rejects.toMatchObject({ kind: "invalid", attribute: "type" });
		await expect(
			secrets.add({ name: "x", type: "tls", data: { crt: "plain" } }),
		).rejects.toMatchObject({ kind: "invalid", attribute: "dataWo" });
		for (const [source, attribute] of [
			[{ secretName: "no-such" }, "secretName"],
			[{ configMapName: "no-such" }, "configMapName"],
		] as const)
			await expect(
				volumeMounts.create({ name: use.fresh("mount"), ...source }, []),
			).rejects.toMatchObject({ kind: "not-found", attribute, status: 500 });
		await expect(volumeMounts.link(mount, ["no-such"])).rejects.toMatchObject({
			kind: "not-found",
			attribute: "agentUuids",
		});
		await expect(
			secrets.replace(opaque({}, use.fresh("gone"))),
		).rejects.toMatchObject({ kind: "not-found", status: 404 });
		await secrets.delete(secret);
		await configMaps.delete(settings);
	});

	on37(
		"a volume mount is linked, counts its versions, and goes with its secret",
		async () => {
			const { secrets, volumeMounts } = use.client;
			const agent = await use.agent();
			const secret = opaque({ k: "v" });
			await secrets.add(secret);
			const mount = { name: use.fresh("mount"), secretName: secret.name };
			const { uuid } = await volumeMounts.create(mount, [agent]);
			expect(await volumeMounts.get(mount)).toEqual({
				uuid,
				...mount,
				configMapName: null,
				version: 1,
			});
			expect(await volumeMounts.links(mount)).toEqual([agent]);
			await volumeMounts.link(mount, [agent]);
			await secrets.replace({ ...secret, data: { k: "w" } });
			expect(await use.read(`/volumeMounts/${mount.name}`)).toMatchObject({
				version: 2,
			});
			await volumeMounts.unlink(mount, [agent, "no-such"]);
			expect(await volumeMounts.links(mount)).toEqual([]);
			expect(
				await use.callsOf(() => volumeMounts.unlink(mount, [agent])),
			).toEqual([]);
			await secrets.delete(secret);
			expect(await volumeMounts.get(mount)).toBeUndefined();
			expect(await volumeMounts.links(mount)).toEqual([]);
			await volumeMounts.delete(mount);
		},
	);

	on37(
		"what microservices use is linked and filled again when it comes back",
		async () => {
			const { secrets, configMaps, volumeMounts, microservices } = use.client;
			const agentUuid = await use.agent();
			const application = await use.application();
			const secret = opaque({ k: "s1" });
			const settings = { ...map({ k: "m1" }), immutable: true };
			const mount = { name: use.fresh("mount"), configMapName: settings.name };
			await secrets.add(secret);
			await configMaps.add(settings);
			await volumeMounts.create(mount, []);
			const { uuid } = await microservices.create({
				name: "user",
				application,
				agentUuid,
				images: { amd64: "i:1" },
				volumes: [
					{ host: `${mount.name}/k`, container: "/k", type: "volumeMount" },
				],
				envFromSecret: { S: `${secret.name}/k` },
				envFromConfigMap: { M: `${settings.name}/k` },
			});
			expect(await volumeMounts.links(mount)).toEqual([agentUuid]);
			// A link that a microservice needs is not taken away.
			await volumeMounts.unlink(mount, [agentUuid]);
			expect(await volumeMounts.links(mount)).toEqual([agentUuid]);

			await volumeMounts.delete(mount);
			await configMaps.delete(settings);
			await secrets.delete(secret);
			expect(await envOf(uuid)).toMatchObject([
				{ value: "s1" },
				{ value: "m1" },
			]);
			use.client.forget();
			await secrets.add({ ...secret, data: { k: "s2" } });
			const { id } = await configMaps.add({ ...settings, data: { k: "m2" } });
			await volumeMounts.create(mount, []);
			expect(await envOf(uuid)).toMatchObject([
				{ value: "s2" },
				{ value: "m2" },
			]);
			expect(await configMaps.get(settings)).toEqual({
				id,
				...settings,
				data: { k: "m2" },
			});
			expect(await volumeMounts.links(mount)).toEqual([agentUuid]);

			await use.client.applications.delete({ name: application });
			await secrets.delete(secret);
			await configMaps.delete(settings);
		},
	);

	on37(
		"a microservice with a volume mount that does not exist is an error that names the argument",
		async () => {
			const application = await use.application();
			await expect(
				use.client.microservices.create({
					name: "user",
					application,
					agentUuid: await use.agent(),
					images: { amd64: "i:1" },
					volumes: [{ host: "no-such", container: "/k", type: "volumeMount" }],
				}),
			).rejects.toMatchObject({ kind: "not-found", attribute: "volumes" });
			await use.client.applications.delete({ name: application });
		},
	);

	on37("every kind is listed raw", async () => {
		for (const kind of ["secrets", "config-maps", "volume-mounts"])
			expect(await use.client.rawList(kind)).toBeInstanceOf(Array);
	});

	on37("read-only mode reads all three", async () => {
		const reader = use.another({ readOnly: true });
		expect(await reader.secrets.get({ name: "no-such" })).toBeUndefined();
		expect(await reader.configMaps.get({ name: "no-such" })).toBeUndefined();
		expect(await reader.volumeMounts.get({ name: "no-such" })).toBeUndefined();
		expect(await reader.volumeMounts.links({ name: "no-such" })).toEqual([]);
		await expect(
			reader.secrets.delete({ name: "no-such" }),
		).rejects.toMatchObject({ kind: "read-only" });
	});
});
