import { deprovisionAgent, type Engine, Store } from "../../src/agent";
import { controllerDialects } from "../support/controllers";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeImage,
	OTHER_IMAGE,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";

jest.setTimeout(240_000);

describeWithEngine(controllerDialects().map((which) => ({ which })))(
	"an agent of Controller $which",
	({ which }: { which: ReturnType<typeof controllerDialects>[number] }) => {
		let engine: Engine;
		let fleet: Fleet;
		let uuid: string;
		let other: string;

		const mine = () => engine.containers(`iofog-uuid=${fleet.agent}`);
		const container = (of: string) =>
			eventually(`${of} runs`, async () => {
				const found = (await mine()).find(
					(c) => c.Names[0] === `/iofog_${of}` && c.State === "running",
				);
				const networks = Object.values(found?.NetworkSettings?.Networks ?? {});
				return found && { id: found.Id, address: networks[0]?.IPAddress };
			});
		const ask = async (of: string, path = "/") => {
			const { address } = await container(of);
			return (await fetch(`http://${address}:8080${path}`)).json();
		};
		const running = (of: string) =>
			eventually(`the Controller knows that ${of} runs`, async () => {
				const status = await fleet.status(of);
				return status.status === "RUNNING" && !status.errorMessage && status;
			});

		beforeAll(async () => {
			engine = testEngine();
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
			await fleet.start();
		});

		afterAll(async () => {
			await fleet.daemon?.stop();
			for (const { Id } of await mine()) await engine.remove(Id);
			await fleet.close();
			await engine.removeNetwork(`iofog-${fleet.agent}`).catch(() => {});
			engine.close();
		});

		test("runs a microservice, which gets its configuration", async () => {
			[uuid, other] = (await fleet.deploy("shop", [
				{
					...imagesOf(IMAGE),
					config: '{"n":1}',
					env: [{ key: "WORD", value: "a" }],
				},
				{ ...imagesOf(IMAGE), env: [{ key: "MESSAGES", value: "1" }] },
			])) as [string, string];
			const status = await running(uuid);
			const { id, address } = await container(uuid);
			expect(status.containerId).toBe(id);
			expect(status.startTime).toBeGreaterThan(Date.now() - 60_000);
			await eventually("it has its configuration", async () => {
				const { config } = await ask(uuid);
				return config?.n === 1;
			});
			expect(address).toMatch(/^\d+\./);
			await eventually("usage is reported", async () => {
				return (await fleet.status(uuid)).memoryUsage > 1_000_000;
			});
		});

		test("a changed configuration reaches the program, and its container stays", async () => {
			const before = await container(uuid);
			const began = Date.now();
			await fleet.update(uuid, { config: '{"n":2}' });
			const { at } = await eventually("it is there", async () => {
				const answer = await ask(uuid);
				return answer.config?.n === 2 && answer;
			});
			expect(at - began).toBeLessThan(1_000 + 1_500);
			expect(await container(uuid)).toEqual(before);
		});

		test("a changed environment makes a new container", async () => {
			const before = await container(uuid);
			await fleet.update(uuid, { env: [{ key: "WORD", value: "b" }] });
			await eventually("the new one runs", async () => {
				return (await container(uuid)).id !== before.id;
			});
			await eventually("it says so", async () => (await ask(uuid)).env === "b");
			await running(uuid);
			expect((await mine()).length).toBe(2);
		});

		test("an image that is not there leaves the old container running and says why", async () => {
			const before = await container(uuid);
			await fleet.update(uuid, imagesOf("fogform-test/nothing:1"));
			await eventually("it is told", async () => {
				const { status, errorMessage } = await fleet.status(uuid);
				return status === "RUNNING" && /nothing:1/.test(errorMessage);
			});
			expect((await container(uuid)).id).toBe(before.id);
			await fleet.update(uuid, imagesOf(OTHER_IMAGE));
			await running(uuid);
			expect((await container(uuid)).id).not.toBe(before.id);
		});

		test("a port that is taken leaves the old container running and says why", async () => {
			const before = await container(uuid);
			const { port } = new URL(fleet.controller.login.url);
			const ports = [{ internal: 8080, external: Number(port) }];
			await fleet.call("POST", `/microservices/${uuid}/port-mapping`, ports[0]);
			await eventually("it is told", async () => {
				const { status, errorMessage } = await fleet.status(uuid);
				return (
					status === "RUNNING" &&
					/^The port \d+ of this host is taken/.test(errorMessage)
				);
			});
			expect((await container(uuid)).id).toBe(before.id);
			await fleet.call("DELETE", `/microservices/${uuid}/port-mapping/8080`);
			// Controller 3.7.3 tells the agent nothing of that.
			await fleet.update(uuid, { env: [{ key: "WORD", value: "c" }] });
			await running(uuid);
		});

		test("a container that is removed by hand comes back", async () => {
			const before = await container(uuid);
			await engine.remove(before.id);
			await eventually("it is back", async () => {
				return (await container(uuid)).id !== before.id;
			});
			await running(uuid);
		});

		test("an agent that starts again restarts nothing", async () => {
			const before = [await container(uuid), await container(other)];
			await fleet.daemon?.stop();
			await fleet.start();
			await running(uuid);
			await fleet.update(uuid, { config: '{"n":3}' });
			await eventually("it works on", async () => {
				return (await ask(uuid)).config?.n === 3;
			});
			expect([await container(uuid), await container(other)]).toEqual(before);
		});

		test("only its own container gets a configuration", async () => {
			const network = await engine.network(`iofog-${fleet.agent}`);
			const gateway = network?.IPAM.Config?.[0]?.Gateway;
			const answer = await fetch(`http://${gateway}:54321/v2/config/get`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ id: uuid }),
			});
			expect(answer.status).toBe(403);
		});

		test("messages go where a route leads, or name NATS where there are none", async () => {
			if (fleet.controller.dialect === "3.7") {
				const { address } = await container(uuid);
				const answer = await fetch(`http://${address}:8080/send`);
				expect(await answer.text()).toMatch(/NATS/);
				return;
			}
			await fleet.call("POST", "/routes", {
				name: "r",
				application: "shop",
				from: "m0",
				to: "m1",
			});
			await eventually("a message arrives", async () => {
				await ask(uuid, "/send");
				return (await ask(other)).messages.includes("hello");
			});
		});

		test("a container that keeps ending is started again, with its exit code told", async () => {
			const [crashing] = (await fleet.deploy("crash", [
				{ ...imagesOf(IMAGE), cmd: ["/node", "-e", "process.exit(7)"] },
			])) as [string];
			await eventually("it is told", async () => {
				const { errorMessage } = await fleet.status(crashing);
				return /exit code 7/.test(errorMessage ?? "");
			});
			await fleet.call("DELETE", `/microservices/${crashing}`);
			await eventually("it is gone", async () => (await mine()).length === 2);
		});

		test("deprovisioning leaves nothing of its own and nothing foreign changed", async () => {
			const foreign = await engine.create(
				`iofog_${fleet.agent}-foreign`,
				{
					Image: IMAGE,
					Cmd: ["/node", "-e", "setTimeout(() => {}, 1e6)"],
					Labels: { "iofog-uuid": "somebody-else" },
				},
				"",
			);
			try {
				await engine.start(foreign);
				const said = await deprovisionAgent({
					store: new Store(fleet.folder),
					engine,
					version: "test",
					log: () => {},
				});
				expect(said).toMatch(/deprovisioned/);
				expect(await mine()).toEqual([]);
				expect(await engine.network(`iofog-${fleet.agent}`)).toBeUndefined();
				expect(new Store(fleet.folder).credentials()).toBeUndefined();
				expect((await engine.inspect(foreign)).State.Running).toBe(true);
			} finally {
				await engine.remove(foreign);
			}
		});
	},
);
