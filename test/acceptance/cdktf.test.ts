import { execFile } from "node:child_process";
import {
	chmodSync,
	cpSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { HOSTS, thisPlatform } from "../../src/vendor";
import {
	cleanEnvironment,
	terraformBinary,
	tofuBinary,
} from "../support/binaries";
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
	console.log(`skipped: what cdktf-cli does, as ${installed.reason}`);
const withCdktf = "reason" in installed ? describe.skip : describe;

let folder: string;
let controller: TestController;

beforeAll(async () => {
	folder = testFolder();
	if (!("modules" in installed)) return;
	copyInfraRepo(join(folder, "repo"));
	linkModules(join(folder, "repo"), installed.modules, packFogform(folder));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

afterEach(async () => {
	await controller?.close();
});

/** Runs a command of the repository in a project; standard output and error, and how it ended. */
function runIn(project: string, env: NodeJS.ProcessEnv = {}) {
	return (command: string, ...args: string[]) =>
		new Promise<{ status: number; text: string }>((resolve) =>
			execFile(
				join(folder, "repo/node_modules/.bin", command),
				args,
				{
					cwd: join(folder, project),
					env: cleanEnvironment({
						HOME: join(folder, "home"),
						CI: "1",
						// Whatever asks the network for something is refused at once.
						HTTPS_PROXY: "http://127.0.0.1:9",
						NO_COLOR: "1",
						IOFOG_CONTROLLER_URL: controller.login.url,
						IOFOG_EMAIL: controller.login.email,
						IOFOG_PASSWORD: controller.login.password,
						...env,
					}),
				},
				(error, stdout, stderr) =>
					resolve({
						status: error ? Number(error.code ?? 1) : 0,
						text: plain(stdout + stderr),
					}),
			),
		);
}

/** A text without what a terminal makes of it. */
function plain(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
	return text.replace(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, "");
}

const names = async (path: string, key: string) => {
	const { body } = await controller.call("GET", path);
	return (body as Record<string, { name: string }[]>)[key]
		?.map(({ name }) => name)
		.sort();
};
const microservices = () => names("/microservices", "microservices");
const applications = () => names("/application", "applications");
const TILLS = ["till-berlin", "till-hamburg"];

withCdktf("examples/infra-repo, offline and without flags", () => {
	const run = (command: string, ...args: string[]) =>
		runIn("repo")(command, ...args);

	test("its own tests and its type check pass", async () => {
		controller = await testController("3.0");
		const tests = await run("jest");
		expect(tests.text).toContain("Tests:       4 passed, 4 total");
		expect(await run("tsc", "--noEmit")).toEqual({ status: 0, text: "" });
	}, 600_000);

	test("what cdktf deploys is what the engine plans, and the other way round", async () => {
		controller = await testController("3.0");
		const diff = await run("cdktf", "diff");
		expect(diff.text).toContain("Plan: 6 to add, 0 to change, 0 to destroy.");
		expect(diff.status).toBe(0);

		const deploy = await run("cdktf", "deploy", "--auto-approve");
		expect(deploy.text).toContain(
			"Apply complete! Resources: 6 added, 0 changed, 0 destroyed.",
		);
		expect(deploy.status).toBe(0);
		expect(await microservices()).toEqual(TILLS);
		expect((await run("cdktf", "output")).text).toContain(
			"http://10.2.0.11:8080",
		);

		const planned = await run("fogform", "plan", "--detailed-exitcode");
		expect(planned.text).toContain("No changes.");
		expect(planned.status).toBe(0);

		const destroyed = await run("fogform", "destroy", "--auto-approve");
		expect(destroyed.status).toBe(0);
		expect(await microservices()).toEqual([]);
		const applied = await run("fogform", "apply", "--auto-approve");
		expect(applied.status).toBe(0);
		expect(await microservices()).toEqual(TILLS);

		const again = await run("cdktf", "diff");
		expect(again.text).toContain("No changes.");
		expect(again.status).toBe(0);
		const destroy = await run("cdktf", "destroy", "--auto-approve");
		expect(destroy.text).toContain("Destroy complete!");
		expect(destroy.status).toBe(0);
		expect(await microservices()).toEqual([]);
		expect(await applications()).toEqual([]);
	}, 600_000);

	(tofuBinary ? test : test.skip)(
		"OpenTofu deploys it too",
		async () => {
			controller = await testController("3.7");
			const withTofu = runIn("repo", {
				TERRAFORM_BINARY_NAME: tofuBinary?.path,
			});
			const deploy = await withTofu("cdktf", "deploy", "--auto-approve");
			expect(deploy.text).toContain("Apply complete!");
			expect(deploy.status).toBe(0);
			expect(await microservices()).toEqual(TILLS);
			const planned = await runIn("repo")("fogform", "plan");
			expect(planned.text).toContain("No changes.");
			const destroy = await runIn("repo")(
				"fogform",
				"destroy",
				"--auto-approve",
			);
			expect(destroy.status).toBe(0);
			expect(await applications()).toEqual([]);
		},
		600_000,
	);
});

withCdktf("several stacks, an alias, another provider in a mirror", () => {
	beforeAll(() => {
		const project = join(folder, "mixed");
		cpSync(join(__dirname, "../fixtures/mixed-project"), project, {
			recursive: true,
		});
		symlinkSync("../repo/node_modules", join(project, "node_modules"));
		cpSync(join(folder, "repo/cdktf.json"), join(project, "cdktf.json"));
		// Any provider will do as the other one, so it is ours under another name.
		const file = "terraform-provider-other_v1.2.3";
		for (const host of HOSTS) {
			const place = join(
				folder,
				"home/.terraform.d/plugins",
				host,
				"acme/other/1.2.3",
				thisPlatform(),
			);
			mkdirSync(place, { recursive: true });
			const program = join(
				folder,
				"repo/node_modules/fogform/lib/plugin/terraform-provider-iofog",
			);
			writeFileSync(join(place, file), readFileSync(program));
			chmodSync(join(place, file), 0o755);
		}
	});

	test.each([terraformBinary, tofuBinary].filter((b) => b !== undefined))(
		"$name deploys and destroys all of it",
		async (binary) => {
			controller = await testController("3.7");
			const run = runIn("mixed", { TERRAFORM_BINARY_NAME: binary.path });
			const deploy = await run("cdktf", "deploy", "*", "--auto-approve");
			expect(deploy.text).toMatch(/description = images from \d+/);
			expect(deploy.status).toBe(0);
			expect(await applications()).toEqual(["shop", "stock"]);
			const planned = await runIn("mixed")("fogform", "plan", "next");
			expect(planned.text).toContain("No changes.");
			const destroy = await run("cdktf", "destroy", "*", "--auto-approve");
			expect(destroy.status).toBe(0);
			expect(await applications()).toEqual([]);
		},
		600_000,
	);
});
