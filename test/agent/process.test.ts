import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Engine } from "../../src/agent";
import {
	describeWithEngine,
	engineSocket,
	IMAGE,
	imagesOf,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";

jest.setTimeout(240_000);

const main = join(__dirname, "../../lib/cli/main.js");

describeWithEngine(["3.0", "3.7"] as const)(
	"fogform agent as a process, with Controller %s",
	(which: "3.0" | "3.7") => {
		let engine: Engine;
		let fleet: Fleet;
		let uuid: string;
		let agent: ChildProcess;
		let output = "";

		const run = (args: string[], input?: string) => {
			const child = spawn(
				process.execPath,
				[
					main,
					"agent",
					"--data",
					fleet.folder,
					"--docker",
					engineSocket,
					...args,
				],
				{ stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"] },
			);
			child.stdin?.end(input);
			return child;
		};
		const finish = (child: ChildProcess) =>
			new Promise<{ code: number | null; text: string }>((resolve) => {
				let text = "";
				child.stdout?.on("data", (chunk) => {
					text += chunk;
				});
				child.stderr?.on("data", (chunk) => {
					text += chunk;
				});
				child.on("close", (code) => resolve({ code, text }));
			});
		const start = async (expected: RegExp) => {
			output = "";
			agent = run([]);
			for (const stream of [agent.stdout, agent.stderr])
				stream?.on("data", (chunk) => {
					output += chunk;
				});
			await eventually(`it says ${expected}`, async () =>
				expected.test(output),
			);
		};
		const kill = async (signal: NodeJS.Signals) => {
			const ended = new Promise((resolve) => agent.once("close", resolve));
			agent.kill(signal);
			return ended;
		};
		const container = () =>
			eventually("the container runs", async () => {
				const list = await engine.containers(`iofog-uuid=${fleet.agent}`);
				const found = list.find((c) => c.State === "running");
				const networks = Object.values(found?.NetworkSettings?.Networks ?? {});
				return found && { id: found.Id, address: networks[0]?.IPAddress };
			});
		const serves = (n: number) =>
			eventually(`it serves ${n}`, async () => {
				const { address } = await container();
				const answer = await fetch(`http://${address}:8080/`);
				const { config } = (await answer.json()) as { config: { n: number } };
				return config?.n === n;
			});

		beforeAll(async () => {
			if (!existsSync(main)) throw new Error("run npm run build first");
			engine = testEngine();
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
		});

		afterAll(async () => {
			agent?.kill("SIGKILL");
			for (const { Id } of await engine.containers(`iofog-uuid=${fleet.agent}`))
				await engine.remove(Id);
			await engine.removeNetwork(`iofog-${fleet.agent}`).catch(() => {});
			await fleet.close();
			engine.close();
		});

		test("waits for its key, which another process hands over", async () => {
			await start(/waits to be provisioned/);
			const { key } = await fleet.call(
				"GET",
				`/iofog/${fleet.agent}/provisioning-key`,
			);
			const { url } = fleet.controller.login;
			const args = ["--controller", url, "--key-file", "-"];
			const handed = await finish(run(args, `${key}\n`));
			expect(handed).toEqual({
				code: 0,
				text: expect.stringMatching(`The agent ${fleet.agent} is provisioned`),
			});
			expect(output).not.toContain(key);
		});

		test("refuses a second agent with its folder", async () => {
			const { code, text } = await finish(run([]));
			expect([code, text]).toEqual([
				1,
				expect.stringMatching(/Another agent runs with the data folder/),
			]);
		});

		test("runs a microservice in little memory", async () => {
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await serves(1);
			const status = readFileSync(`/proc/${agent.pid}/status`, "utf8");
			const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(status) ?? [];
			expect(Number(kilobytes) / 1024).toBeLessThan(90);
		});

		test("killed and started again, it leaves the container as it is", async () => {
			const before = await container();
			await kill("SIGKILL");
			await fleet.update(uuid, { config: '{"n":2}' });
			await start(/works for/);
			await serves(2);
			expect(await container()).toEqual(before);
		});

		test("killed in the middle of a pull, it leaves the old container running, and pulls again", async () => {
			const before = await container();
			let asked = 0;
			// A registry that says that it is one, and then nothing more.
			const registry = createServer((request, response) => {
				if (request.url === "/v2/") response.end("{}");
				else asked++;
			}).listen(0, "127.0.0.1");
			await once(registry, "listening");
			const { port } = registry.address() as AddressInfo;
			const pulls = () =>
				eventually("it pulls", async () => {
					const { status } = await fleet.status(uuid);
					return asked > 0 && status === "PULLING";
				});
			await fleet.update(uuid, {
				...imagesOf(`127.0.0.1:${port}/shop/web:1`),
				registryId: 1,
			});
			await pulls();
			await kill("SIGKILL");
			expect(await container()).toEqual(before);
			asked = 0;
			await start(/works for/);
			await pulls();
			expect(await container()).toEqual(before);
			registry.close();
			registry.closeAllConnections();
			await eventually("the failure is told", async () => {
				const { status, errorMessage } = await fleet.status(uuid);
				return status === "RUNNING" && /Cannot pull/.test(errorMessage);
			});
			await fleet.update(uuid, { ...imagesOf(IMAGE), registryId: 2 });
			await eventually("it runs", async () => {
				const { status, errorMessage } = await fleet.status(uuid);
				return status === "RUNNING" && !errorMessage;
			});
			await serves(2);
		});

		test("tells whoever hands it another key who it is", async () => {
			const { url } = fleet.controller.login;
			const args = ["--controller", url, "--key-file", "-"];
			const { code, text } = await finish(run(args, "whatever\n"));
			expect([code, text]).toEqual([
				1,
				expect.stringContaining(`provisioned already, as ${fleet.agent}`),
			]);
		});

		test("ends at once when it is asked to, and its containers run on", async () => {
			const before = await container();
			const began = Date.now();
			expect(await kill("SIGTERM")).toBe(0);
			expect(Date.now() - began).toBeLessThan(2_000);
			expect(await container()).toEqual(before);
		});

		test("starts what ended, and serves the configuration, without a Controller", async () => {
			await fleet.controller.close();
			const before = await container();
			await engine.stop(before.id, 1);
			await start(/cannot be reached/);
			await serves(2);
			expect((await container()).id).toBe(before.id);
		});

		test("is not deprovisioned behind the Controller's back", async () => {
			const { code, text } = await finish(run(["--deprovision"]));
			expect([code, text]).toEqual([
				1,
				expect.stringMatching(/Controller at .* cannot be reached/),
			]);
			await serves(2);
		});
	},
);
