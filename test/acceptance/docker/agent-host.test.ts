import type { TerraformStack } from "cdktf";
import { TerraformVariable } from "cdktf";
import {
	Application,
	IofogProvider,
	Microservice,
	Registry,
	Router,
} from "fogform";
import {
	AgentHosts,
	type AgentHostsConfig,
	ControllerHost,
	DockerEngine,
} from "fogform/docker";
import { IMAGE, makeImage, testEngine } from "../../agent/support/engine";
import { eventually } from "../../agent/support/fleet";
import {
	dockerCall,
	engineSocket,
	freePort,
	inspect,
	remains,
} from "../../support/docker-calls";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
} from "../../support/docker-project";
import { makeNodeSlim } from "../../support/node-slim";

jest.setTimeout(300_000);

const EMAIL = "first@example.com";
const PASSWORD = "never-logged-31";

type Labels = Readonly<Record<string, string>>;

describeDockerStacks("edge hosts as containers", () => {
	beforeAll(async () => {
		await makeNodeSlim(engineSocket);
		const engine = testEngine();
		await makeImage(engine);
		engine.close();
	});

	describe.each(["3.0", "3.7"] as const)("with a Controller %s", (dialect) => {
		const id = `${dialect.replace(".", "")}-${process.pid}`;
		// Other tests run the same program at the same time.
		const image = `fogform-test/hosts:${id}`;
		const agents = new Set<string>();
		const first = `fogform-edge${id}-01`;
		let project: DockerProject;
		let port: number;

		const stack =
			(n: number, hosts: Partial<AgentHostsConfig> = {}) =>
			(stack: TerraformStack) => {
				const password = new TerraformVariable(stack, "password", {
					sensitive: true,
				});
				new DockerEngine(stack, "docker", { version: DOCKER_PROVIDER });
				const controller = new ControllerHost(stack, "controller", {
					name: `c${id}`,
					dialect,
					port,
					user: { email: EMAIL, password },
				});
				new IofogProvider(stack, "iofog", {
					url: controller.url,
					email: EMAIL,
					password,
				});
				new Router(stack, "router", { host: "router.example" });
				const edges = new AgentHosts(stack, "edges", {
					name: `edge${id}-{nn}`,
					count: 2,
					controller,
					removeVolumesOnDestroy: true,
					agent: { changeFrequency: 1, statusFrequency: 2 },
					...hosts,
				});
				const application = new Application(stack, "shop", { name: "shop" });
				edges.hosts.forEach((host, index) => {
					new Microservice(stack, `web${index}`, {
						name: `web${index}`,
						application,
						agent: host.agent,
						registry: Registry.FROM_CACHE,
						image,
						config: { n },
						volumes: [
							{
								host: `data${id}-${index}`,
								container: "/data",
								...(dialect === "3.7" && { type: "volume" }),
							},
						],
					});
				});
			};

		const running = async () => {
			const list: { Id: string; Image: string; Labels: Labels }[] =
				await dockerCall("GET", "/containers/json");
			const ours = list.filter(({ Image }) => Image === image);
			for (const { Labels } of ours) agents.add(Labels["iofog-uuid"] ?? "");
			return ours.map(({ Id }) => Id).sort();
		};
		const serve = (n: number) =>
			eventually(`both serve ${n}`, async () => {
				const ids = await running();
				const numbers = await Promise.all(
					ids.map(async (container) => {
						const { NetworkSettings } = await inspect(container);
						const [network] = Object.values(NetworkSettings.Networks) as {
							IPAddress: string;
						}[];
						const answer = await fetch(`http://${network?.IPAddress}:8080/`);
						return ((await answer.json()) as { config: { n: number } }).config
							.n;
					}),
				);
				return numbers.length === 2 && numbers.every((each) => each === n)
					? ids
					: undefined;
			});

		beforeAll(async () => {
			const [repo, tag] = image.split(":");
			await dockerCall("POST", `/images/${IMAGE}/tag?repo=${repo}&tag=${tag}`);
			project = new DockerProject({ TF_VAR_password: PASSWORD });
			port = await freePort();
		});

		afterAll(async () => {
			if (await inspect(`fogform-c${id}`)) await project.destroy("main");
			project.remove();
			await dockerCall("DELETE", `/images/${image}`);
		});

		test("they are created with a Controller and microservices in one run, and planned again empty", async () => {
			project.synth({ main: stack(1) });
			await project.apply("main");
			await serve(1);
			await project.emptyPlan("main");

			const { Config, HostConfig, State, Mounts } = await inspect(first);
			expect(State.Health.Status).toBe("healthy");
			expect(HostConfig.RestartPolicy.Name).toBe("unless-stopped");
			expect(HostConfig.LogConfig.Config).toEqual({
				"max-size": "10m",
				"max-file": "3",
			});
			expect(Config.Labels).toMatchObject({
				"fogform.role": "agent",
				"fogform.agent": `edge${id}-01`,
			});
			expect(JSON.stringify(Config)).not.toMatch(/key|token/i);
			const data = Mounts.find((m: { Name?: string }) => m.Name === first);
			expect(data.Destination).toBe(data.Source);
		});

		test("a changed configuration reaches the programs, and nothing restarts", async () => {
			const before = await running();
			project.synth({ main: stack(2) });
			await project.apply("main");
			expect(await serve(2)).toEqual(before);
		});

		test("agents are replaced, and no microservice restarts", async () => {
			const before = await running();
			const agent = await inspect(first);
			project.synth({ main: stack(2, { labels: { site: "north" } }) });
			const planned = await project.plan("main");
			expect(Object.values(planned).sort()).toEqual([
				"delete-create",
				"delete-create",
			]);
			await project.apply("main");
			const now = await inspect(first);
			expect(now.Id).not.toBe(agent.Id);
			expect(now.Config.Labels).toMatchObject({ site: "north" });
			project.synth({ main: stack(3, { labels: { site: "north" } }) });
			await project.apply("main");
			expect(await serve(3)).toEqual(before);
			await project.emptyPlan("main");
		});

		test("one more leaves the others alone, one less goes without remains", async () => {
			const before = await running();
			const more = { labels: { site: "north" }, count: 3 };
			project.synth({ main: stack(3, more) });
			expect(Object.values(await project.plan("main"))).not.toContain(
				"delete-create",
			);
			await project.apply("main");
			const grown = await eventually("three run", async () => {
				const ids = await running();
				return ids.length === 3 && ids;
			});
			expect(grown).toEqual(expect.arrayContaining(before));
			project.synth({ main: stack(3, { ...more, count: 2 }) });
			await project.apply("main");
			expect(await running()).toEqual(before);
			expect(await remains(new RegExp(`edge${id}-03|data${id}-2`))).toEqual([]);
		});

		test("they are destroyed without remains, named volumes among them", async () => {
			expect(await remains(new RegExp(`data${id}`))).toHaveLength(2);
			await project.destroy("main");
			expect(agents.size).toBe(3);
			expect(await remains(new RegExp([id, ...agents].join("|")))).toEqual([]);
			expect(await running()).toEqual([]);
		});
	});
});
