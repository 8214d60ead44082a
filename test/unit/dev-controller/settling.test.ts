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

describe("the volume mounts of an agent of 3.7", () => {
	// Recorded on a real 3.7.3.
	test("get another version with another content, and go with their certificates", async () => {
		const opened = await lab("3.7");
		const uuid = await agent(opened);
		const mounts = async (change: object) => {
			await opened.call("PATCH", `/iofog/${uuid}`, change);
			const { body } = await opened.call("GET", `/iofog/${uuid}`);
			return body.volumeMounts.map(
				(mount: { name: string; version: number }) =>
					`${mount.name.replace(/-edge$/, "")} ${mount.version}`,
			);
		};
		const nats = ["nats-server 1", "nats-mqtt-server 1"];
		const router = ["router-site-server 1", "router-local-server 1"];
		expect(await mounts({ description: "x" })).toEqual([
			"nats-server-conf 1",
			"nats-jwt-dir 1",
			...nats,
			"nats-leaf-creds 1",
			...router,
			"router-local-agent 1",
		]);
		expect((await mounts({ natsServerPort: 4300 }))[0]).toBe(
			"nats-server-conf 2",
		);
		// A leaf's file says nothing of this port; the other one is as without it again.
		expect((await mounts({ natsClusterPort: 6300 }))[0]).toBe(
			"nats-server-conf 3",
		);
		expect(await mounts({ natsMode: "server" })).toEqual([
			"nats-server-conf 4",
			...nats,
			...router,
			"router-local-agent 1",
			"nats-jwt-dir 1",
			"nats-creds-sys-admin-server 1",
		]);
		expect(await mounts({ natsMode: "none", routerMode: "none" })).toEqual(
			router,
		);
		expect(await mounts({ natsMode: "none", routerMode: "edge" })).toEqual([
			"router-site-server 1",
			"router-local-server 1",
			"router-local-agent 1",
		]);
	});

	test("take note of applications with access to NATS", async () => {
		const opened = await lab("3.7");
		const uuid = await agent(opened);
		await opened.call("POST", "/application", {
			name: "a",
			natsConfig: { natsAccess: true },
		});
		await opened.call("POST", "/microservices", {
			...microservice("m", "a", uuid),
			natsConfig: { natsAccess: true },
		});
		const { body } = await opened.call("GET", `/iofog/${uuid}`);
		const raised = body.volumeMounts
			.filter(({ version }: { version: number }) => version === 2)
			.map(({ name }: { name: string }) => name);
		expect(raised).toEqual([
			"nats-server-conf-edge",
			"nats-jwt-dir-edge",
			"nats-leaf-creds-edge",
		]);
	});
});

describe("tags that are set anew", () => {
	test.each(["3.0", "3.7"] as const)(
		"keep their rows on %s, and new ones follow",
		async (dialect) => {
			const opened = await lab(dialect);
			const uuid = await agent(opened);
			const set = async (tags: string[]) => {
				await opened.call("PATCH", `/iofog/${uuid}`, { tags });
				return (await opened.call("GET", `/iofog/${uuid}`)).body.tags;
			};
			expect(await set(["z", "y", "x"])).toEqual(["z", "y", "x"]);
			expect(await set(["n", "x", "y"])).toEqual(["y", "x", "n"]);
			expect(await set(["z", "n", "x"])).toEqual(["x", "n", "z"]);
		},
	);
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
