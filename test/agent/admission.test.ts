import {
	type DevController,
	startDevController,
} from "../../src/dev-controller";
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

describeWithEngine(["3.0", "3.7"] as const)(
	"an agent that Controller %s lets in, or does not",
	(dialect: "3.0" | "3.7") => {
		const engine = testEngine();
		let dev: DevController;
		let fleet: Fleet;
		let work: Work;
		let agent: AgentProcess;
		let uuid: string;

		const args = () => ["--data", fleet.folder, "--docker", engineSocket];
		const withKey = () => ["--controller", dev.url, "--key-file", "-"];
		const newKey = async (of = fleet.agent): Promise<string> =>
			(await fleet.call("GET", `/iofog/${of}/provisioning-key`)).key;
		const row = () => dev.world.agents.get(fleet.agent);
		const handOver = async (input: string) => {
			const all = [...args(), ...withKey(), "--hand-over"];
			const child = new AgentProcess({ args: all, input });
			return [await child.end(), child.output] as const;
		};
		const anotherAgent = (name: string) =>
			fleet.call("POST", "/iofog", {
				name,
				fogType: 1,
				host: "10.0.0.2",
				routerMode: "none",
				...(dialect === "3.7" && { natsMode: "none" }),
			});
		const faults = (method: string, body?: object) =>
			fetch(`${dev.url}/__faults`, {
				method,
				headers: { "content-type": "application/json" },
				...(body && { body: JSON.stringify(body) }),
			});

		beforeAll(async () => {
			await makeImage(engine);
			dev = await startDevController({ dialect, settleMs: 30, faults: true });
			fleet = await Fleet.at(dev, dialect, testEngine);
			work = new Work(engine, fleet);
		});

		afterAll(async () => {
			await agent?.kill();
			await work.remove();
			await fleet.close();
			await dev.close();
			engine.close();
		});

		test("a key that has expired is told, and the next one is taken", async () => {
			const input = await newKey();
			const provisioning = { key: input, expires: Date.now() - 1 };
			dev.world.agents.update(row() as never, { provisioning } as never);
			agent = new AgentProcess({ args: [...args(), ...withKey()], input });
			expect(await agent.end()).toBe(1);
			expect(agent.output).toMatch(
				/provisioning key has expired; get a new one from the Controller/,
			);
			agent = new AgentProcess({
				args: [...args(), ...withKey()],
				input: await newKey(),
			});
			await agent.says(/is provisioned/);
			[uuid] = (await fleet.deploy("shop", [
				{ ...imagesOf(IMAGE), config: '{"n":1}' },
			])) as [string];
			await work.serves(uuid, 1);
		});

		test("an agent whose Controller fails for a while takes no other agent's key", async () => {
			const other = await anotherAgent("stranger");
			const match = { path: "/agent/(config/changes|status)" };
			await faults("POST", { match, kind: "500", times: 1_000 });
			await agent.says(/A fault that was asked for/);
			expect(await handOver(await newKey(other.uuid))).toEqual([
				1,
				expect.stringContaining(`provisioned already, as ${fleet.agent}`),
			]);
			// The key was not even tried.
			expect(dev.world.agents.get(other.uuid)?.provisioning).toBeTruthy();
			await faults("DELETE");
			await agent.says(/The Controller answers again/);
		});

		test("an agent whose credentials are not known any more keeps what runs, and gets new ones", async () => {
			const before = await work.container(uuid);
			const old = dev.world.credentials.get(fleet.agent);
			dev.world.credentials.remove(old as never);
			await agent.says(/\(401\).* All that runs is left as it is/);
			await fleet.update(uuid, { config: '{"n":2}' });
			const other = await anotherAgent("other");
			expect(await handOver(await newKey(other.uuid))).toEqual([
				1,
				expect.stringContaining(`The key is of another agent, ${other.uuid}`),
			]);
			expect(await handOver(await newKey())).toEqual([
				0,
				expect.stringContaining(`The agent ${fleet.agent} is provisioned`),
			]);
			await work.serves(uuid, 2);
			expect(await work.container(uuid)).toEqual(before);
			await work.told(uuid, "RUNNING");
		});
	},
);
