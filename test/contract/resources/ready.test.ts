import { hasErrors } from "../../../src/core";
import { provider, type Stored, type Values } from "../../../src/provider";
import { controllerDialects } from "../../support/controllers";
import { PlayedAgent, type Said } from "../../support/played-agent";
import { place } from "./place";

jest.setTimeout(120_000);

const TYPE = "iofog_microservice_ready";
const RUNS = (containerId: string): Said => ({
	status: "RUNNING",
	containerId,
	percentage: 100,
});

describe.each(controllerDialects())(
	"%s: waiting for a microservice",
	(which) => {
		let at: Awaited<ReturnType<typeof place>>;
		let agent: PlayedAgent;
		let uuid: string;
		let stored: Stored;

		beforeAll(async () => {
			at = await place(which);
			agent = await PlayedAgent.start(
				at.controller,
				String(at.edge.state.uuid),
			);
			const web = await at.make("iofog_microservice", at.web);
			uuid = String(web.state.uuid);
		});
		afterAll(async () => {
			await agent.stop();
			await at.clear();
		});

		/** Applies as Terraform does, and tells what came of it. */
		async function wait(
			config: Values,
			stored: Stored | null = null,
			signal = new AbortController().signal,
		) {
			const { configured } = at.driver;
			const full = { microservice_uuid: uuid, ...config };
			const plan = await at.driver.plan(TYPE, full, stored);
			const progress: string[] = [];
			const began = Date.now();
			const reads = configured.controller?.calls.reads ?? 0;
			const result = await provider.apply(
				configured,
				TYPE,
				{
					config: full,
					prior: stored?.state ?? null,
					planned: plan.planned,
					private: plan.private,
					onProgress: (text) => progress.push(text),
				},
				signal,
			);
			return {
				...result,
				progress,
				seconds: (Date.now() - began) / 1_000,
				reads: (configured.controller?.calls.reads ?? 0) - reads,
				failed: hasErrors(result.diagnostics),
				said: result.diagnostics.map(
					(d) => `${d.severity}: ${d.summary}: ${d.detail}`,
				),
			};
		}

		test("ends when it has been running for ten seconds, with progress on the way", async () => {
			await agent.say(uuid, { status: "PULLING", percentage: 40 });
			const waiting = wait({});
			await new Promise((resolve) => setTimeout(resolve, 2_500));
			await agent.say(uuid, RUNS("c1"));
			const ended = await waiting;
			expect(ended.said).toEqual([]);
			stored = ended as unknown as Stored;
			expect(ended.state).toMatchObject({
				microservice_uuid: uuid,
				container_id: "c1",
				triggers: {},
				timeout: "5m",
				when_offline: "skip",
			});
			expect(ended.seconds).toBeGreaterThan(11.5);
			expect(ended.seconds).toBeLessThan(20);
			expect(ended.progress).toEqual([
				'PULLING 40 % on agent "place-edge"',
				'RUNNING on agent "place-edge"',
			]);
		});

		test("waits for another container where the triggers change, and not where anything else does", async () => {
			expect(await at.driver.read(TYPE, stored)).toMatchObject({
				state: stored.state,
			});
			const same = await wait({ timeout: "1m" }, stored);
			expect(same.seconds).toBeLessThan(2);
			expect(same.state).toMatchObject({ timeout: "1m", container_id: "c1" });

			const waiting = wait({ triggers: { image: "2" } }, stored);
			await new Promise((resolve) => setTimeout(resolve, 4_000));
			await agent.say(uuid, RUNS("c2"));
			const ended = await waiting;
			expect(ended.said).toEqual([]);
			expect(ended.state).toMatchObject({
				container_id: "c2",
				triggers: { image: "2" },
			});
			expect(ended.seconds).toBeGreaterThan(13.5);
		});

		test("tells what the agent says where it does not run", async () => {
			await agent.say(uuid, { status: "QUEUED" });
			const stuck = wait({});
			await new Promise((resolve) => setTimeout(resolve, 1_500));
			await agent.say(uuid, {
				status: "STUCK_IN_RESTART",
				containerId: "c3",
				errorMessage: "exit code 9",
			});
			const ended = await stuck;
			expect(ended.said).toEqual([
				'error: Microservice does not run: The microservice "place/web" does not run. The agent says STUCK_IN_RESTART: exit code 9.',
			]);
			// What is known stays in the state, marked by the error alone.
			expect(ended.state).toMatchObject({ microservice_uuid: uuid });

			await agent.say(uuid, { status: "PULLING", percentage: 12 });
			const late = await wait({ timeout: "2s" });
			expect(late.said).toEqual([
				'error: Microservice does not run yet: The microservice "place/web" has not been running for 10 seconds within 2s on agent "place-edge". The agent says PULLING (12 %). Where it only takes longer, set a longer timeout.',
			]);
			expect(late.seconds).toBeLessThan(5);
		});

		test("many share the reads", async () => {
			await agent.say(uuid, { status: "PULLING" });
			const before = at.driver.configured.controller?.calls.reads ?? 0;
			const many = await Promise.all(
				Array.from({ length: 200 }, () => wait({ timeout: "4s" })),
			);
			const reads =
				(at.driver.configured.controller?.calls.reads ?? 0) - before;
			expect(many.every(({ failed }) => failed)).toBe(true);
			// Each look reads the application and the agent.
			expect(reads).toBeLessThan(20);
		});

		test("ends with the run, at once", async () => {
			const abort = new AbortController();
			setTimeout(() => abort.abort(), 1_000);
			const ended = await wait({}, null, abort.signal);
			expect(ended.said[0]).toContain("error: Interrupted");
			expect(ended.seconds).toBeLessThan(3);
		});

		test("is not done for a microservice that is stopped", async () => {
			await at.controller.call("PATCH", "/application/place", {
				isActivated: false,
			});
			const ended = await wait({});
			expect(ended.said).toEqual([
				'warning: Not waited for: The microservice "place/web" is not waited for: it or its application is not activated.',
			]);
			await at.controller.call("PATCH", "/application/place", {
				isActivated: true,
			});
		});

		test("an agent that is away is a warning or an error, as is wished", async () => {
			const other = await at.agent("place-away");
			const lonely = await at.make("iofog_microservice", {
				...at.web,
				name: "lonely",
				agent_uuid: other.state.uuid,
			});
			const config = { microservice_uuid: lonely.state.uuid };
			const [skipped, failed] = await Promise.all([
				wait(config),
				wait({ ...config, when_offline: "fail" }),
			]);
			expect(skipped.said).toEqual([
				'warning: Not waited for: The agent "place-away" has never been seen, so that the microservice "place/lonely" cannot be seen running. It starts as soon as the agent is back.',
			]);
			expect(skipped.state).toMatchObject({ container_id: null });
			expect(failed.said).toEqual([
				'error: Agent offline: The agent "place-away" has never been seen, so that the microservice "place/lonely" cannot be seen running. Start the agent, and apply again.',
			]);

			const played = await PlayedAgent.start(
				at.controller,
				String(other.state.uuid),
			);
			await played.leave();
			const [seen] = (await wait(config)).said;
			expect(seen).toMatch(
				/The agent "place-away" is offline: it was last seen at \d{4}-\d\d-\d\dT/,
			);
		});

		test("is imported and gone with its microservice", async () => {
			await agent.say(uuid, RUNS("c9"));
			const imported = await at.driver.import(TYPE, "place/web");
			expect(imported.state).toMatchObject({
				microservice_uuid: uuid,
				container_id: "c9",
			});
			expect(
				await at.driver.changes(TYPE, { microservice_uuid: uuid }, imported),
			).toEqual([]);
			await expect(at.driver.import(TYPE, "place/nobody")).rejects.toThrow(
				'has no microservice "place/nobody"',
			);
			const gone = "00000000-0000-4000-8000-000000000000";
			expect(
				await at.driver.read(TYPE, {
					...imported,
					state: { ...imported.state, microservice_uuid: gone },
				}),
			).toBeNull();
			const ended = await wait({ microservice_uuid: gone });
			expect(ended.said[0]).toContain("error: Microservice not found");
		});
	},
);
