import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Engine } from "../../src/agent";
import { provision } from "../../src/agent/controller";
import { controllerDialects } from "../support/controllers";
import {
	describeWithEngine,
	IMAGE,
	imagesOf,
	makeForeignImage,
	makeImage,
	testEngine,
} from "./support/engine";
import { eventually, Fleet } from "./support/fleet";
import { Work } from "./support/work";

jest.setTimeout(240_000);

describeWithEngine(controllerDialects().map((which) => ({ which })))(
	"an agent of Controller $which",
	({ which }: { which: ReturnType<typeof controllerDialects>[number] }) => {
		let engine: Engine;
		let fleet: Fleet;
		let work: Work;
		let uuid: string;

		const is37 = () => fleet.controller.dialect === "3.7";
		const deploy = async (application: string, part: object) => {
			const [made] = await fleet.deploy(application, [
				{ ...imagesOf(IMAGE), ...part },
			]);
			return made as string;
		};

		beforeAll(async () => {
			engine = testEngine();
			await makeImage(engine);
			fleet = await Fleet.open(which, testEngine);
			work = new Work(engine, fleet);
			await fleet.start();
		});

		afterAll(async () => {
			await fleet.daemon?.stop();
			await work.remove();
			await fleet.close();
			engine.close();
		});

		test("hands over a configuration of 60 kB", async () => {
			const text = "é".repeat(30_000);
			uuid = await deploy("large", { config: JSON.stringify({ text }) });
			await eventually("it is there", async () => {
				return (await work.ask(uuid)).config?.text === text;
			});
		});

		test("tells of an image for another architecture, and keeps what runs", async () => {
			const before = await work.container(uuid);
			await fleet.update(uuid, imagesOf(await makeForeignImage()));
			await work.told(uuid, "RUNNING", /is for \w+, and this host is \w+/);
			expect(await work.container(uuid)).toEqual(before);
			await fleet.update(uuid, imagesOf(IMAGE));
			await work.told(uuid, "RUNNING");
		});

		test("brings a program back that its configuration makes end, once that is another one", async () => {
			const crashing = await deploy("crash", { config: '{"crash":true}' });
			await eventually("its end is told", async () => {
				const { errorMessage } = await fleet.status(crashing);
				return /exit code 9/.test(errorMessage ?? "");
			});
			const its = (await work.containers()).find((c) =>
				c.Names[0]?.endsWith(crashing),
			);
			await fleet.update(crashing, { config: '{"n":1}' });
			await work.serves(crashing, 1);
			expect((await work.container(crashing)).id).toBe(its?.Id);
			await work.told(crashing, "RUNNING");
		});

		test("gives a configuration to a program on the host's network", async () => {
			const server = createServer().listen(0);
			const { port } = server.address() as AddressInfo;
			server.close();
			const host = await deploy("host", {
				config: '{"n":1}',
				env: [{ key: "PORT", value: String(port) }],
				...(is37() ? { hostNetworkMode: true } : { rootHostAccess: true }),
			});
			await work.told(host, "RUNNING");
			await eventually("it is there", async () => {
				const answer = await fetch(`http://127.0.0.1:${port}/`);
				const { config } = (await answer.json()) as { config: { n: number } };
				return config?.n === 1;
			});
			await fleet.call("DELETE", `/microservices/${host}`);
		});

		test("keeps a named volume when its microservice goes", async () => {
			const volume = `fogform-test-${Date.now()}`;
			const owner = await deploy("data", {
				volumeMappings: [
					{
						hostDestination: volume,
						containerDestination: "/data",
						accessMode: "rw",
						type: "volume",
					},
				],
			});
			await work.told(owner, "RUNNING");
			await fleet.call("DELETE", `/microservices/${owner}`);
			await eventually("it is gone", async () =>
				(await work.containers()).every((c) => !c.Names[0]?.endsWith(owner)),
			);
			const label = `iofog-uuid=${fleet.agent}`;
			expect(await engine.volumes(label)).toEqual([volume]);
			await engine.removeVolume(volume);
		});

		test("changes the files of secrets and config maps in place", async () => {
			// Controllers 3.0 have neither.
			if (!is37()) return;
			const put = (method: string, path: string, data: object) =>
				fleet.call(method, path, {
					...(method === "POST" && { name: "settings" }),
					data,
					immutable: false,
				});
			await put("POST", "/configmaps", { "a.txt": "one" });
			await fleet.call("POST", "/volumeMounts", {
				name: "files",
				configMapName: "settings",
			});
			await fleet.call("POST", "/volumeMounts/files/link", {
				fogUuids: [fleet.agent],
			});
			const volumeMapping = (source: string, target: string) => ({
				hostDestination: source,
				containerDestination: target,
				accessMode: "ro",
				type: "volumeMount",
			});
			const reader = await deploy("reader", {
				volumeMappings: [
					volumeMapping("files", "/etc/all"),
					volumeMapping("files/a.txt", "/etc/one.txt"),
				],
			});
			await work.told(reader, "RUNNING");
			const before = await work.container(reader);
			for (const text of ["one", "two", "three"]) {
				await put("PATCH", "/configmaps/settings", { "a.txt": text });
				for (const path of ["/etc/all/a.txt", "/etc/one.txt"])
					await eventually(`${path} is ${text}`, async () => {
						const answer = await work.ask(reader, `/read${path}`);
						return answer.text === text;
					});
			}
			expect(await work.container(reader)).toEqual(before);
		});

		test("tells what its engine is too old for, and leaves out what it can", async () => {
			const { ApiVersion } = await engine.version();
			// Controllers 3.0 have neither, and engines from 25 on lack nothing.
			if (!is37() || Number(ApiVersion.split(".")[1]) >= 44) return;
			const device = await deploy("device", {
				cdiDevices: ["example.com/camera=0"],
			});
			await work.told(
				device,
				"FAILED",
				/^CDI devices need Docker Engine 25 or newer; the API of this one is 1\.\d+$/,
			);
			const checked = await deploy("checked", {
				healthCheck: {
					test: ["CMD", "/node", "-e", "0"],
					interval: 1,
					startInterval: 1,
				},
			});
			await work.told(
				checked,
				"RUNNING",
				/^Note: The start interval of the health check needs Docker Engine 25/,
			);
			for (const one of [device, checked])
				await fleet.call("DELETE", `/microservices/${one}`);
		});

		test("says on its microservices that its local API cannot listen, and goes on once it can", async () => {
			await fleet.daemon?.stop();
			const network = await engine.network(`iofog-${fleet.agent}`);
			const [{ Gateway = "" } = {}] = network?.IPAM.Config ?? [];
			const other = createServer().listen(54_321, Gateway);
			await once(other, "listening");
			await fleet.start();
			await work.told(
				uuid,
				"RUNNING",
				/^Note: The local API cannot listen at .*: the port is taken/,
			);
			other.close();
			other.closeAllConnections();
			await work.told(uuid, "RUNNING");
		});

		test("says that a key is not known", async () => {
			const { url } = fleet.controller.login;
			await expect(provision(url, "nonsense", 1)).rejects.toThrow(
				/does not know this provisioning key; get a new one/,
			);
		});

		test("says where its engine is missing, and goes on once it is back", async () => {
			await fleet.daemon?.stop();
			const missing = "/nowhere/docker.sock";
			expect(existsSync(missing)).toBe(false);
			await fleet.start(() => new Engine(missing));
			const why = /Docker Engine at \/nowhere.* is Docker installed/;
			await work.told(uuid, "UNKNOWN", why);
			expect(fleet.lines.join("\n")).toMatch(why);
			if (is37()) {
				const agent = await fleet.call("GET", `/iofog/${fleet.agent}`);
				expect(agent.daemonStatus).toBe("WARNING");
			}
			await fleet.daemon?.stop();
			await fleet.start();
			await work.told(uuid, "RUNNING");
		});
	},
);
