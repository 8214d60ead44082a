import { TerraformVariable } from "cdktf";
import { DockerEngine, MicroserviceImage } from "fogform/docker";
import { noOwnEngine, OwnEngine } from "../../agent/support/own-engine";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
} from "../../support/docker-project";
import { noRegistry, PrivateRegistry } from "../../support/private-registry";

jest.setTimeout(240_000);

const reason = noOwnEngine() ?? noRegistry();
if (reason) console.log(`skipped: an engine whose disk is full, as ${reason}`);

(reason ? describe.skip : describe)("an engine whose disk is full", () =>
	describeDockerStacks("builds no image", () => {
		let own: OwnEngine;
		let registry: PrivateRegistry;
		let project: DockerProject;

		beforeAll(async () => {
			own = new OwnEngine();
			await own.start();
			registry = await PrivateRegistry.open();
			project = new DockerProject({ TF_VAR_password: registry.password });
			project.write("web/Dockerfile", "FROM scratch\nCOPY page /page\n");
			project.write("web/page", "one".repeat(1_000_000));
			project.synth({
				web: (stack) => {
					const password = new TerraformVariable(stack, "password", {
						sensitive: true,
					});
					password.addOverride("ephemeral", true);
					const push = new DockerEngine(stack, "engine", {
						alias: "engine",
						version: DOCKER_PROVIDER,
						host: `unix://${own.socket}`,
						registryAuth: [
							{
								address: `http://${registry.host}`,
								username: registry.username,
								password: password.stringValue,
							},
						],
					});
					new MicroserviceImage(stack, "image", {
						name: `${registry.host}/shop/web`,
						context: `${project.dir}/web`,
						provider: push,
					});
				},
			});
		});

		afterAll(async () => {
			project?.remove();
			await registry?.remove();
			await own.close();
		});

		test("which apply tells, and builds it once there is room", async () => {
			own.fill();
			const { status, text } = await project.run(
				"web",
				"apply",
				"-input=false",
				"-auto-approve",
			);
			expect([status, text]).toEqual([
				1,
				expect.stringMatching(/no space left on device/),
			]);
			expect(await registry.tags("shop/web")).toEqual([]);
			own.makeRoom();
			await project.apply("web");
			expect(await registry.tags("shop/web")).toHaveLength(1);
			await project.destroy("web");
		});
	}),
);
