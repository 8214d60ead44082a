import { createServer } from "node:net";
import type { Engine } from "../../../src/docker";
import { engineSocket, testEngine } from "../../agent/support/engine";
import { eventually } from "../../agent/support/fleet";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
	removeImages,
} from "../../support/docker-project";
import { makeNodeSlim } from "../../support/node-slim";
import { noRegistry, PrivateRegistry } from "../../support/private-registry";

jest.setTimeout(600_000);

const reason = noRegistry();
if (reason) console.log(`skipped: the stacks of stacks/, as ${reason}`);

/** A port of this machine that is free now. */
const freePort = () =>
	new Promise<number>((resolve) => {
		const probe = createServer().listen(0, "127.0.0.1", () => {
			const { port } = probe.address() as { port: number };
			probe.close(() => resolve(port));
		});
	});

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
			registry = await PrivateRegistry.open();
			engine = testEngine();
		});

		afterAll(async () => {
			engine.close();
			await registry.remove();
			await removeImages(`${registry.host}/`);
		});

		test.each(["3.0", "3.7"])(
			"one after the other, with Controller %s; planned again they are empty; destroyed, nothing remains",
			async (dialect) => {
				project = new DockerProject({
					EDGE_PREFIX: prefix,
					EDGE_DIALECT: dialect,
					EDGE_DOCKER_PROVIDER: DOCKER_PROVIDER,
					EDGE_REGISTRY: registry.host,
					EDGE_REGISTRY_USER: registry.username,
					EDGE_CONTROLLER_PORT: String(await freePort()),
					TF_VAR_password: "till-Password1",
					TF_VAR_registry_password: registry.password,
				});
				const order = project.synthProgram("stacks", "main.ts");
				expect([...order].sort()).toEqual([
					"agent-hosts",
					"agents",
					"controller",
					"registry",
					"shop",
				]);
				try {
					for (const stack of order) await project.apply(stack);
					const { till_1_url: first, till_2_url: second } =
						await project.outputs("shop");
					await says(first, "Good morning");
					await says(second, "Good morning");
					for (const stack of order)
						expect([stack, await project.emptyPlan(stack)]).toMatchObject([
							stack,
							{ status: 0 },
						]);

					project.env.EDGE_GREETING = "Good evening";
					project.synthProgram("stacks", "main.ts");
					const planned = await project.plan("shop");
					expect(Object.values(planned)).toEqual(["update", "update"]);
					await project.apply("shop");
					await says(first, "Good evening");

					for (const stack of order)
						for (const secret of ["till-Password1", registry.password])
							expect(project.state(stack)).not.toContain(secret);
				} finally {
					for (const stack of [...order].reverse())
						await project.destroy(stack);
				}
				expect(await remains()).toEqual([]);
				project.remove();
			},
		);
	}),
);
