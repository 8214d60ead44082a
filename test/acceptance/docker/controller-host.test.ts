import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { Agent, Application, IofogProvider, Router } from "fogform";
import {
	ControllerHost,
	type ControllerHostConfig,
	DockerEngine,
} from "fogform/docker";
import { connect } from "../../support/controllers";
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

describeDockerStacks("a Controller in a container", () => {
	beforeAll(() => makeNodeSlim(engineSocket));

	describe.each(["3.0", "3.7"] as const)("%s", (dialect) => {
		const name = `c${dialect.replace(".", "")}-${process.pid}`;
		let project: DockerProject;
		let port: number;

		const stack =
			(more: Partial<ControllerHostConfig> = {}) =>
			(stack: TerraformStack) => {
				const password = new TerraformVariable(stack, "password", {
					sensitive: true,
				});
				new DockerEngine(stack, "docker", { version: DOCKER_PROVIDER });
				const host = new ControllerHost(stack, "controller", {
					name,
					dialect,
					port,
					user: { email: EMAIL, password },
					...more,
				});
				new IofogProvider(stack, "iofog", {
					url: host.url,
					email: EMAIL,
					password,
				});
				new Application(stack, "shop", { name: "shop" });
				new Router(stack, "router", { host: "router.example" });
				new Agent(stack, "edge", {
					name: "edge-1",
					host: "192.0.2.1",
					architecture: "amd64",
					routerMode: "none",
					...(dialect === "3.7" && { natsMode: "none" }),
				});
				new TerraformOutput(stack, "url", { value: host.url });
				new TerraformOutput(stack, "agent_url", { value: host.agentUrl });
			};
		const login = async () => {
			const url = `http://127.0.0.1:${port}`;
			return connect(
				"host",
				dialect,
				{ url, email: EMAIL, password: PASSWORD },
				async () => {},
			);
		};
		const applications = async () => {
			const { body } = await (await login()).call("GET", "/application");
			return (body as { applications: { name: string }[] }).applications.map(
				(a) => a.name,
			);
		};

		beforeAll(async () => {
			project = new DockerProject({ TF_VAR_password: PASSWORD });
			port = await freePort();
		});

		afterAll(async () => {
			if (await inspect(`fogform-${name}`)) await project.destroy("main");
			project.remove();
		});

		test("is created with its first user, used in the same run, and planned again empty", async () => {
			project.synth({ main: stack() });
			const applied = await project.apply("main");
			expect(await project.outputs("main")).toEqual({
				url: `http://127.0.0.1:${port}`,
				agent_url: `http://fogform-${name}:51121`,
			});
			expect(await applications()).toEqual(["shop"]);
			const again = await project.emptyPlan("main");

			const container = await inspect(`fogform-${name}`);
			expect(container.State.Health.Status).toBe("healthy");
			expect(container.HostConfig.PortBindings["51121/tcp"]).toEqual([
				{ HostIp: "127.0.0.1", HostPort: String(port) },
			]);
			expect(container.HostConfig.RestartPolicy.Name).toBe("unless-stopped");
			expect(container.HostConfig.LogConfig).toEqual({
				Type: "json-file",
				Config: { "max-size": "10m", "max-file": "3" },
			});
			const logs = await dockerCall(
				"GET",
				`/containers/fogform-${name}/logs?stdout=1&stderr=1`,
			);
			for (const text of [
				applied.text,
				again.text,
				project.state("main"),
				JSON.stringify(container),
				String(logs),
			])
				expect(text).not.toContain(PASSWORD);
		});

		test("keeps its data when its container is replaced, agents of its stack or not", async () => {
			const before = await inspect(`fogform-${name}`);
			project.synth({ main: stack({ labels: { team: "edge" } }) });
			await project.apply("main");
			const after = await inspect(`fogform-${name}`);
			expect(after.Config.Labels).toMatchObject({
				team: "edge",
				"fogform.role": "controller",
			});
			expect(after.Id).not.toBe(before.Id);
			expect(await applications()).toEqual(["shop"]);
			await project.emptyPlan("main");
		});

		test("is destroyed without remains", async () => {
			await project.destroy("main");
			expect(await remains(new RegExp(name))).toEqual([]);
		});
	});
});
