import type { Agent, AgentSpec } from "../../../src/controller";
import { onEachController } from "./fixture";

onEachController((use) => {
	const quiet = () => (use.dialect === "3.7" ? { natsMode: "none" } : {});
	const specOf = (more: Partial<AgentSpec> = {}): AgentSpec => ({
		name: use.fresh("edge"),
		architecture: "amd64",
		host: "10.0.0.1",
		...quiet(),
		...more,
	});

	async function make(more: Partial<AgentSpec> = {}) {
		const spec = specOf(more);
		const identity = await use.client.agents.create(spec);
		const live = (await use.client.agents.get(identity)) as Agent;
		return { spec, identity, live };
	}

	const settable = (): Partial<AgentSpec> => ({
		architecture: "arm",
		host: "10.0.0.2",
		tags: ["{{ b }}", "a"],
		location: "lab",
		description: "{% x",
		latitude: 46.2,
		longitude: 6.15,
		dockerUrl: "unix:///x.sock",
		diskLimit: 51,
		diskDirectory: "/d/",
		memoryLimit: 4097,
		cpuLimit: 81,
		logLimit: 11,
		logDirectory: "/l/",
		logFileCount: 12,
		logLevel: "SEVERE",
		statusFrequency: 31,
		changeFrequency: 61,
		deviceScanFrequency: 62,
		bluetoothEnabled: false,
		watchdogEnabled: use.dialect === "3.7",
		dockerPruningFrequency: 2,
		availableDiskThreshold: 21,
		timeZone: "Europe/Zurich",
		...(use.dialect === "3.7" && {
			networkInterface: "eth7",
			containerEngine: "podman",
			deploymentType: "container",
			edgeGuardFrequency: 5,
		}),
	});

	const byTags = (agent?: Partial<AgentSpec>) => ({
		...agent,
		tags: [...(agent?.tags ?? [])].sort(),
	});

	test("everything that can be set is read as it was written, after a create and after an update", async () => {
		const first = await make(settable());
		expect(byTags(first.live)).toMatchObject(byTags(first.spec));
		const second = await make();
		await use.client.agents.update(second.identity, second.live, {
			...second.live,
			...settable(),
		});
		use.client.forget();
		expect(byTags(await use.client.agents.get(second.identity))).toMatchObject(
			byTags(settable()),
		);
		for (const { identity } of [first, second])
			await use.client.agents.delete(identity);
	});

	test("a create tells the identity at once, and resolves when the agent has settled", async () => {
		const seen: string[] = [];
		const { uuid } = await use.client.agents.create(
			specOf({ natsMode: use.dialect === "3.7" ? "leaf" : null }),
			undefined,
			{ onIdentity: (identity) => seen.push(identity.uuid) },
		);
		expect(seen).toEqual([uuid]);
		expect(await use.read(`/iofog/${uuid}`)).toMatchObject({
			routerMode: "edge",
			...(use.dialect === "3.7" && { natsMode: "leaf" }),
		});
		await use.client.agents.delete({ uuid });
		await use.client.agents.delete({ uuid });
		expect(await use.client.agents.get({ uuid })).toBeUndefined();
	});

	test("a change of something else leaves NATS as it is (3.7)", async () => {
		if (use.dialect === "3.0") return;
		const none = await make();
		await use.client.agents.update(none.identity, none.live, {
			...none.live,
			description: "d",
		});
		expect(await use.read(`/iofog/${none.identity.uuid}`)).toMatchObject({
			natsMode: "none",
			description: "d",
		});
		const leaf = await make({
			natsMode: "leaf",
			natsServerPort: 4333,
			jsStorageSize: "5g",
		});
		expect(leaf.live).toMatchObject({
			natsServerPort: 4333,
			jsStorageSize: "5g",
		});
		await use.client.agents.update(leaf.identity, leaf.live, {
			...leaf.live,
			tags: ["x"],
		});
		expect(await use.read(`/iofog/${leaf.identity.uuid}`)).toMatchObject({
			natsMode: "leaf",
			natsServerPort: 4333,
			jsStorageSize: "5g",
			upstreamNatsServers: ["default-nats-hub"],
			tags: ["x"],
		});
		for (const { identity } of [none, leaf])
			await use.client.agents.delete(identity);
	});

	test("the router mode changes with its ports", async () => {
		const { identity, live } = await make();
		await use.client.agents.update(identity, live, {
			...live,
			routerMode: "interior",
			edgeRouterPort: 45_679,
			interRouterPort: 55_679,
		});
		expect(await use.read(`/iofog/${identity.uuid}`)).toMatchObject({
			routerMode: "interior",
			edgeRouterPort: 45_679,
			interRouterPort: 55_679,
			host: "10.0.0.1",
		});
		await use.client.agents.delete(identity);
	});

	test("an unchanged agent is not written", async () => {
		const { identity, live } = await make(settable());
		expect(
			await use.callsOf(() =>
				use.client.agents.update(identity, live, {
					...live,
					tags: [...live.tags].reverse(),
				}),
			),
		).toEqual([]);
		await use.client.agents.delete(identity);
	});

	test("a missing host leaves an agent behind, which can be found by its name", async () => {
		const spec = specOf({ host: null });
		const error = await use.client.agents
			.create(spec)
			.catch((caught) => caught);
		expect(error).toMatchObject({
			kind: use.dialect === "3.0" ? "invalid" : "unsettled",
			wrote: "maybe",
		});
		expect(error.message).toMatch(/"host" is required/);
		const left = await use.client.agents.findByName(spec.name);
		expect(left).toMatchObject({ name: spec.name });
		await use.client.agents.delete({ uuid: left?.uuid ?? "" });
		expect(await use.client.agents.findByName(spec.name)).toBeUndefined();
	});

	test("a second one of the same name is a conflict", async () => {
		const { spec, identity } = await make();
		await expect(use.client.agents.create(spec)).rejects.toMatchObject({
			kind: "conflict",
			attribute: "name",
			wrote: "no",
		});
		await use.client.agents.delete(identity);
	});

	test("two changes at the same time are made one after the other", async () => {
		const { identity, live } = await make();
		await Promise.all([
			use.client.agents.update(identity, live, { ...live, description: "one" }),
			use.client.agents.update(identity, live, { ...live, location: "two" }),
		]);
		const stored = await use.read(`/iofog/${identity.uuid}`);
		expect(stored).toMatchObject({ description: "one", location: "two" });
		expect(String(stored.warningMessage ?? "")).not.toMatch(/error/);
		await use.client.agents.delete(identity);
	});

	test("a list answers for each agent", async () => {
		const made = [await make(), await make()];
		use.client.forget();
		const calls = await use.callsOf(
			() =>
				Promise.all(
					made.map(async ({ identity, spec }) =>
						expect(await use.client.agents.get(identity)).toMatchObject({
							name: spec.name,
						}),
					),
				),
			true,
		);
		expect(calls).toEqual(["GET /iofog-list"]);
		for (const { identity } of made) await use.client.agents.delete(identity);
	});
});
