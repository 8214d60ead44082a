import { controllerDialects } from "../support/controllers";
import { AgentProcess } from "./support/agent-process";
import {
	describeWithEngine,
	engineSocket,
	IMAGE,
	imagesOf,
	makeImage,
	testEngine,
} from "./support/engine";
import { Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const cases = controllerDialects().flatMap((which) => [
	{ which, shift: HOUR, off: "fast" },
	{ which, shift: -HOUR, off: "slow" },
]);

describeWithEngine(cases)(
	"an agent of Controller $which whose clock is an hour $off",
	({ which, shift }: (typeof cases)[number]) => {
		const engine = testEngine();
		let fleet: Fleet;
		let work: Work;
		let agent: AgentProcess | undefined;
		let uuid: string;

		const start = (input?: string, ...args: string[]) => {
			agent = new AgentProcess({
				args: ["--data", fleet.folder, "--docker", engineSocket, ...args],
				clockShift: shift,
				...(input !== undefined && { input }),
			});
			return agent.says(/works for|is provisioned/);
		};

		beforeAll(async () => {
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
			work = new Work(engine, fleet);
		});

		afterAll(async () => {
			await agent?.kill();
			await work.remove();
			await fleet.close();
			engine.close();
		});

		test("is provisioned, and reports by the Controller's clock", async () => {
			const { key } = await fleet.call(
				"GET",
				`/iofog/${fleet.agent}/provisioning-key`,
			);
			const { url } = fleet.controller.login;
			await start(key, "--controller", url, "--key-file", "-");
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await work.told(uuid, "RUNNING");
			await work.serves(uuid, 1);
			const { daemonStatus, lastStatusTime } = await fleet.call(
				"GET",
				`/iofog/${fleet.agent}`,
			);
			expect(daemonStatus).toBe("RUNNING");
			expect(Math.abs(lastStatusTime - Date.now())).toBeLessThan(30_000);
		});

		test("starts again with its credentials, and goes on", async () => {
			const before = await work.container(uuid);
			await agent?.kill();
			await start();
			await fleet.update(uuid, { config: '{"n":2}' });
			await work.serves(uuid, 2);
			expect(await work.container(uuid)).toEqual(before);
			expect(agent?.output).not.toMatch(/refused/);
		});
	},
);
