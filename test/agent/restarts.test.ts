import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../src/agent";
import { startDevController } from "../../src/dev-controller";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(240_000);

describeWithEngine(["3.0", "3.7"] as const)(
	"a program in a container has the last configuration, with Controller %s",
	(dialect: "3.0" | "3.7") => {
		let engine: Engine;
		let fleet: Fleet;
		let work: Work;
		let uuid: string;
		let folder: string;
		let dev: Awaited<ReturnType<typeof startDevController>>;
		let before: { id: string };

		const startController = async (port: number) => {
			dev = await startDevController({
				dialect,
				port,
				data: folder,
				settleMs: 30,
			});
		};
		const restartController = async () => {
			const { port } = new URL(dev.url);
			await dev.close();
			await startController(Number(port));
			await eventually("it answers", async () => {
				await fleet.login();
				return true;
			});
		};
		const change = (n: number) =>
			fleet.update(uuid, { config: JSON.stringify({ n }) });

		beforeAll(async () => {
			engine = testEngine();
			await makeImage(engine);
			folder = mkdtempSync(join(tmpdir(), "fogform-controller-"));
			await startController(0);
			fleet = await Fleet.at(dev, dialect, testEngine);
			work = new Work(engine, fleet);
			await fleet.start();
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await work.serves(uuid, 1);
			before = await work.container(uuid);
		});

		afterAll(async () => {
			await fleet.daemon?.stop();
			await work.remove();
			await fleet.close();
			await dev.close();
			engine.close();
			rmSync(folder, { recursive: true, force: true });
		});

		test("after the Controller restarted", async () => {
			await restartController();
			await change(2);
			await work.serves(uuid, 2);
		});

		test("that it got while the agent was away", async () => {
			await fleet.daemon?.stop();
			await change(3);
			await fleet.start();
			await work.serves(uuid, 3);
		});

		test("after both restarted, the agent first", async () => {
			const { port } = new URL(dev.url);
			await dev.close();
			await fleet.daemon?.stop();
			await fleet.start();
			await new Promise((resolve) => setTimeout(resolve, 1_500));
			await work.serves(uuid, 3);
			await startController(Number(port));
			await eventually("it answers", async () => {
				await fleet.login();
				return true;
			});
			await change(4);
			await work.serves(uuid, 4);
		});

		test("whatever restarts in a row of changes", async () => {
			for (let n = 5; n < 25; n++) {
				await change(n);
				if (n % 6 === 0) await restartController();
				if (n % 7 === 0) {
					await fleet.daemon?.stop();
					await fleet.start();
				}
			}
			await work.serves(uuid, 24);
		});

		test("and is still the same container", async () => {
			expect((await work.container(uuid)).id).toBe(before.id);
		});
	},
);
