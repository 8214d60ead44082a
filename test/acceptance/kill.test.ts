import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { apply, plan } from "../../src/engine";
import { type TestController, testController } from "../support/controllers";
import { StackFolder } from "../support/stack-folder";

jest.setTimeout(240_000);

const JITI = join(__dirname, "../../node_modules/jiti/lib/jiti-cli.mjs");
const CHILD = join(__dirname, "../support/apply-child.ts");
const COUNT = 100;

/** Small random numbers that are the same in every run. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
}

describe.each(["3.0", "3.7"] as const)(
	"killed in mid-apply on %s",
	(dialect) => {
		let controller: TestController;
		let folder: StackFolder;
		let agentUuid: string;
		const next = random(7);

		beforeAll(async () => {
			controller = await testController(dialect, { latencyMs: 15 });
			folder = new StackFolder();
			await controller.call("PUT", "/router", { host: "r.example.com" });
			const { body } = await controller.call("POST", "/iofog", {
				name: "kill-agent",
				fogType: 1,
				host: "10.0.0.1",
				routerMode: "none",
				natsMode: "none",
			});
			agentUuid = (body as { uuid: string }).uuid;
		});
		afterAll(async () => {
			folder.remove();
			await controller.close();
		});

		const write = (version: string) =>
			folder.write({
				provider: { iofog: [{ ...controller.login }] },
				terraform: {
					required_providers: {
						iofog: { source: "registry.terraform.io/fogform/iofog" },
					},
				},
				resource: {
					iofog_application: { app: { name: "kill" } },
					iofog_registry: {
						reg: {
							url: "kill.example.com",
							username: "me",
							email: "me@example.com",
						},
					},
					iofog_microservice: {
						ms: {
							count: COUNT,
							name: "ms-${count.index}",
							application: "${iofog_application.app.name}",
							agent_uuid: agentUuid,
							images: { amd64: "x:1" },
							env: { VERSION: version },
						},
					},
				},
			});

		/** Runs the command in a process of its own and kills it some time after its journal has appeared. */
		const killed = (command: string): Promise<boolean> =>
			new Promise((resolve) => {
				const child: ChildProcess = spawn(
					process.execPath,
					[JITI, CHILD, folder.dir, command],
					{ stdio: "ignore" },
				);
				const journal = () =>
					readdirSync(folder.dir).some((name) => name.endsWith(".journal"));
				const poll = setInterval(() => {
					if (!journal()) return;
					clearInterval(poll);
					setTimeout(() => child.kill("SIGKILL"), next() * 250);
				}, 5);
				child.on("exit", (_, signal) => {
					clearInterval(poll);
					resolve(signal === "SIGKILL");
				});
			});

		const live = async () => {
			const { body } = await controller.call("GET", "/application/kill");
			return (
				(
					body as {
						microservices?: { name: string; env: { value: string }[] }[];
					}
				).microservices ?? []
			);
		};

		const settle = async (destroy = false) => {
			await apply(await plan({ dir: folder.dir, skipSynth: true, destroy }));
			const after = await plan({ dir: folder.dir, skipSynth: true, destroy });
			expect(after.hasChanges).toBe(false);
		};

		it("creates: nothing twice, nothing lost, an empty plan", async () => {
			write("1");
			const kills = [];
			for (let i = 0; i < 3; i++) kills.push(await killed("apply"));
			// The test means nothing where every run had ended before it was killed.
			expect(kills).toContain(true);
			await settle();
			const names = (await live()).map((m) => m.name);
			expect(names).toHaveLength(COUNT);
			expect(new Set(names).size).toBe(COUNT);
			const { body } = await controller.call("GET", "/registries");
			const own = (body as { registries: { url: string }[] }).registries.filter(
				(r) => r.url === "kill.example.com",
			);
			expect(own).toHaveLength(1);
		});

		it("updates: all done in the end", async () => {
			write("2");
			await killed("apply");
			await settle();
			expect(new Set((await live()).map((m) => m.env[0]?.value))).toEqual(
				new Set(["2"]),
			);
		});

		it("destroys: nothing left", async () => {
			await killed("destroy");
			await settle(true);
			expect(await live()).toEqual([]);
			expect(folder.state.resources).toEqual([]);
		});
	},
);
