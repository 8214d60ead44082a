import { provider, type Values } from "../../../src/provider";
import { testController } from "../../support/controllers";
import { Driver } from "../../support/driver";

const { signal } = new AbortController();
const SETTLES_MS = 1200;

const agent: Values = {
	name: "edge",
	host: "10.0.0.1",
	architecture: "amd64",
	router_mode: "edge",
	nats_mode: "leaf",
};

const INTERIOR: Values = {
	router_mode: "interior",
	edge_router_port: 56721,
	inter_router_port: 56722,
};

/** Creates an agent, then changes it in a way that sets it up anew, on a Controller that takes its time. */
async function lifecycle(timeouts: object, settleMs = SETTLES_MS) {
	const controller = await testController("3.7", { settleMs });
	const driver = new Driver(controller);
	try {
		await controller.call("PUT", "/router", { host: "router.example.com" });
		await controller.call("PUT", "/nats/hub", { host: "nats.example.com" });
		const run = async (config: Values, prior: Values | null) => {
			const { planned } = await driver.plan(
				"iofog_agent",
				config,
				prior && { state: prior, private: {} },
			);
			return provider.apply(
				driver.configured,
				"iofog_agent",
				{ config, prior, planned, private: {} },
				signal,
			);
		};
		const config = { ...agent, timeouts };
		const created = await run(config, null);
		const changed =
			created.diagnostics.length === 0
				? await run({ ...config, ...INTERIOR }, created.state)
				: undefined;
		const { body } = await controller.call("GET", "/iofog-list");
		const live = (body as { fogs: { uuid: string; name: string }[] }).fogs.find(
			({ name }) => name === "edge",
		);
		return { created, changed, live };
	} finally {
		driver.close();
		await controller.close();
	}
}

test("a create that takes longer than it may fails, and what it made is known", async () => {
	const started = Date.now();
	const settles = 20_000;
	const { created, live } = await lifecycle({ create: "200ms" }, settles);
	expect(Date.now() - started).toBeLessThan(settles);
	expect(created.diagnostics).toMatchObject([
		{ severity: "error", detail: expect.stringContaining("0.2 s") },
	]);
	expect(created.state).toMatchObject({ uuid: live?.uuid, name: "edge" });
});

test("an update that takes longer than it may fails", async () => {
	const { created, changed } = await lifecycle({
		create: "1m",
		update: "0.1s",
	});
	expect(created.diagnostics).toEqual([]);
	expect(changed?.diagnostics).toMatchObject([
		{ severity: "error", detail: expect.stringContaining("0.1 s") },
	]);
	expect(changed?.state).toMatchObject({ uuid: created.state?.uuid });
}, 20_000);

test("what takes no longer succeeds", async () => {
	const { created, changed } = await lifecycle({
		create: "30s",
		update: "30s",
	});
	expect(created.diagnostics).toEqual([]);
	expect(changed?.diagnostics).toEqual([]);
	expect(changed?.state).toMatchObject({ router_mode: "interior" });
}, 20_000);
