import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import type { Stored, Values } from "../../src/provider";
import { Driver } from "../support/driver";
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

const TYPE = "iofog_agent_provisioning";
const root = join(__dirname, "../..");
const main = join(root, "lib/cli/main.js");

describeWithEngine(["3.0", "3.7"] as const)(
	"the provisioning of an agent in a container, with Controller %s",
	(which: "3.0" | "3.7") => {
		const engine = testEngine();
		const container = `fogform-test-agent-${which.replace(".", "")}-${process.pid}`;
		const volume = `${container}-data`;
		let fleet: Fleet;
		let driver: Driver;
		let bridge: Server;
		let config: Values;
		let stored: Stored;

		const startContainer = async (
			command = ["/node", main, "agent", "--data", "/data"],
		) => {
			const spec = {
				Image: IMAGE,
				Cmd: command,
				Env: ["HOME=/tmp"],
				Labels: { "iofog-uuid": fleet.agent },
				HostConfig: {
					ExtraHosts: ["controller:host-gateway"],
					Binds: [
						`${root}:${root}:ro`,
						`${volume}:/data`,
						`${engineSocket}:/var/run/docker.sock`,
					],
				},
			};
			await removeContainer();
			await engine.start(await engine.create(container, spec, ""));
		};
		const removeContainer = async () => engine.remove(container);
		const ofAgent = () => engine.containers(`iofog-uuid=${fleet.agent}`);
		const microservice = async () =>
			(await ofAgent()).find(
				({ Names, State }) =>
					Names[0]?.startsWith("/iofog_") && State === "running",
			)?.Id;
		const agentStatus = async () =>
			(await fleet.call("GET", `/iofog/${fleet.agent}`)).daemonStatus;

		beforeAll(async () => {
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
			driver = new Driver(fleet.controller);
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
			config = {
				agent_uuid: fleet.agent,
				container,
				docker_host: `unix://${engineSocket}`,
				kind: "dev",
				controller_url: `http://controller:${(bridge.address() as AddressInfo).port}`,
			};
		});

		afterAll(async () => {
			for (const { Id } of await ofAgent()) await engine.remove(Id);
			for (const name of await engine.networks(`iofog-uuid=${fleet.agent}`))
				await engine.removeNetwork(name);
			await engine.removeVolume(volume);
			bridge.close();
			driver.close();
			engine.close();
			await fleet.close();
		});

		const failure = (config: Values) =>
			driver.put(TYPE, config).then(
				() => "no error",
				(error: Error) => error.message,
			);

		test("says what is wrong before a key is made", async () => {
			expect(await failure({ ...config, docker_host: "/no/such.sock" })).toBe(
				"Docker Engine not reachable: The Docker Engine at /no/such.sock cannot be reached: there is no such socket: is Docker installed and running?",
			);
			expect(await failure(config)).toContain(
				`Container not found: There is no container "${container}"`,
			);
			await startContainer(["/node", "-e", "process.exit(3)"]);
			await eventually(
				"it has ended",
				async () => !(await engine.inspect(container)).State.Running,
			);
			expect(await failure(config)).toContain("it ended with exit code 3");
			await removeContainer();
			expect(await agentStatus()).not.toBe("RUNNING");
		});

		test("says what a container says that has no agent", async () => {
			await startContainer(["/node", "-e", "setInterval(() => {}, 1000)"]);
			const said = await failure(config);
			expect(said).toContain("Agent refused");
			expect(said).toContain('agent of kind "dev"');
			await removeContainer();
		});

		test("brings the agent into the fleet, and the key is nowhere", async () => {
			await startContainer();
			stored = await driver.put(TYPE, config);
			expect(await agentStatus()).toBe("RUNNING");
			expect(await driver.changes(TYPE, config, stored)).toEqual([]);
			const seen = JSON.stringify([stored, await engine.inspect(container)]);
			expect(seen).not.toMatch(/key.?file|[A-Z]{12}/);
			expect(await driver.read(TYPE, stored)).toEqual(stored);
		});

		test("may be made again, as after a run that was killed", async () => {
			expect((await driver.put(TYPE, config)).state).toEqual(stored.state);
		});

		test("stays while the container is replaced, and no microservice restarts", async () => {
			await fleet.deploy("shop", [imagesOf(IMAGE)]);
			const before = await eventually("it runs", microservice);
			await removeContainer();
			await startContainer();
			stored = await driver.put(
				TYPE,
				{ ...config, container, data_folder: "/data" },
				stored,
			);
			await eventually(
				"the agent is back",
				async () => (await agentStatus()) === "RUNNING",
			);
			expect(await microservice()).toBe(before);
			expect(await driver.read(TYPE, stored)).toEqual(stored);
		});

		test("another agent is not given the same container", async () => {
			const other = await fleet.call("POST", "/iofog", {
				name: `other-${Date.now()}`,
				fogType: 1,
				host: "10.0.0.2",
				routerMode: "none",
				...(which === "3.7" && { natsMode: "none" }),
			});
			const said = await failure({ ...config, agent_uuid: other.uuid });
			expect(said).toContain("Container belongs to another agent");
			expect(said).toContain(fleet.agent);
			await fleet.call("DELETE", `/iofog/${other.uuid}`);
		});

		test("is imported", async () => {
			const id = `${fleet.agent}/${container}@unix://${engineSocket}`;
			const imported = await driver.import(TYPE, id);
			expect(await driver.changes(TYPE, config, imported)).toEqual([
				"controller_url",
			]);
			await expect(driver.import(TYPE, fleet.agent)).rejects.toThrow(
				"names no container",
			);
		});

		test("cannot be ended while the container is stopped, unless nothing shall be cleaned up", async () => {
			await engine.stop(container, 5);
			await expect(driver.remove(TYPE, stored)).rejects.toThrow(
				/so that its agent cannot leave the fleet.*\n.*docker start/,
			);
			const skipped = {
				...stored,
				state: { ...stored.state, skip_cleanup: true },
			};
			await driver.remove(TYPE, skipped);
			expect(await ofAgent()).not.toHaveLength(1);
			await engine.start(container);
		});

		test("ends with the agent out of the fleet and nothing of it left", async () => {
			expect(await microservice()).toBeDefined();
			await driver.remove(TYPE, stored);
			const left = (await ofAgent()).map(({ Names }) => Names[0]);
			expect(left).toEqual([`/${container}`]);
			expect(await engine.networks(`iofog-uuid=${fleet.agent}`)).toEqual([]);
			expect(await driver.read(TYPE, stored)).toBeNull();
			// Once more, as after a run that was killed.
			await driver.remove(TYPE, stored);
			await removeContainer();
			await driver.remove(TYPE, stored);
		});
	},
);
