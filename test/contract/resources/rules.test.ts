import { UNKNOWN } from "../../../src/core";
import { provider } from "../../../src/provider";
import { controllerDialects } from "../../support/controllers";
import { place } from "./place";

jest.setTimeout(60_000);

const { signal } = new AbortController();

describe.each(controllerDialects())("rules on Controller %s", (which) => {
	let at: Awaited<ReturnType<typeof place>>;
	beforeAll(async () => {
		at = await place(which);
	});
	afterAll(() => at.clear());

	it("built-in registries can be referred to, not managed", async () => {
		const { driver, web } = at;
		const stored = await driver.put("iofog_microservice", {
			...web,
			name: "cached",
			registry_id: 2,
		});
		expect((await at.live(stored.state.uuid)).registryId).toBe(2);
		await driver.remove("iofog_microservice", stored);
		for (const id of ["1", "2", "from_cache"])
			await expect(driver.import("iofog_registry", id)).rejects.toThrow(
				/belongs to the Controller itself .* registry_id = [12]/,
			);
	});

	it("an application with a microservice that is not deleted too is refused, with its name; force_destroy lets it go", async () => {
		const { driver, web } = at;
		const application = await driver.put("iofog_application", { name: "full" });
		const inside = await driver.put("iofog_microservice", {
			...web,
			application: "full",
			name: "inside",
		});
		await expect(
			driver.remove("iofog_application", application),
		).rejects.toThrow(/full\/inside/);
		expect(await driver.read("iofog_microservice", inside)).not.toBeNull();
		const forced = await driver.put(
			"iofog_application",
			{ name: "full", force_destroy: true },
			application,
		);
		await driver.remove("iofog_application", forced);
		expect(await driver.read("iofog_microservice", inside)).toBeNull();
	});

	it("an agent with a microservice that is not deleted too is refused, with its name", async () => {
		const { driver, agent, web } = at;
		const doomed = await agent("place-doomed");
		const inside = await driver.put("iofog_microservice", {
			...web,
			name: "aboard",
			agent_uuid: doomed.state.uuid,
		});
		await expect(driver.remove("iofog_agent", doomed)).rejects.toThrow(
			/place\/aboard/,
		);
		await driver.remove("iofog_microservice", inside);
		await driver.remove("iofog_agent", doomed);
	});

	it("agent_name is looked up, and a rename of the agent is no change", async () => {
		const { driver, web, edge } = at;
		const { agent_uuid: _, ...rest } = web;
		const config = { ...rest, name: "named", agent_name: "place-edge" };
		const stored = await driver.put("iofog_microservice", config);
		expect(stored.state.agent_uuid).toBe(edge.state.uuid);
		const imported = await driver.import("iofog_microservice", "place/named");
		expect(
			await driver.changes("iofog_microservice", config, imported),
		).toEqual([]);
		expect(
			await driver.changes(
				"iofog_microservice",
				{ ...web, name: "named" },
				imported,
			),
		).toEqual([]);
		await driver.remove("iofog_microservice", stored);
	});

	it("an agent that does not exist is planned as unknown, and nothing is created without it", async () => {
		const { driver, web } = at;
		const { agent_uuid: _, ...rest } = web;
		const config = { ...rest, name: "lost", agent_name: "no-such-agent" };
		const plan = await driver.plan("iofog_microservice", config);
		expect(plan.planned?.agent_uuid).toBe(UNKNOWN);
		await expect(driver.put("iofog_microservice", config)).rejects.toThrow();
		expect(
			await provider.list(
				driver.configured,
				"iofog_microservice",
				{ application: "place" },
				signal,
			),
		).toEqual([]);
	});

	it("a microservice from a catalog item has the item's images and registry", async () => {
		const { driver, web } = at;
		const item = await driver.put("iofog_catalog_item", {
			name: "rules-item",
			registry_id: 2,
			images: { amd64: "x:1", arm: "y:1" },
			category: "sensors",
			publisher: "us",
			input_type: { info_type: "t" },
		});
		expect((await driver.read("iofog_catalog_item", item))?.state).toEqual(
			item.state,
		);
		const { images: _, ...rest } = web;
		const config = {
			...rest,
			name: "from-item",
			catalog_item_id: item.state.id,
		};
		const stored = await driver.put("iofog_microservice", config);
		const { registryId } = await at.live(stored.state.uuid);
		expect(stored.state).toMatchObject({
			registry_id: registryId,
			images: null,
		});
		expect((await driver.read("iofog_microservice", stored))?.state).toEqual(
			stored.state,
		);
		const plan = await driver.plan(
			"iofog_microservice",
			{ ...web, name: "from-item" },
			stored,
		);
		expect(plan.requiresReplace).toEqual([["catalog_item_id"]]);
		await driver.remove("iofog_microservice", stored);
		await driver.remove("iofog_catalog_item", item);
	});

	it("what an agent reports by itself is no change", async () => {
		const { driver, controller, edge } = at;
		// As the agent would, by the operator's route: the same columns are written.
		await controller.call("PATCH", `/iofog/${edge.state.uuid}`, {
			cpuLimit: 33,
			diskLimit: 44,
			memoryLimit: 555,
			logLevel: "FINE",
			statusFrequency: 77,
			changeFrequency: 88,
			...(controller.dialect === "3.7" && { natsMode: "none" }),
		});
		await new Promise((r) =>
			setTimeout(r, controller.label === "real" ? 7000 : 200),
		);
		const live = await driver.read("iofog_agent", edge);
		expect(live?.state).toMatchObject({ cpu_limit: 33, log_level: "FINE" });
		const config = {
			name: "place-edge",
			host: "10.0.0.1",
			architecture: "amd64",
			router_mode: "none",
			...(controller.dialect === "3.7" && { nats_mode: "none" }),
		};
		expect(await driver.changes("iofog_agent", config, live as never)).toEqual(
			[],
		);
	});

	it("data sources tell what exists, and say what does not", async () => {
		const { driver, edge } = at;
		const read = (type: string, config: Record<string, unknown>) =>
			provider.readDataSource(driver.configured, type, config, signal);
		const agent = await read("iofog_agent", { name: "place-edge" });
		expect(agent.diagnostics).toEqual([]);
		expect(agent.state).toMatchObject({
			uuid: edge.state.uuid,
			host: "10.0.0.1",
		});
		const controller = await read("iofog_controller", {});
		expect(controller.state?.version).toMatch(/^3\.\d+\.\d+$/);
		const registries = await read("iofog_registries", {});
		expect(
			((registries.state?.registries ?? []) as { id: number }[])
				.slice(0, 2)
				.map((r) => r.id),
		).toEqual([1, 2]);
		const agents = await read("iofog_agents", { tags: ["none-such"] });
		expect(agents.state?.agents).toEqual([]);
		const missing = await read("iofog_application", { name: "nope" });
		expect(missing.diagnostics).toMatchObject([
			{ summary: "Object not found" },
		]);
		expect(missing.diagnostics[0]?.detail).toContain('name = "nope"');
		const router = await read("iofog_router", {});
		expect(router.state).toMatchObject({ host: "router.example.com" });
	});
});
