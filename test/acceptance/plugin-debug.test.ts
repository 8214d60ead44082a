import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { binaries, cleanEnvironment } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import { until } from "../support/plugin-process";
import { providerBlock, TfProject } from "../support/tf-project";

jest.setTimeout(60_000);

let child: ChildProcess;
let line = "";
let first: TestController;
let second: TestController;
const projects: TfProject[] = [];
beforeAll(async () => {
	first = await testController("3.0");
	second = await testController("3.7");
	child = spawn(
		process.execPath,
		[join(__dirname, "../../lib/cli/main.js"), "plugin", "debug"],
		{ env: cleanEnvironment(), stdio: ["ignore", "pipe", "inherit"] },
	);
	child.stdout?.on("data", (chunk: Buffer) => {
		line += chunk;
	});
	await until(() => line.includes("\n"));
});
afterAll(async () => {
	for (const project of projects) project.remove();
	await first.close();
	await second.close();
	child.kill("SIGKILL");
});

const reattach = () => /^TF_REATTACH_PROVIDERS='(.*)'\n$/.exec(line)?.[1] ?? "";

test("one line for the shell tells where it listens, for Terraform and for OpenTofu", () => {
	const how = JSON.parse(reattach());
	expect(Object.keys(how).sort()).toEqual([
		"registry.opentofu.org/fogform/iofog",
		"registry.terraform.io/fogform/iofog",
	]);
	expect(how["registry.terraform.io/fogform/iofog"]).toMatchObject({
		Protocol: "grpc",
		ProtocolVersion: 6,
		Pid: child.pid,
		Test: true,
		Addr: { Network: "unix", String: expect.stringMatching(/^\//) },
	});
});

(binaries.length > 0 ? describe : describe.skip).each(
	binaries.length > 0 ? [...binaries] : [undefined as never],
)("$name", (binary) => {
	test("attaches, with two Controllers at a time and no installation", async () => {
		const project = new TfProject(binary, first, {
			reattach: reattach(),
			attach: "",
			close() {},
		});
		projects.push(project);
		project.main(`${providerBlock(second, { alias: "edge" })}
resource "iofog_application" "here" {
  name = "here"
}
resource "iofog_application" "there" {
  provider = iofog.edge
  name     = "there"
}`);
		await project.apply();
		expect((await project.emptyPlan()).status).toBe(0);
		for (const [controller, name] of [
			[first, "here"],
			[second, "there"],
		] as const) {
			const { body } = await controller.call("GET", "/application");
			expect(
				(body as { applications: { name: string }[] }).applications.map(
					(a) => a.name,
				),
			).toEqual([name]);
		}
		await project.destroy();
	});
});

test("Ctrl-C ends it without a trace", async () => {
	const socket = JSON.parse(reattach())["registry.terraform.io/fogform/iofog"]
		.Addr.String;
	expect(existsSync(socket)).toBe(true);
	child.kill("SIGINT");
	const [code] = await once(child, "exit");
	expect(code).toBe(0);
	expect(existsSync(socket)).toBe(false);
});
