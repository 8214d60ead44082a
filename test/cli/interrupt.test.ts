import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeProject, type Project } from "./support/project";

const JITI = join(
	dirname(require.resolve("jiti/package.json")),
	"lib",
	"jiti-cli.mjs",
);
const MAIN = join(__dirname, "../../src/cli/main.ts");

const COUNT = 30;
let project: Project;
beforeEach(async () => {
	project = await makeProject("3.0", { latencyMs: 100 });
	const application: Record<string, object> = {};
	for (let i = 0; i < COUNT; i++) application[`a${i}`] = { name: `a${i}` };
	project.write({ many: { resource: { iofog_application: application } } });
});
afterEach(() => project.close());

function apply(...flags: string[]) {
	const child = spawn(
		process.execPath,
		[JITI, MAIN, "apply", "--auto-approve", ...flags],
		{
			cwd: project.folder,
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	let out = "";
	let err = "";
	const done = () => out.match(/Creation complete/g)?.length ?? 0;
	child.stdout.on("data", (chunk) => {
		out += chunk;
	});
	child.stderr.on("data", (chunk) => {
		err += chunk;
	});
	const ended = new Promise<{ code: number | null; out: string; err: string }>(
		(resolve) => child.once("close", (code) => resolve({ code, out, err })),
	);
	const reached = async (count: number) => {
		while (done() < count && child.exitCode === null)
			await new Promise((resolve) => setTimeout(resolve, 20));
	};
	return { child, ended, reached, done };
}

const live = () => project.controller.world.applications.all().length;

async function finish() {
	const { code, err } = await project.fogform(["apply", "--auto-approve"]);
	expect(err).not.toContain("Error: ");
	expect(code).toBe(0);
	expect(live()).toBe(COUNT);
	const plan = await project.fogform(["plan", "--detailed-exitcode"]);
	expect(plan.code).toBe(0);
	expect(
		readdirSync(project.folder).filter((f) => /journal|lock/.test(f)),
	).toEqual([]);
}

test("Ctrl-C once: what runs ends, the state is written, 130; the next apply goes on", async () => {
	const { child, ended, reached } = apply("--parallelism=2");
	await reached(3);
	child.kill("SIGINT");
	const { code, out, err } = await ended;
	expect(err).toContain("Interrupt received");
	expect(out).not.toContain("Apply complete!");
	expect(code).toBe(130);
	const done = out.match(/Creation complete/g)?.length ?? 0;
	expect(done).toBeLessThan(COUNT);
	// Every object that the Controller has is in the state.
	expect(live()).toBe(done);
	expect(existsSync(project.path("terraform.many.tfstate"))).toBe(true);
	const listed = await project.fogform(["state", "list"]);
	expect(listed.out.trimEnd().split("\n")).toHaveLength(done);
	await finish();
}, 120_000);

test("Ctrl-C once: what is ready to be sent, but was not, is not sent any more, and is no failure", async () => {
	const { child, ended, reached } = apply();
	await reached(1);
	child.kill("SIGINT");
	const { code, out, err } = await ended;
	expect(code).toBe(130);
	expect(out).not.toContain("failed");
	expect(err.match(/Error: .*/g)).toEqual(["Error: Interrupted"]);
	// Eight writes run at a time, and as many may have been answered and sent since the first one was.
	const done = out.match(/Creation complete/g)?.length ?? 0;
	expect(done).toBeLessThanOrEqual(20);
	expect(live()).toBe(done);
	await finish();
}, 120_000);

test("Ctrl-C twice: at once, 130, and nothing is lost", async () => {
	const { child, ended, reached } = apply("--parallelism=2");
	await reached(3);
	child.kill("SIGINT");
	await new Promise((resolve) => setTimeout(resolve, 50));
	child.kill("SIGINT");
	expect((await ended).code).toBe(130);
	await finish();
}, 120_000);

test("kill -9: the next apply goes on, nothing twice, nothing lost", async () => {
	const { child, ended, reached } = apply("--parallelism=2");
	await reached(5);
	child.kill("SIGKILL");
	await ended;
	const recovered = await project.fogform(["plan"]);
	expect(recovered.err).not.toContain("Error: ");
	await finish();
}, 120_000);
