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

		const startAgent = async () => {
			const spec = {
				Image: IMAGE,
				Cmd: ["/node", main, "agent", "--data", fleet.folder],
				Env: ["HOME=/tmp"],
				HostConfig: {
					ExtraHosts: ["controller:host-gateway"],
					Binds: [
						`${root}:${root}:ro`,
						`${fleet.folder}:${fleet.folder}`,
						`${engineSocket}:/var/run/docker.sock`,
					],
				},
			};
			const id = await engine.create(`fogform-test-${Date.now()}`, spec, "");
			await engine.start(id);
			return id;
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
			engine = testEngine();
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
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
			for (const { Id } of await engine.containers(`iofog-uuid=${fleet.agent}`))
				await engine.remove(Id);
			await engine.removeNetwork(`iofog-${fleet.agent}`).catch(() => {});
			bridge.close();
			await fleet.close();
			engine.close();
		});

		test("is known as iofog to its microservices", async () => {
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await serves(1);
			const { NetworkSettings } = await engine.inspect(agent);
			expect(NetworkSettings.Networks).toHaveProperty(`iofog-${fleet.agent}`);
		});

		test("may be replaced by another one, and no microservice restarts", async () => {
			const before = await container();
			await engine.remove(agent);
			agent = await startAgent();
			await fleet.update(uuid, { config: '{"n":2}' });
			await serves(2);
			expect(await container()).toEqual(before);
		});
	},
);
