import type { World } from "../../../src/dev-controller";
import { checkAgents } from "../../../src/dev-controller/jobs";
import { agent, lab, microservice } from "./support";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("an agent of 3.7", () => {
	test("is there at once, and gets router and NATS a little later", async () => {
		const opened = await lab("3.7", { settleMs: 150 });
		const uuid = await agent(opened);
		const early = await opened.call("GET", `/iofog/${uuid}`);
		expect(early.body).toMatchObject({ routerMode: "none", natsMode: "none" });
		await pause(250);
		const late = await opened.call("GET", `/iofog/${uuid}`);
		expect(late.body).toMatchObject({
			routerMode: "edge",
			natsMode: "leaf",
			upstreamRouters: ["default-router"],
		});
		const system = await opened.call("GET", "/application/system/system-edge");
		const names = system.body.microservices.map(
			(m: { name: string }) => m.name,
		);
		expect(names.sort()).toEqual(["nats", "router"]);
	});

	test("carries a warning when the work in the background fails", async () => {
		const opened = await lab("3.7");
		await opened.call("PUT", "/router", { host: "10.9.9.9" });
		const made = await opened.call("POST", "/iofog", {
			name: "lone",
			fogType: 1,
		});
		expect(made.status).toBe(201);
		const { body } = await opened.call("GET", `/iofog/${made.body.uuid}`);
		expect(body).toMatchObject({
			daemonStatus: "WARNING",
			routerMode: "none",
			warningMessage:
				"Background orchestration error: Invalid router 'default-nats-hub'",
		});
	});

	test("that was deleted meanwhile stays deleted", async () => {
		const opened = await lab("3.7", { settleMs: 60 });
		const uuid = await agent(opened);
		expect((await opened.call("DELETE", `/iofog/${uuid}`)).status).toBe(202);
		await pause(120);
		expect((await opened.call("GET", `/iofog/${uuid}`)).status).toBe(404);
		const { body } = await opened.call("GET", "/application/system");
		expect(body.applications).toEqual([]);
	});
});

describe("an agent that stopped reporting", () => {
	const report = (world: World, uuid: string, lastStatusTime: number) => {
		const row = world.agents.get(uuid);
		if (!row) throw new Error("no such agent");
		world.agents.update(row, {
			values: { ...row.values, daemonStatus: "RUNNING", lastStatusTime },
		});
	};

	test.each(["3.0", "3.7"] as const)(
		"is UNKNOWN on %s, and so is what it ran",
		async (dialect) => {
			const opened = await lab(dialect);
			const uuid = await agent(opened);
			await opened.call("POST", "/application", { name: "a" });
			const made = await opened.call(
				"POST",
				"/microservices",
				microservice("m", "a", uuid),
			);
			const { world } = opened.controller;
			report(world, uuid, Date.now());
			checkAgents(world);
			expect(
				(await opened.call("GET", `/iofog/${uuid}`)).body.daemonStatus,
			).toBe("RUNNING");
			report(world, uuid, Date.now() - 3_600_000);
			checkAgents(world);
			expect(
				(await opened.call("GET", `/iofog/${uuid}`)).body.daemonStatus,
			).toBe("UNKNOWN");
			const shown = await opened.call(
				"GET",
				`/microservices/${made.body.uuid}`,
			);
			expect(shown.body.status.status).toBe("UNKNOWN");
		},
	);
});
