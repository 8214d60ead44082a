import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDevController } from "../../src/dev-controller";
import { AgentProcess } from "./support/agent-process";
import { IMAGE, imagesOf, makeImage } from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { noOwnEngine, OwnEngine } from "./support/own-engine";
import { Work } from "./support/work";

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const reason = noOwnEngine();
if (reason) console.warn(`skipped: ${reason}`);

(reason ? describe.skip : describe).each(["3.0", "3.7"] as const)(
	"an edge host with an engine of its own, with Controller %s",
	(dialect) => {
		let own: OwnEngine;
		let fleet: Fleet;
		let work: Work;
		let agent: AgentProcess;
		let uuid: string;
		let folder: string;
		let dev: Awaited<ReturnType<typeof startDevController>>;

		const startController = async (port: number) => {
			dev = await startDevController({
				dialect,
				port,
				data: folder,
				settleMs: 30,
			});
		};
		const startAgent = (clockShift = 0) => {
			agent = new AgentProcess({
				args: ["--data", join(own.disk, "agent"), "--docker", own.socket],
				clockShift,
			});
			return agent.says(/works for/);
		};
		const change = (n: number) =>
			fleet.update(uuid, { config: JSON.stringify({ n }) });

		beforeAll(async () => {
			folder = mkdtempSync(join(tmpdir(), "fogform-controller-"));
			await startController(0);
			own = new OwnEngine();
			await own.start();
			await makeImage(own.engine);
			fleet = await Fleet.at(dev, dialect, () => own.engine);
			await own.makeNetwork(fleet.agent);
			work = new Work(own.engine, fleet);
			const { key } = await fleet.call(
				"GET",
				`/iofog/${fleet.agent}/provisioning-key`,
			);
			agent = new AgentProcess({
				args: [
					...["--data", join(own.disk, "agent"), "--docker", own.socket],
					...["--controller", dev.url, "--key-file", "-"],
				],
				input: key,
			});
			await agent.says(/is provisioned/);
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await work.serves(uuid, 1);
		});

		afterAll(async () => {
			await agent?.kill();
			await fleet?.close();
			await own?.close();
			await dev?.close();
			rmSync(folder, { recursive: true, force: true });
		});

		test("whose disk is full: what runs runs on, and the rest is done once there is room", async () => {
			const before = await work.container(uuid);
			own.fill();
			await change(2);
			await fleet.update(uuid, { env: [{ key: "WORD", value: "b" }] });
			await work.told(uuid, "RUNNING", /no space left on device/);
			await agent.says(/cannot write .*desired.json: .*no space left/);
			await work.serves(uuid, 2);
			expect(await work.container(uuid)).toEqual(before);
			own.makeRoom();
			await work.told(uuid, "RUNNING");
			await work.serves(uuid, 2);
			expect((await work.ask(uuid)).env).toBe("b");
		});

		test("whose engine ends and comes back", async () => {
			const before = await work.container(uuid);
			await own.stop();
			await work.told(uuid, "UNKNOWN", /Docker Engine at .* cannot be reached/);
			await own.start();
			await work.told(uuid, "RUNNING");
			await work.serves(uuid, 2);
			expect((await work.container(uuid)).id).toBe(before.id);
		});

		test("whose power fails while the Controller is away for an hour", async () => {
			const before = await work.container(uuid);
			const { port } = new URL(dev.url);
			await dev.close();
			await agent.says(/Controller at .* cannot be reached/);
			await own.losePower();
			await agent.kill();
			// The agent may well be up before its engine.
			await startAgent(HOUR);
			await agent.says(/Docker Engine at .* cannot be reached/);
			await own.start();
			await work.serves(uuid, 2);
			expect((await work.container(uuid)).id).toBe(before.id);
			await startController(Number(port));
			await eventually("it answers", async () => {
				await fleet.login();
				return true;
			});
			await change(3);
			await work.serves(uuid, 3);
			await work.told(uuid, "RUNNING");
			expect((await work.container(uuid)).id).toBe(before.id);
		});
	},
);
