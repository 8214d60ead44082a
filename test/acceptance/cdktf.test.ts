import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment, terraformBinary } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import {
	copyInfraRepo,
	installInfraRepo,
	linkModules,
	packFogform,
	testFolder,
} from "../support/infra-repo";

const installed = terraformBinary
	? installInfraRepo()
	: { reason: "no terraform is on the PATH" };
if ("reason" in installed)
	console.log(`skipped: examples/infra-repo, as ${installed.reason}`);

(("reason" in installed ? describe.skip : describe) as typeof describe)(
	"examples/infra-repo, offline and without flags",
	() => {
		let folder: string;
		let controller: TestController;

		beforeAll(async () => {
			controller = await testController("3.0");
			folder = testFolder();
			copyInfraRepo(join(folder, "repo"));
			linkModules(
				join(folder, "repo"),
				(installed as { modules: string }).modules,
				packFogform(folder),
			);
		}, 60_000);

		afterAll(async () => {
			await controller?.close();
			rmSync(folder, { recursive: true, force: true });
		});

		/** Runs a command of the repository; standard output and error, and how it ended. */
		function run(command: string, ...args: string[]) {
			const env = cleanEnvironment({
				HOME: join(folder, "home"),
				CI: "1",
				// Whatever asks the network for something is refused at once.
				HTTPS_PROXY: "http://127.0.0.1:9",
				NO_COLOR: "1",
				IOFOG_CONTROLLER_URL: controller.login.url,
				IOFOG_EMAIL: controller.login.email,
				IOFOG_PASSWORD: controller.login.password,
			});
			return new Promise<{ status: number; text: string }>((resolve) => {
				const program = join(folder, "repo/node_modules/.bin", command);
				const options = { cwd: join(folder, "repo"), env };
				execFile(program, args, options, (error, stdout, stderr) =>
					resolve({
						status: error ? Number(error.code ?? 1) : 0,
						text: plain(stdout + stderr),
					}),
				);
			});
		}

		const microservices = async () => {
			const { body } = await controller.call("GET", "/microservices");
			const { microservices } = body as { microservices: { name: string }[] };
			return microservices.map(({ name }) => name).sort();
		};

		test("its own tests and its type check pass", async () => {
			const tests = await run("jest");
			expect(tests.text).toContain("Tests:       4 passed, 4 total");
			expect(await run("tsc", "--noEmit")).toEqual({ status: 0, text: "" });
		}, 120_000);

		test("diff, deploy, output; then the engine sees no changes", async () => {
			const diff = await run("cdktf", "diff");
			expect(diff.text).toContain("Plan: 6 to add, 0 to change, 0 to destroy.");
			expect(diff.status).toBe(0);

			const deploy = await run("cdktf", "deploy", "--auto-approve");
			expect(deploy.text).toContain(
				"Apply complete! Resources: 6 added, 0 changed, 0 destroyed.",
			);
			expect(deploy.status).toBe(0);
			expect(await microservices()).toEqual(["till-berlin", "till-hamburg"]);

			expect((await run("cdktf", "output")).text).toContain(
				"http://10.2.0.11:8080",
			);
			const again = await run("fogform", "plan", "--detailed-exitcode");
			expect(again.text).toContain("No changes.");
			expect(again.status).toBe(0);
			expect((await run("cdktf", "diff")).text).toContain("No changes.");
		}, 180_000);

		test("what the engine takes away and makes, Terraform takes as its own", async () => {
			expect((await run("fogform", "destroy", "--auto-approve")).status).toBe(
				0,
			);
			expect(await microservices()).toEqual([]);
			expect((await run("fogform", "apply", "--auto-approve")).status).toBe(0);
			expect(await microservices()).toEqual(["till-berlin", "till-hamburg"]);

			const diff = await run("cdktf", "diff");
			expect(diff.text).toContain("No changes.");
			expect(diff.status).toBe(0);
			const destroy = await run("cdktf", "destroy", "--auto-approve");
			expect(destroy.text).toContain("Destroy complete!");
			expect(destroy.status).toBe(0);
			expect(await microservices()).toEqual([]);
			expect((await controller.call("GET", "/application")).body).toEqual({
				applications: [],
			});
		}, 180_000);
	},
);

/** A text without what a terminal makes of it. */
function plain(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
	return text.replace(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, "");
}
