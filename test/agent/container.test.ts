import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { type Engine, Store } from "../../src/agent";
import type { Credentials } from "../../src/agent/credentials";
import {
	describeWithEngine,
	engineSocket,
	IMAGE,
	imagesOf,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(240_000);

const root = join(__dirname, "../..");
const main = join(root, "lib/cli/main.js");

describeWithEngine([["3.7"]] as const)(
	"fogform agent in a container, with Controller %s",
	(which: "3.7") => {
		let engine: Engine;
		let fleet: Fleet;
		let agent: string;
		let uuid: string;
		let bridge: Server;
		let work: Work;

		const startAgent = async () => {
			const spec = {
				Image: IMAGE,
				Cmd: ["/node", main, "agent", "--data", "/data"],
				Env: ["HOME=/tmp"],
				// The container's own name for itself is no id that the engine knows.
				Hostname: "edge",
				HostConfig: {
					ExtraHosts: ["controller:host-gateway"],
					Binds: [
						`${root}:${root}:ro`,
						`${fleet.folder}:/data`,
						`${engineSocket}:/var/run/docker.sock`,
					],
				},
			};
			const id = await engine.create(`fogform-test-${Date.now()}`, spec, "");
			await engine.start(id);
			return id;
		};
		beforeAll(async () => {
			engine = testEngine();
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
			work = new Work(engine, fleet);
			await fleet.start();
			await fleet.daemon?.stop();
			const { port } = new URL(fleet.controller.login.url);
			// The Controller listens on loopback, where no container reaches it.
			bridge = createServer((from) => {
				const to = connect(Number(port), "127.0.0.1");
				for (const socket of [from, to])
					socket.on("error", () => {
						from.destroy();
						to.destroy();
					});
				from.pipe(to).pipe(from);
			}).listen(0);
			await new Promise((resolve) => bridge.once("listening", resolve));
			const store = new Store(fleet.folder);
			store.saveCredentials({
				...(store.credentials() as Credentials),
				controller: `http://controller:${(bridge.address() as AddressInfo).port}`,
			});
			agent = await startAgent();
		});

		afterAll(async () => {
			await engine.remove(agent);
			await work.remove();
			bridge.close();
			await fleet.close();
			engine.close();
		});

		test("is known as iofog to its microservices", async () => {
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await work.serves(uuid, 1);
			const { NetworkSettings } = await engine.inspect(agent);
			expect(NetworkSettings.Networks).toHaveProperty(`iofog-${fleet.agent}`);
		});

		test("hands on the files of a volume mount from its data folder", async () => {
			await fleet.call("POST", "/configmaps", {
				name: "settings",
				data: { "a.txt": "one" },
				immutable: false,
			});
			await fleet.call("POST", "/volumeMounts", {
				name: "files",
				configMapName: "settings",
			});
			await fleet.call("POST", "/volumeMounts/files/link", {
				fogUuids: [fleet.agent],
			});
			const [reader] = (await fleet.deploy("reader", [
				{
					...imagesOf(IMAGE),
					volumeMappings: [
						{
							hostDestination: "files",
							containerDestination: "/etc/files",
							accessMode: "ro",
							type: "volumeMount",
						},
					],
				},
			])) as [string];
			await work.told(reader, "RUNNING");
			await eventually("the file is there", async () => {
				const { text } = await work.ask(reader, "/read/etc/files/a.txt");
				return text === "one";
			});
			await fleet.call("DELETE", `/microservices/${reader}`);
			await eventually("its container is gone", async () =>
				(await work.containers()).every(
					({ Names }) => Names[0] !== `/iofog_${reader}`,
				),
			);
		});

		test("may be replaced by another one, and no microservice restarts", async () => {
			const probe = createServer().listen(0);
			const { port } = probe.address() as AddressInfo;
			probe.close();
			const [onHost] = (await fleet.deploy("host", [
				{
					...imagesOf(IMAGE),
					hostNetworkMode: true,
					config: '{"n":1}',
					env: [{ key: "PORT", value: String(port) }],
				},
			])) as [string];
			await work.told(onHost, "RUNNING");
			const hostServes = (n: number) =>
				eventually(`it serves ${n} on the host`, async () => {
					const answer = await fetch(`http://127.0.0.1:${port}/`);
					const { config } = (await answer.json()) as { config: { n: number } };
					return config?.n === n;
				});
			await hostServes(1);
			const before = (await work.containers()).map(({ Id }) => Id);
			await engine.remove(agent);
			// What comes in between could take the address that the agent had.
			const other = await engine.create(
				`fogform-test-other-${Date.now()}`,
				{
					Image: IMAGE,
					Cmd: ["/node", "-e", "setTimeout(() => {}, 1e6)"],
					HostConfig: { NetworkMode: `iofog-${fleet.agent}` },
				},
				"",
			);
			await engine.start(other);
			agent = await startAgent();
			for (const one of [uuid, onHost])
				await fleet.update(one, { config: '{"n":2}' });
			await work.serves(uuid, 2);
			await hostServes(2);
			await engine.remove(other);
			expect((await work.containers()).map(({ Id }) => Id)).toEqual(before);
		});

		test("leaves its fleet while it has only just started", async () => {
			await engine.remove(agent);
			agent = await startAgent();
			const { exitCode, output } = await eventually("it listens", async () => {
				const args = ["/node", main, "agent", "--data", "/data"];
				const done = await engine.exec(agent, {
					command: [...args, "--deprovision"],
				});
				return done.output.includes("not provisioned") ? false : done;
			});
			expect([exitCode, output]).toEqual([
				0,
				expect.stringContaining(`${fleet.agent} is deprovisioned`),
			]);
			expect(await work.containers()).toEqual([]);
			expect(await engine.network(`iofog-${fleet.agent}`)).toBeUndefined();
		});
	},
);
