import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { cleanEnvironment, terraformBinary } from "../support/binaries";
import { type TestController, testController } from "../support/controllers";
import {
	type InstalledProject,
	installedProjects,
} from "../support/installed-project";
import { runs, until } from "../support/plugin-process";

jest.setTimeout(120_000);

const COUNT = 12;
const projectFor = installedProjects();
const binary = terraformBinary;

let controller: TestController;
let project: InstalledProject;
beforeAll(async () => {
	// Slow enough for something to happen in the midst of an apply.
	controller = await testController("3.0", { latencyMs: 60 });
	if (binary) project = await projectFor(binary, controller);
});
afterAll(() => controller.close());
beforeEach(() =>
	project.main(`resource "iofog_application" "a" {
  count = ${COUNT}
  name  = "app-\${count.index}"
}`),
);
afterEach(async () => {
	for (const name of await live())
		await controller.call("DELETE", `/application/${name}`);
	project.drop(
		"terraform.tfstate",
		"terraform.tfstate.backup",
		".terraform.tfstate.lock.info",
	);
});

const live = async () => {
	const { body } = await controller.call("GET", "/application");
	const { applications } = body as { applications: { name: string }[] };
	return applications.map(({ name }) => name).sort();
};
const stored = () =>
	Object.values(project.state)
		.map(({ name }) => name)
		.sort();

/** An apply that has created some of its objects and is at work on others. */
async function underWay(): Promise<{
	terraform: ChildProcess;
	output: () => string;
	plugins: number[];
}> {
	let text = "";
	const terraform = spawn(
		binary?.path ?? "",
		["apply", "-auto-approve", "-no-color", "-parallelism=2"],
		{
			cwd: project.dir,
			env: cleanEnvironment({ TF_CLI_CONFIG_FILE: project.settings }),
			// Ctrl-C of a terminal reaches a group of processes.
			detached: true,
		},
	);
	for (const stream of [terraform.stdout, terraform.stderr])
		stream?.on("data", (chunk: Buffer) => {
			text += chunk;
		});
	const going = await until(
		() => (text.match(/Creation complete/g)?.length ?? 0) >= 3,
	);
	if (!going) throw new Error(`nothing was created: ${text}`);
	return { terraform, output: () => text, plugins: childrenOf(terraform.pid) };
}

function childrenOf(pid = 0): number[] {
	return execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
		.split("\n")
		.flatMap((line) => {
			const [, child, parent, args] =
				/^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
			return Number(parent) === pid &&
				args?.includes("terraform-provider-iofog")
				? [Number(child)]
				: [];
		});
}

const sockets = (pids: readonly number[]) =>
	readdirSync(tmpdir()).filter((name) =>
		pids.some((pid) => name.startsWith(`iofog-${pid}-`)),
	);

/** Every object that is live and not in the state is refused, with the command that imports it, and then it goes on. */
async function settled(): Promise<void> {
	const lost = (await live()).filter((name) => !stored().includes(name));
	const said = (await project.said("apply")).filter(
		(d) => d.severity === "error",
	);
	expect(said.map((d) => d.summary)).toEqual(
		lost.map(() => "Object exists already"),
	);
	for (const { address = "", detail } of said) {
		const [, id = ""] = /terraform import \S+ (\S+)/.exec(detail) ?? [];
		expect(lost).toContain(id);
		await project.good("import", "-input=false", address, id);
	}
	await project.apply();
	expect((await project.emptyPlan()).status).toBe(0);
	expect(await live()).toHaveLength(COUNT);
}

(binary ? describe : describe.skip)(`with ${binary?.name}`, () => {
	test("a plugin that is killed in mid-apply", async () => {
		const { terraform, output, plugins } = await underWay();
		expect(plugins).toHaveLength(1);
		process.kill(plugins[0] as number, "SIGKILL");
		await once(terraform, "close");
		// Whichever Terraform sees first: that the connection broke, or that the process ended.
		expect(output()).toMatch(
			/Error: (Plugin did not respond|Request cancelled)/,
		);
		expect(tainted()).toEqual([]);
		await settled();
	});

	test("a Terraform that is killed in mid-apply takes its plugin with it", async () => {
		const { terraform, plugins } = await underWay();
		terraform.kill("SIGKILL");
		await once(terraform, "close");
		expect(await until(() => !plugins.some(runs))).toBe(true);
		expect(sockets(plugins)).toEqual([]);
		project.drop(".terraform.tfstate.lock.info");
		expect(tainted()).toEqual([]);
		await settled();
	});

	test("Ctrl-C ends the apply between calls: all that was made is in the state", async () => {
		const { terraform, output, plugins } = await underWay();
		process.kill(-(terraform.pid as number), "SIGINT");
		await once(terraform, "close");
		expect(output()).toMatch(/Interrupt received/);
		expect(output()).not.toMatch(/panic|Plugin did not respond/);
		expect(stored()).toEqual(await live());
		expect(stored().length).toBeLessThan(COUNT);
		expect(tainted()).toEqual([]);
		expect(await until(() => !plugins.some(runs))).toBe(true);
		expect(sockets(plugins)).toEqual([]);
		await project.apply();
		expect((await project.emptyPlan()).status).toBe(0);
	});

	test("SIGTERM to the plugin ends it without a trace", async () => {
		const { terraform, plugins } = await underWay();
		process.kill(plugins[0] as number, "SIGTERM");
		await once(terraform, "close");
		expect(plugins.some(runs)).toBe(false);
		expect(sockets(plugins)).toEqual([]);
		await settled();
	});

	test("two at a time in two folders do not disturb one another", async () => {
		const other = await projectFor(binary as never, controller);
		other.main(
			'resource "iofog_application" "b" {\n  count = 6\n  name = "other-${count.index}"\n}',
		);
		await Promise.all([project.apply(), other.apply()]);
		for (const each of [project, other])
			expect((await each.emptyPlan()).status).toBe(0);
		expect(await live()).toHaveLength(COUNT + 6);
		await other.destroy();
	});
});

/** Resource instances that Terraform would replace. */
function tainted(): unknown[] {
	const { resources } = JSON.parse(
		readFileSync(`${project.dir}/terraform.tfstate`, "utf8"),
	) as { resources: { instances: { status?: string }[] }[] };
	return resources.flatMap(({ instances }) =>
		instances.filter(({ status }) => status !== undefined),
	);
}
