import { TerraformOutput, type TerraformStack, TerraformVariable } from "cdktf";
import { DockerEngine, MicroserviceImage } from "fogform/docker";
import { removeImages } from "../../support/docker-calls";
import {
	DOCKER_PROVIDER,
	DockerProject,
	describeDockerStacks,
} from "../../support/docker-project";
import { noRegistry, PrivateRegistry } from "../../support/private-registry";

jest.setTimeout(240_000);

const reason = noRegistry();
if (reason) console.log(`skipped: images of a private registry, as ${reason}`);

(reason ? describe.skip : describe)("an image of a microservice", () =>
	describeDockerStacks("is built and pushed", () => {
		let registry: PrivateRegistry;
		let project: DockerProject;
		const password = () => ({ TF_VAR_password: registry.password });

		beforeAll(async () => {
			registry = await PrivateRegistry.open();
			project = new DockerProject(password());
			project.write("web/Dockerfile", "FROM scratch\nCOPY page /page\n");
			project.write("web/page", "one");
			project.write("web/notes.txt", "not in the image");
			project.write("web/.dockerignore", "*.txt\n");
		});

		afterAll(async () => {
			project.remove();
			await registry.remove();
			await removeImages(`${registry.host}/`);
		});

		const image =
			(
				name: string,
				more: { keepRemotely?: boolean; keepLocally?: boolean } = {},
			) =>
			(stack: TerraformStack) => {
				const variable = new TerraformVariable(stack, "password", {
					sensitive: true,
				});
				variable.addOverride("ephemeral", true);
				const push = new DockerEngine(stack, "push", {
					alias: "push",
					version: DOCKER_PROVIDER,
					registryAuth: [
						{
							// Plain HTTP has to be said: the provider asks for the digest over HTTPS otherwise.
							address: `http://${registry.host}`,
							username: registry.username,
							password: variable.stringValue,
						},
					],
				});
				const made = new MicroserviceImage(stack, "image", {
					name: `${registry.host}/${name}`,
					context: `${project.dir}/web`,
					provider: push,
					...more,
				});
				new TerraformOutput(stack, "reference", { value: made.reference });
				new TerraformOutput(stack, "digest", { value: made.digest });
			};

		test("with a tag that follows its content, planned again it is empty, and old ones stay", async () => {
			project.synth({ web: image("shop/web") });
			await project.apply("web");
			const { reference, digest } = await project.outputs("web");
			expect(reference).toMatch(/^127\.0\.0\.1:\d+\/shop\/web:[0-9a-f]{16}$/);
			expect(digest).toMatch(/\/shop\/web@sha256:[0-9a-f]{64}$/);
			expect(await registry.tags("shop/web")).toEqual([
				String(reference).split(":").at(-1),
			]);
			await project.emptyPlan("web");

			project.write("web/notes.txt", "still not in the image");
			project.synth({ web: image("shop/web") });
			await project.emptyPlan("web");

			project.write("web/page", "two");
			project.synth({ web: image("shop/web") });
			expect(await project.plan("web")).toEqual({
				"docker_image.image_3F1CC214": "create-delete",
				"docker_registry_image.image_pushed_C568C6BC": "create-delete",
			});
			await project.apply("web");
			const second = await project.outputs("web");
			expect(second.reference).not.toBe(reference);
			expect(await registry.tags("shop/web")).toHaveLength(2);
			expect(project.state("web")).not.toContain(registry.password);

			await project.destroy("web");
			expect(await registry.tags("shop/web")).toHaveLength(2);
		});

		test("goes with its resource where it is not kept", async () => {
			const gone = { keepRemotely: false, keepLocally: false };
			project.synth({ gone: image("shop/gone", gone) });
			await project.apply("gone");
			expect(await registry.tags("shop/gone")).toHaveLength(1);
			await project.destroy("gone");
			expect(await registry.tags("shop/gone")).toEqual([]);
		});

		test.each([
			["wrong password", "wrong", /unauthorized|authentication required/i],
			[
				"no password",
				"",
				/unauthorized|no basic auth|authentication required/i,
			],
		])(
			"%s: it is told, and is in nothing that is printed",
			async (_, wrong, told) => {
				const other = new DockerProject({ TF_VAR_password: wrong });
				try {
					other.synth({ web: image("shop/refused") });
					const { status, text } = await other.run(
						"web",
						"apply",
						"-input=false",
						"-auto-approve",
					);
					expect([status, text]).toEqual([1, expect.stringMatching(told)]);
					expect(text).toContain(registry.host);
					expect(await registry.tags("shop/refused")).toEqual([]);
				} finally {
					other.remove();
				}
			},
		);

		test("with the registry down it is told, and pushed when it is back", async () => {
			const other = new DockerProject(password());
			try {
				other.synth({ web: image("shop/later") });
				await registry.stop();
				const { status, text } = await other.run(
					"web",
					"apply",
					"-input=false",
					"-auto-approve",
				);
				expect([status, text]).toEqual([
					1,
					expect.stringMatching(/connection refused/),
				]);
				await registry.start();
				await other.apply("web");
				expect(await registry.tags("shop/later")).toHaveLength(1);
				await other.destroy("web");
			} finally {
				other.remove();
			}
		});
	}),
);
