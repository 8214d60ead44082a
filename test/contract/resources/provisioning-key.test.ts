import { provider, type Values } from "../../../src/provider";
import { setUpAgent } from "../../support/agent";
import { controllerDialects } from "../../support/controllers";
import { place } from "./place";

jest.setTimeout(60_000);

const TYPE = "iofog_provisioning_key";
const { signal } = new AbortController();

describe.each(controllerDialects())("%s: a provisioning key", (which) => {
	let at: Awaited<ReturnType<typeof place>>;
	beforeAll(async () => {
		at = await place(which);
	});
	afterAll(() => at.clear());

	const open = (config: Values) =>
		provider.openEphemeral(
			at.driver.configured,
			TYPE,
			{ force: null, key: null, ...config },
			signal,
		);

	test("opens for an agent that was never set up, each time anew, until it is used", async () => {
		const agent = await at.agent("key-edge");
		const agent_uuid = agent.state.uuid;
		const first = await open({ agent_uuid });
		expect(first.diagnostics).toEqual([]);
		const second = await open({ agent_uuid });
		expect(second.result).toMatchObject({ agent_uuid, force: false });
		const { key, expires_at } = second.result as Values;
		expect(key).not.toBe(first.result?.key);
		const left = Date.parse(expires_at as string) - Date.now();
		expect(left).toBeGreaterThan(10 * 60_000);
		expect(left).toBeLessThan(30 * 60_000);

		const { url } = at.controller.login;
		await expect(setUpAgent(url, first.result?.key as string)).rejects.toThrow(
			"404",
		);
		const daemon = await setUpAgent(url, key as string);
		expect(daemon.uuid).toBe(agent_uuid);
		expect((await daemon.call("GET", "/config")).status).toBe(200);
		// What an agent says right after it was set up.
		await daemon.call("PUT", "/status", {
			daemonStatus: "RUNNING",
			ipAddress: "10.0.0.1",
			ipAddressExternal: "10.0.0.1",
		});

		const third = await open({ agent_uuid });
		expect(third).toMatchObject({
			result: { key: null, expires_at: null, certificate: null },
			diagnostics: [],
		});
		const forced = await open({ agent_uuid, force: true });
		expect(typeof forced.result?.key).toBe("string");

		await daemon.call("POST", "/deprovision", { microserviceUuids: [] });
		const again = await open({ agent_uuid });
		expect(typeof again.result?.key).toBe("string");
		await setUpAgent(url, again.result?.key as string);
	});

	test("an agent that is not there is an error that names it", async () => {
		const agent_uuid = "00000000-0000-4000-8000-000000000000";
		for (const force of [false, true]) {
			const { result, diagnostics } = await open({ agent_uuid, force });
			expect(result).toBeNull();
			expect(diagnostics).toMatchObject([
				{ severity: "error", summary: "Agent not found", path: ["agent_uuid"] },
			]);
			expect(diagnostics[0]?.detail).toContain(agent_uuid);
		}
	});

	test("closing and renewing ask for nothing", async () => {
		const { configured } = at.driver;
		expect(
			await provider.renewEphemeral(configured, TYPE, { a: 1 }, signal),
		).toEqual({ private: { a: 1 }, diagnostics: [] });
		expect(await provider.closeEphemeral(configured, TYPE, {}, signal)).toEqual(
			{ diagnostics: [] },
		);
	});
});

test.each([
	["no agent", {}, "Missing required argument"],
	["an empty agent", { agent_uuid: "" }, "Invalid value"],
])("%s is refused without a call", (_name, config, summary) => {
	expect(provider.validateEphemeral(TYPE, config)).toMatchObject([{ summary }]);
});
