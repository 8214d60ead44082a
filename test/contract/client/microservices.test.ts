import type { Microservice, MicroserviceSpec } from "../../../src/controller";
import { onEachController } from "./fixture";

onEachController((use) => {
	let application: string;
	let agentUuid: string;
	let port = 21_000;
	beforeAll(async () => {
		application = await use.application();
		agentUuid = await use.agent();
	});
	afterAll(() => use.client.applications.delete({ name: application }));

	const specOf = (more: Partial<MicroserviceSpec> = {}): MicroserviceSpec => ({
		name: use.fresh("web"),
		application,
		agentUuid,
		images: { amd64: "nginx:1" },
		...more,
	});

	async function make(more: Partial<MicroserviceSpec> = {}) {
		const spec = specOf(more);
		const { uuid } = await use.client.microservices.create(spec);
		const identity = { uuid, application };
		const live = (await use.client.microservices.get(identity)) as Microservice;
		expect(live).toBeDefined();
		return { spec, identity, live };
	}

	const raw = (uuid: string) => use.read(`/microservices/${uuid}`);

	const only37: Partial<MicroserviceSpec> = {
		hostNetworkMode: true,
		privileged: true,
		annotations: String.raw`{"a":"x \"q\" {{ y }}"}`,
		capAdd: ["NET_ADMIN"],
		capDrop: ["MKNOD"],
		cdiDevices: ["nvidia.com/gpu=0"],
		runAsUser: "1000",
		platform: "linux/amd64",
		runtime: "runc",
		cpuSetCpus: "0-1",
		pidMode: "host",
		ipcMode: "host",
		memoryLimit: 512,
		schedule: 60,
		healthCheck: {
			test: ["CMD", "true"],
			interval: 30,
			timeout: 5,
			startPeriod: 1,
			startInterval: 2,
			retries: 3,
		},
		serviceAccount: { kind: "Role", name: "microservice" },
	};

	const full = (): Partial<MicroserviceSpec> => ({
		images: { amd64: "nginx:1", arm: "nginx:arm" },
		registryId: 2,
		config: String.raw`{ "q":"x \"y\"", "b":"C:\\", "e":"{{ self.name }} {% raw %}", "n":12345678901234567890, "d":2.50 }`,
		env: { A: "{{ 1 }}", EMPTY: "", NL: "a\nb", UTF: "é😀<b>&\"'" },
		command: ["--x", "{{ y", "", "{% endraw %}"],
		ports: [
			{ internal: 80, external: port++, protocol: "tcp" },
			{ internal: 53, external: port++, protocol: "udp" },
		],
		volumes: [
			{ host: "/h", container: "/c", accessMode: "ro", type: "bind" },
			{ host: "data", container: "/d", accessMode: "rw", type: "volume" },
		],
		extraHosts: { h1: "1.2.3.4", h2: "5.6.7.8" },
		logSize: 7,
		...(use.dialect === "3.0" ? { rootHostAccess: true } : only37),
	});

	test("what is read equals what was written, from the microservice alone and from its application", async () => {
		const { spec, identity } = await make(full());
		const alone = await use.client.microservices.get({ uuid: identity.uuid });
		expect(alone).toMatchObject(spec as object);
		use.client.forget();
		const shared = await use.client.microservices.get(identity, undefined, {
			serviceAccount: true,
		});
		expect(shared).toEqual(alone);
	});

	test("every attribute is changed in one PATCH, and read as it was written", async () => {
		const { identity, live } = await make();
		const planned = { ...live, ...full() };
		const calls = await use.callsOf(() =>
			use.client.microservices.update(identity, live, planned),
		);
		expect(calls).toEqual([`PATCH /microservices/${identity.uuid}`]);
		expect(
			await use.client.microservices.get({ uuid: identity.uuid }),
		).toMatchObject({
			...full(),
			ports: planned.ports,
		});
	});

	test("every attribute that can be is cleared again", async () => {
		const { identity, live } = await make(full());
		const cleared = {
			...live,
			config: null,
			env: null,
			command: null,
			ports: null,
			volumes: null,
			extraHosts: null,
			rootHostAccess: null,
		};
		await use.client.microservices.update(identity, live, cleared);
		expect(await use.client.microservices.get(identity)).toMatchObject({
			config: "{}",
			env: {},
			command: [],
			ports: [],
			volumes: [],
			extraHosts: {},
		});
	});

	test("an unchanged microservice is never written", async () => {
		const { identity, live } = await make(full());
		expect(
			await use.callsOf(() =>
				use.client.microservices.update(identity, live, live),
			),
		).toEqual([]);
	});

	test("a change of one thing resets nothing: agent, log size and role are carried", async () => {
		const { identity, live } = await make({ logSize: 9 });
		await use.client.microservices.update(identity, live, {
			...live,
			config: '{"a":1}',
		});
		expect(await raw(identity.uuid)).toMatchObject({
			config: '{"a":1}',
			logSize: 9,
			iofogUuid: agentUuid,
		});
	});

	test("a role that somebody gave by hand survives a change of something else (3.7)", async () => {
		if (use.dialect === "3.0") return;
		const { identity, live } = await make();
		const roleRef = { kind: "Role", name: "developer" };
		await use.call("PATCH", `/microservices/${identity.uuid}`, {
			iofogUuid: agentUuid,
			serviceAccount: { roleRef },
		});
		const { serviceAccount, ...open } = live;
		await use.client.microservices.update(identity, open, {
			...open,
			env: { A: "1" },
		});
		expect(await raw(identity.uuid)).toMatchObject({
			serviceAccount: { roleRef },
		});
		// Given by the plan and taken away again: the Controller's default.
		const given = { ...open, env: { A: "1" }, serviceAccount: roleRef };
		await use.client.microservices.update(identity, given, {
			...given,
			serviceAccount: null,
		});
		expect(await raw(identity.uuid)).toMatchObject({
			serviceAccount: { roleRef: { name: "microservice" } },
		});
	});

	test("a config that was damaged by somebody is repaired", async () => {
		const { identity, live } = await make({ config: '{"a":1}' });
		await use.call("PATCH", `/microservices/${identity.uuid}`, {
			iofogUuid: agentUuid,
			config: String.raw`{"a":"x \"q\""}`,
		});
		const damaged = await use.client.microservices.get({ uuid: identity.uuid });
		expect(damaged?.config).toBe('{"a":"x "q""}');
		await use.client.microservices.update(
			identity,
			{ ...live, config: damaged?.config },
			live,
		);
		expect(await raw(identity.uuid)).toMatchObject({ config: '{"a":1}' });
	});

	test("variables that somebody set twice are named and can be set right", async () => {
		const { identity } = await make({ env: { A: "1" } });
		const twice = [
			{ key: "A", value: "1" },
			{ key: "A", value: "2" },
		];
		await use.call("PATCH", `/microservices/${identity.uuid}`, {
			iofogUuid: agentUuid,
			env: twice,
		});
		const live = (await use.client.microservices.get({
			uuid: identity.uuid,
		})) as Microservice;
		expect(live).toMatchObject({ env: { A: "2" }, duplicateEnvKeys: ["A"] });
		await use.client.microservices.update(identity, live, {
			...live,
			env: { A: "2" },
		});
		expect(await use.client.microservices.get(identity)).toMatchObject({
			env: { A: "2" },
			duplicateEnvKeys: [],
		});
	});

	test("a move goes to the new agent; to one that does not exist it is an error", async () => {
		const { identity, live } = await make();
		const { uuid: other } = await use.client.agents.create({
			name: use.fresh("other"),
			architecture: "amd64",
			host: "10.0.0.3",
			...(use.dialect === "3.7" && { natsMode: "none" }),
		});
		await use.client.microservices.update(identity, live, {
			...live,
			agentUuid: other,
		});
		expect(await raw(identity.uuid)).toMatchObject({ iofogUuid: other });
		const moved = { ...live, agentUuid: other };
		await expect(
			use.client.microservices.update(identity, moved, {
				...moved,
				agentUuid: "nope",
			}),
		).rejects.toMatchObject({ kind: "not-found", attribute: "agentUuid" });
		expect(await raw(identity.uuid)).toMatchObject({ iofogUuid: other });
		await use.client.agents.delete({ uuid: other });
		// It goes down with its agent.
		expect(await use.client.microservices.get(identity)).toBeUndefined();
	});

	test("a rebuild is asked for alone or with a change, in one call each", async () => {
		const { identity, live } = await make();
		const alone = await use.callsOf(() =>
			use.client.microservices.rebuild(identity),
		);
		expect(alone).toHaveLength(1);
		const flag = async () => {
			const { microservices } = (await use.read(
				`/application/${application}`,
			)) as { microservices: { uuid: string; rebuild: boolean }[] };
			return microservices.find(({ uuid }) => uuid === identity.uuid)?.rebuild;
		};
		expect(await flag()).toBe(true);
		await use.client.microservices.update(identity, live, {
			...live,
			config: '{"r":1}',
		});
		expect(await flag()).toBe(false);
		const both = await use.callsOf(() =>
			use.client.microservices.update(
				identity,
				{ ...live, config: '{"r":1}' },
				{ ...live, config: '{"r":2}' },
				undefined,
				{ rebuild: true },
			),
		);
		expect(both).toEqual([`PATCH /microservices/${identity.uuid}`]);
		expect(await flag()).toBe(true);
		expect(await raw(identity.uuid)).toMatchObject({ logSize: live.logSize });
	});

	test("stopping and starting goes by its own calls (3.7)", async () => {
		if (use.dialect === "3.0") return;
		const { identity, live } = await make({ activated: false });
		expect(live.activated).toBe(false);
		const started = { ...live, activated: true, env: { A: "1" } };
		const path = `/microservices/${identity.uuid}`;
		expect(
			await use.callsOf(() =>
				use.client.microservices.update(identity, live, started),
			),
		).toEqual([`PATCH ${path}`, `PATCH ${path}/start`]);
		expect(await raw(identity.uuid)).toMatchObject({ isActivated: true });
		expect(
			await use.callsOf(() =>
				use.client.microservices.update(identity, started, live),
			),
		).toEqual([`PATCH ${path}/stop`, `PATCH ${path}`]);
		expect(await raw(identity.uuid)).toMatchObject({ isActivated: false });
	});

	test("starting one of a stopped application says what to do (3.7)", async () => {
		if (use.dialect === "3.0") return;
		const name = use.fresh("idle");
		await use.client.applications.create({
			name,
			description: "",
			activated: false,
		});
		const { uuid } = await use.client.microservices.create(
			specOf({ application: name, activated: false }),
		);
		await expect(
			use.client.microservices.update(
				{ uuid, application: name },
				{ agentUuid, logSize: 1, activated: false },
				{ agentUuid, logSize: 1, activated: true },
			),
		).rejects.toMatchObject({
			attribute: "activated",
			message: expect.stringMatching(/Set activated = true on the application/),
		});
		await use.client.applications.delete({ name });
	});

	test("what NATS access puts in is not read, and survives a change of env and volumes (3.7)", async () => {
		if (use.dialect === "3.0") return;
		const name = use.fresh("nats");
		await use.client.applications.create({
			name,
			description: "",
			activated: true,
			natsConfig: { natsAccess: true },
		});
		const { uuid: home } = await use.client.agents.create({
			name: use.fresh("leaf"),
			architecture: "amd64",
			host: "10.0.0.4",
		});
		const spec = specOf({
			application: name,
			agentUuid: home,
			natsConfig: { natsAccess: true, natsRule: null },
			env: { A: "1" },
		});
		const { uuid } = await use.client.microservices.create(spec);
		const identity = { uuid, application: name };
		const live = (await use.client.microservices.get(identity)) as Microservice;
		expect(live).toMatchObject({
			env: { A: "1" },
			volumes: [],
			natsConfig: { natsAccess: true },
		});
		await use.client.microservices.update(identity, live, {
			...live,
			env: { A: "2" },
			volumes: [{ host: "/a", container: "/b" }],
		});
		const stored = (await raw(uuid)) as {
			env: { key: string }[];
			volumeMappings: { type: string }[];
		};
		expect(stored.env.map(({ key }) => key).sort()).toEqual([
			"A",
			"NATS_CREDS_PATH",
		]);
		expect(stored.volumeMappings.map(({ type }) => type).sort()).toEqual([
			"bind",
			"volumeMount",
		]);
		expect(await use.client.microservices.get(identity)).toMatchObject({
			env: { A: "2" },
			volumes: [{ host: "/a" }],
		});
		await use.client.applications.delete({ name });
		await use.client.agents.delete({ uuid: home });
	});

	test("public ports have links (3.0)", async () => {
		if (use.dialect === "3.7") return;
		const external = port++;
		const system = await use.call("POST", "/iofog", {
			name: use.fresh("system"),
			fogType: 1,
			host: "10.0.0.5",
			isSystem: true,
			routerMode: "interior",
			edgeRouterPort: 45_671,
			interRouterPort: 55_671,
		});
		const spec = specOf({
			ports: [
				{
					internal: 80,
					external,
					protocol: "tcp",
					public: { schemes: ["http"], protocol: "http" },
				},
			],
		});
		const { uuid } = await use.client.microservices.create(spec);
		const live = await use.client.microservices.get({ uuid, application });
		expect(live?.ports[0]?.public).toMatchObject({
			schemes: ["http"],
			protocol: "http",
		});
		expect(live?.publicLinks[external]).toEqual([
			expect.stringMatching(/^http:\/\/.*:\d+$/),
		]);
		await use.client.microservices.delete({ uuid, application });
		const { uuid: made } = system.body as { uuid?: string };
		if (made) await use.client.agents.delete({ uuid: made });
	});

	const refused: [string, Partial<MicroserviceSpec>, object][] = [
		[
			"an unknown application",
			{ application: "no-such" },
			{ kind: "not-found", attribute: "application", status: 500 },
		],
		[
			"an unknown registry",
			{ registryId: 9999 },
			{ kind: "not-found", attribute: "registryId", status: 500 },
		],
		[
			"an unknown catalog item",
			{ images: null, catalogItemId: 9999 },
			{ kind: "not-found", attribute: "catalogItemId", status: 500 },
		],
		[
			"an unknown agent",
			{ agentUuid: "nope" },
			{ kind: "not-found", attribute: "agentUuid" },
		],
		[
			"an image of another architecture",
			{ images: { arm: "i" } },
			{ kind: "invalid", attribute: "images" },
		],
		[
			"a reserved port",
			{ ports: [{ internal: 80, external: 54321 }] },
			{ kind: "invalid", attribute: "ports" },
		],
		[
			"a volume name with a slash",
			{ volumes: [{ host: "/x", container: "/y", type: "volume" }] },
			{ kind: "invalid", attribute: "volumes" },
		],
		[
			"a bad name",
			{ name: "Bad" },
			{ kind: "invalid", attribute: "name", wrote: "no" },
		],
	];
	test.each(refused)(
		"%s is refused with the attribute, and not tried again",
		async (_, more, fields) => {
			let error: unknown;
			const calls = await use.callsOf(() =>
				use.client.microservices.create(specOf(more)).catch((caught) => {
					error = caught;
				}),
			);
			expect(error).toMatchObject(fields);
			expect(calls).toEqual(["POST /microservices"]);
		},
	);

	test("a second one of the same name is a conflict", async () => {
		const { spec } = await make();
		await expect(use.client.microservices.create(spec)).rejects.toMatchObject({
			kind: "conflict",
			wrote: "no",
		});
	});

	test("a taken port is an error with the attribute", async () => {
		const external = port++;
		await make({ ports: [{ internal: 80, external }] });
		await expect(
			use.client.microservices.create(
				specOf({ ports: [{ internal: 80, external }] }),
			),
		).rejects.toMatchObject({
			attribute: "ports",
			message: expect.stringContaining(String(external)),
		});
	});

	test("twenty of different names are created side by side", async () => {
		const made = await Promise.all(
			Array.from({ length: 20 }, () =>
				use.client.microservices.create(specOf()),
			),
		);
		expect(new Set(made.map(({ uuid }) => uuid)).size).toBe(20);
	});

	test("one that is gone is read as gone, deleted without harm, and not updated", async () => {
		const { identity, live } = await make();
		await use.client.microservices.delete(identity);
		await use.client.microservices.delete(identity);
		expect(await use.client.microservices.get(identity)).toBeUndefined();
		await expect(
			use.client.microservices.update(identity, live, {
				...live,
				env: { A: "1" },
			}),
		).rejects.toMatchObject({ kind: "not-found" });
		await expect(
			use.client.microservices.rebuild(identity),
		).rejects.toMatchObject({ kind: "not-found" });
	});

	test("one is found by its name", async () => {
		const { spec, identity } = await make();
		use.client.forget();
		expect(
			await use.client.microservices.findByName({
				application,
				name: spec.name,
			}),
		).toMatchObject({ uuid: identity.uuid });
		expect(
			await use.client.microservices.findByName({ application, name: "none" }),
		).toBeUndefined();
		expect(
			await use.client.microservices.findByName({
				application: "no-such",
				name: "none",
			}),
		).toBeUndefined();
	});

	test("a body over 100 KiB is refused before it is sent, one just below is taken", async () => {
		const calls = await use.callsOf(() =>
			expect(
				use.client.microservices.create(
					specOf({ config: JSON.stringify({ a: "x".repeat(103_000) }) }),
				),
			).rejects.toMatchObject({ kind: "too-large", attribute: "config" }),
		);
		expect(calls).toEqual([]);
		const spec = specOf();
		const rest = JSON.stringify({
			...spec,
			config: "",
			iofogUuid: agentUuid,
		}).length;
		await use.client.microservices.create({
			...spec,
			config: JSON.stringify({ a: "x".repeat(102_400 - rest - 300) }),
		});
	});
});
