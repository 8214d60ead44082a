import { type SetUpAgent, setUpAgent } from "../support/agent";
import { makeProject, type Project } from "./support/project";
import { ref } from "./support/stacks";

jest.setTimeout(60_000);

describe.each(["3.0", "3.7"] as const)(
	"status on a Controller %s",
	(dialect) => {
		let project: Project;
		let device: SetUpAgent;

		const microservice = (name: string, application: string) => ({
			name,
			application: ref(`iofog_application.${application}.name`),
			agent_uuid: ref("iofog_agent.edge.uuid"),
			images: { amd64: `${name}:1` },
		});
		const stack = (application: string, names: readonly string[]) => ({
			resource: {
				iofog_router: { router: { host: "router.example" } },
				...(dialect === "3.7" && {
					iofog_nats_hub: { hub: { host: "nats.example" } },
				}),
				iofog_agent: {
					edge: {
						name: `edge-${application}`,
						architecture: "amd64",
						host: "192.0.2.1",
						depends_on: [
							"iofog_router.router",
							...(dialect === "3.7" ? ["iofog_nats_hub.hub"] : []),
						],
						...(dialect === "3.7" && { nats_mode: "none" }),
					},
				},
				iofog_application: { [application]: { name: application } },
				iofog_microservice: Object.fromEntries(
					names.map((name) => [name, microservice(name, application)]),
				),
			},
		});
		const rowsOf = (name: string) =>
			project.controller.world.microservices.find((m) => m.name === name);
		const uuidOf = (name: string) => rowsOf(name)?.uuid as string;
		const log = () => ({
			"--url": project.controller.url,
			"--email": project.controller.email,
			"--password": project.controller.password,
		});
		const status = (...args: string[]) =>
			project.fogform(["status", ...args, ...Object.entries(log()).flat()]);

		beforeAll(async () => {
			project = await makeProject(dialect);
			const mill = JSON.parse(JSON.stringify(stack("mill", ["saw"])));
			delete mill.resource.iofog_router;
			delete mill.resource.iofog_nats_hub;
			delete mill.resource.iofog_agent.edge.depends_on;
			project.write({ shop: stack("shop", ["web", "db", "job"]), mill });
			for (const name of ["shop", "mill"]) {
				const done = await project.fogform(["apply", name, "--auto-approve"]);
				expect(done.err).toBe("");
			}
			const { world, url } = project.controller;
			const edge = world.agents.find((a) => a.name === "edge-shop");
			const key = { key: "k".repeat(8), expires: Date.now() + 60_000 };
			world.agents.update(edge as never, { provisioning: key } as never);
			device = await setUpAgent(url, key.key);
			await report([
				{
					id: uuidOf("web"),
					status: "RUNNING",
					containerId: "c1",
					startTime: Date.now() - 200_000,
					operatingDuration: 200_000,
					cpuUsage: 12.34,
					memoryUsage: 47_500_000,
				},
				{ id: uuidOf("db"), status: "PULLING", percentage: 45 },
				{ id: uuidOf("job"), status: "FAILED", errorMessage: "no such\nimage" },
			]);
		});
		afterAll(() => project.close());

		async function report(microservices: object[]) {
			const { status: code } = await device.call("PUT", "/status", {
				daemonStatus: "RUNNING",
				warningMessage: "HEALTHY",
				lastStatusTime: Date.now(),
				memoryUsage: 50,
				cpuUsage: 0.5,
				version: "1.2.3",
				microserviceStatus: JSON.stringify(microservices),
			});
			expect(code).toBe(204);
		}

		test("everything is shown in two tables, with what is wrong below", async () => {
			const { out, err, code } = await status();
			expect(err).toBe("");
			expect(code).toBe(0);
			const lines = out.split("\n").map((line) => line.replace(/ +/g, " "));
			expect(lines).toEqual([
				"AGENT STATE RUNNING CPU MEMORY ARCH VERSION LAST SEEN",
				expect.stringMatching(
					/^edge-mill (UNKNOWN|NOT_PROVISIONED) 0\/1 - - amd64 - never$/,
				),
				expect.stringMatching(
					/^edge-shop RUNNING 1\/3 0\.5% 47\.7MiB amd64 1\.2\.3 \ds ago$/,
				),
				"",
				"APPLICATION MICROSERVICE AGENT STATE IMAGE RESTARTS AGE CPU MEMORY LAST SEEN",
				expect.stringMatching(
					/^mill saw edge-mill QUEUED saw:1 - - - - never$/,
				),
				expect.stringMatching(
					/^shop db edge-shop PULLING 45% db:1 - - - - \ds ago$/,
				),
				expect.stringMatching(
					/^shop job edge-shop FAILED job:1 - - - - \ds ago$/,
				),
				expect.stringMatching(
					/^shop web edge-shop RUNNING web:1 - 3m2\ds 12\.3% 45\.3MiB \ds ago$/,
				),
				"",
				"shop/job: no such image",
				"",
			]);
		});

		test("JSON has a shape that stays", async () => {
			const { out, code } = await status("--json", "--watch");
			expect(code).toBe(0);
			const { format_version, controller, agents, microservices } =
				JSON.parse(out);
			expect(format_version).toBe("1.0");
			expect(controller).toEqual({
				url: project.controller.url,
				version: expect.stringMatching(/^3\./),
			});
			expect(agents[1]).toEqual({
				name: "edge-shop",
				uuid: expect.any(String),
				state: "RUNNING",
				warning: null,
				version: "1.2.3",
				architecture: "amd64",
				host: "192.0.2.1",
				microservices: { running: 1, total: 3 },
				cpu_percent: 0.5,
				memory_bytes: 50_000_000,
				last_seen: expect.stringMatching(/Z$/),
			});
			expect(microservices[3]).toEqual({
				application: "shop",
				name: "web",
				uuid: uuidOf("web"),
				agent: "edge-shop",
				agent_uuid: agents[1].uuid,
				state: "RUNNING",
				activated: true,
				health: null,
				percentage: expect.any(Number),
				error: null,
				image: "web:1",
				container_id: "c1",
				restarts: null,
				created_at: expect.stringMatching(/Z$/),
				started_at: expect.stringMatching(/Z$/),
				cpu_percent: 12.34,
				memory_bytes: 47_500_000,
				last_seen: agents[1].last_seen,
			});
			expect(microservices[0].last_seen).toBeNull();
		});

		test.each([
			["a stack", ["mill"], ["saw"]],
			["stacks by a glob", ["*l*"], ["saw"]],
			["an application", ["--application", "shop"], ["db", "job", "web"]],
			["applications by a glob", ["--application", "m*"], ["saw"]],
			["an agent", ["--agent", "edge-shop"], ["db", "job", "web"]],
			["two that contradict", ["mill", "--agent", "edge-shop"], []],
		])("%s narrows it", async (_, args, names) => {
			const { out, err } = await status(...args, "--json");
			expect(err).toBe("");
			const { microservices, agents } = JSON.parse(out);
			expect(microservices.map(({ name }: { name: string }) => name)).toEqual(
				names,
			);
			expect(agents.length).toBe(names.length > 0 ? 1 : 0);
		});

		test.each([
			["an application", ["--application", "shpo"], "No such application"],
			["an agent", ["--agent", "edgy"], "No such agent"],
			["a stack", ["shpo"], "shpo"],
			["an interval", ["--watch", "--interval", "0"], "--interval 0"],
		])("%s that is none is an error", async (_, args, text) => {
			const { out, err, code } = await status(...args);
			expect(code).toBe(1);
			expect(out).toBe("");
			expect(err).toContain(text);
		});

		test("what is stopped on purpose is no fault", async () => {
			const { world } = project.controller;
			const shop = world.applications.find(({ name }) => name === "shop");
			world.applications.update(shop as never, { isActivated: false } as never);
			const { out } = await status("--agent", "edge-shop");
			world.applications.update(shop as never, { isActivated: true } as never);
			expect(out).toMatch(/web +edge-shop +STOPPED/);
			expect(out).not.toContain("no such image");
		});

		test("it takes two calls, and one application takes no more", async () => {
			const { rows, calls } = await counted(project, ["--json"]);
			expect(rows).toBe(4);
			expect(calls.filter((path) => !/login|status/.test(path)).sort()).toEqual(
				["/application", "/iofog-list"],
			);
			const one = await counted(project, ["--json", "--application", "mill"]);
			expect(one.rows).toBe(1);
			expect(one.calls).toContain("/application/mill");
			expect(one.calls).not.toContain("/application");
		});

		async function counted({ controller }: Project, args: string[]) {
			const calls: string[] = [];
			const { createServer, request } = await import("node:http");
			const proxy = createServer((incoming, outgoing) => {
				calls.push((incoming.url ?? "").replace("/api/v3", ""));
				const onward = request(
					controller.url + incoming.url,
					{ method: incoming.method as string, headers: incoming.headers },
					(answer) => {
						outgoing.writeHead(answer.statusCode as number, answer.headers);
						answer.pipe(outgoing);
					},
				);
				incoming.pipe(onward);
			});
			await new Promise<void>((resolve) =>
				proxy.listen(0, "127.0.0.1", resolve),
			);
			const { port } = proxy.address() as { port: number };
			const { out } = await project.fogform([
				"status",
				...args,
				...Object.entries({
					...log(),
					"--url": `http://127.0.0.1:${port}`,
				}).flat(),
			]);
			proxy.closeAllConnections();
			await new Promise((resolve) => proxy.close(resolve));
			return { calls, rows: JSON.parse(out).microservices.length };
		}
	},
);

test("without agents and microservices it says so", async () => {
	const project = await makeProject("3.7");
	const { url, email, password } = project.controller;
	const { code, out, err } = await project.fogform([
		...["status", "--url", url, "--email", email, "--password", password],
	]);
	expect([code, out]).toEqual([0, ""]);
	expect(err).toContain("There are no agents and no microservices.");
	await project.close();
});
