import { join } from "node:path";
import type { Engine } from "../../../src/docker";
import { engineSocket, testEngine } from "../../agent/support/engine";
import { eventually } from "../../agent/support/fleet";
import { freePort, removeImages } from "../../support/docker-calls";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
} from "../../support/docker-project";
import { installInfraRepo } from "../../support/infra-repo";
import { makeNodeSlim } from "../../support/node-slim";
import { noRegistry, PrivateRegistry } from "../../support/private-registry";
import { makeRegistryImage } from "../../support/registry-image";

jest.setTimeout(600_000);

const STACKS = ["agent-hosts", "agents", "controller", "registry", "shop"];
const CLI = join(__dirname, "../../../lib/cli/main.js");

const installed = installInfraRepo();
if ("reason" in installed)
	console.log(`skipped: cdktf deploy '*', as ${installed.reason}`);
const cdktf =
	"modules" in installed ? join(installed.modules, ".bin/cdktf") : undefined;

const reason = noRegistry();
if (reason) console.log(`skipped: the stacks of stacks/, as ${reason}`);

const says = (url: unknown, greeting: string) =>
	eventually(`${url} says ${greeting}`, async () => {
		const answer = await fetch(String(url));
		return (await answer.text()) === `${greeting}\n`;
	});

(reason ? describe.skip : describe)("the stacks of stacks/", () =>
	describeDockerStacks("are deployed", () => {
		let registry: PrivateRegistry;
		let engine: Engine;
		let project: DockerProject;
		const prefix = `t${process.pid}-`;

		/** Names of everything on the engine that carries this test's prefix. */
		const remains = async () => {
			const found: string[] = [];
			for (const path of ["/containers/json?all=1", "/networks", "/volumes"])
				await engine.lines("GET", path, {}, (answer) => {
					const text = JSON.stringify(answer);
					found.push(
						...(text.match(new RegExp(`fogform-${prefix}[\\w-]+`, "g")) ?? []),
					);
				});
			return [...new Set(found)];
		};

		beforeAll(async () => {
			await makeNodeSlim(engineSocket);
			await makeRegistryImage(engineSocket);
			registry = await PrivateRegistry.open();
			engine = testEngine();
		});

		afterAll(async () => {
			engine.close();
			await registry.remove();
			await removeImages(`${registry.host}/`);
		});

		const newProject = () => {
			const made = new DockerProject();
			made.copy("", "cdktf.json", "stacks");
			return made;
		};

		/** Changes the environment, and synthesizes. */
		const synth = (env: NodeJS.ProcessEnv) => {
			Object.assign(project.env, env);
			return project.synthProgram();
		};

		async function settings(dialect: string): Promise<NodeJS.ProcessEnv> {
			return {
				EDGE_PREFIX: prefix,
				EDGE_DIALECT: dialect,
				EDGE_DOCKER_PROVIDER: DOCKER_PROVIDER,
				EDGE_CONTROLLER_PORT: String(await freePort()),
				TF_VAR_password: "till-Password1",
			};
		}

		afterEach(async () => {
			expect(await remains()).toEqual([]);
			await removeImages(`127.0.0.1:${project.env.EDGE_REGISTRY_PORT}/`);
			project.remove();
		});

		test("one after the other by Terraform, with Controller 3.0; planned again they are empty; destroyed, nothing remains", async () => {
			project = newProject();
			const order = synth({
				...(await settings("3.0")),
				EDGE_REGISTRY: registry.host,
				EDGE_REGISTRY_USER: registry.username,
				TF_VAR_registry_password: registry.password,
			});
			expect([...order].sort()).toEqual(STACKS);
			try {
				for (const stack of order) await project.apply(stack);
				const urls = Object.values(await project.outputs("shop"));
				for (const url of urls) await says(url, "Good morning");
				for (const stack of order) await project.emptyPlan(stack);

				synth({ EDGE_GREETING: "Good evening" });
				const planned = await project.plan("shop");
				expect(Object.values(planned)).toEqual(["update", "update"]);
				await project.apply("shop");
				for (const url of urls) await says(url, "Good evening");

				for (const stack of order)
					for (const secret of ["till-Password1", registry.password])
						expect(project.state(stack)).not.toContain(secret);
			} finally {
				for (const stack of [...order].reverse()) await project.destroy(stack);
			}
		});

		(cdktf ? test : test.skip)(
			"all at once by cdktf, with Controller 3.7 and a registry of their own; the engine plans its own and leaves the others out",
			async () => {
				project = newProject();
				const port = String(await freePort());
				synth({ ...(await settings("3.7")), EDGE_REGISTRY_PORT: port });
				const deploy = (what: string) =>
					project.program(cdktf as string, what, "*", "--auto-approve");
				const fogform = (...args: string[]) =>
					project.program(process.execPath, CLI, ...args);
				const early = await fogform("plan");
				expect(early.text).toContain("cdktf deploy controller");
				expect(early.status).toBe(1);
				try {
					expect(await deploy("deploy")).toMatchObject({ status: 0 });
					for (const url of Object.values(await project.outputs("shop")))
						await says(url, "Good morning");
					const plan = await fogform("plan");
					expect(plan.text).toContain("No changes.");
					expect(plan.text.match(/Left out, because/g)).toHaveLength(1);
					expect(plan.text).toContain(
						"cdktf deploy controller agent-hosts registry",
					);
					expect(await fogform("drift")).toMatchObject({ status: 0 });
					const named = await fogform("plan", "registry");
					expect(named.text).toContain("cdktf deploy");
					expect(named.status).toBe(1);
				} finally {
					expect(await deploy("destroy")).toMatchObject({ status: 0 });
				}
			},
		);
	}),
);
