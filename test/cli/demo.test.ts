import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startDevController } from "../../src/dev-controller";
import {
	describeWithEngine,
	engineSocket,
	testEngine,
} from "../agent/support/engine";
import { makeNodeSlim } from "../support/node-slim";

const ROOT = join(__dirname, "../..");
const JITI = join(
	dirname(require.resolve("jiti/package.json")),
	"lib",
	"jiti-cli.mjs",
);

let temporary: string;
let child: ChildProcess | undefined;
beforeEach(() => {
	temporary = mkdtempSync(join(tmpdir(), "fogform-demo-test-"));
});
afterEach(() => {
	child?.kill("SIGKILL");
	rmSync(temporary, { recursive: true, force: true });
});

function demo(args: string[] = [], more: NodeJS.ProcessEnv = {}) {
	const env: NodeJS.ProcessEnv = {
		...process.env,
		TMPDIR: temporary,
		DOCKER_HOST: `unix://${engineSocket}`,
		NO_COLOR: "1",
		...more,
	};
	for (const name of Object.keys(env))
		if (name.startsWith("IOFOG_")) delete env[name];
	const started = spawn(
		process.execPath,
		[JITI, join(ROOT, "src/cli/main.ts"), "demo", ...args],
		{
			cwd: temporary,
			env,
			stdio: ["ignore", "pipe", "pipe"],
		},
	);
	child = started;
	let out = "";
	let err = "";
	started.stdout.on("data", (chunk) => {
		out += chunk;
	});
	started.stderr.on("data", (chunk) => {
		err += chunk;
	});
	const ended = new Promise<{ code: number | null; out: string; err: string }>(
		(resolve) => started.once("close", (code) => resolve({ code, out, err })),
	);
	const said = async (text: string) => {
		while (!out.includes(text) && started.exitCode === null)
			await new Promise((resolve) => setTimeout(resolve, 50));
	};
	return {
		ended,
		said,
		kill: (signal: NodeJS.Signals) => started.kill(signal),
		text: () => out,
	};
}

const STORY = [
	"1 of 8",
	"$ fogform plan --out greenhouse.fogplan\n",
	"to add, 0 to change, 0 to destroy.",
	"2 of 8",
	"Apply complete!",
	"3 of 8",
	"No changes.",
	"4 of 8",
	"PATCH http://",
	"iofog_microservice.windows was changed in the Controller",
	"~ openAbove",
	"(exit code 2)",
	"5 of 8",
	"Resources: 0 added, 1 changed, 0 destroyed.",
	"No drift.",
	"6 of 8",
	"+ export const SAMPLE_EVERY_SECONDS = 5;",
	"~ sampleEverySeconds",
	"Plan: 0 to add, 1 to change, 0 to destroy.",
	"7 of 8",
	"Resources: 0 added, 1 changed, 0 destroyed.",
	"8 of 8",
	"Destroy complete!",
	"That was the whole story.",
];

function expectStory(out: string, story = STORY) {
	let at = 0;
	for (const text of story) {
		const found = out.indexOf(text, at);
		if (found < 0)
			throw new Error(
				`"${text}" is missing in what follows:\n${out.slice(at)}`,
			);
		at = found + text.length;
	}
}

test.each(["3.0", "3.7"])(
	"the whole story on a dev Controller of %s",
	async (dialect) => {
		const { ended } = demo(["--dialect", dialect]);
		const { code, out, err } = await ended;
		expect(err).not.toContain("Error:");
		expectStory(out);
		expect(code).toBe(0);
		expect(readdirSync(temporary)).toEqual([]);
	},
	300_000,
);

test("on a Controller that is there, which is left as it was", async () => {
	const controller = await startDevController({ dialect: "3.0" });
	try {
		const { url, email, password, world } = controller;
		const before = [
			world.microservices,
			world.applications,
			world.registries,
		].map((t) => t.all().length);
		const { ended } = demo([
			"--controller",
			url,
			"--email",
			email,
			"--password",
			password,
		]);
		const { code, out } = await ended;
		expectStory(out);
		expect(code).toBe(0);
		expect(
			[world.microservices, world.applications, world.registries].map(
				(t) => t.all().length,
			),
		).toEqual(before);
	} finally {
		await controller.close();
	}
}, 300_000);

test("Ctrl-C ends it, with its Controller and its folder", async () => {
	const { ended, said, kill, text } = demo();
	await said("2 of 8");
	const pid = Number(/process (\d+)/.exec(text())?.[1]);
	kill("SIGINT");
	const { code } = await ended;
	expect(code).toBe(130);
	expect(existsSync(temporary) && readdirSync(temporary)).toEqual([]);
	expect(() => process.kill(pid, 0)).toThrow("ESRCH");
}, 300_000);

test("a Controller that is not there is an error", async () => {
	const { ended } = demo([
		"--controller",
		"http://127.0.0.1:1",
		"--email",
		"a@b.example",
		"--password",
		"x",
	]);
	const { code, err } = await ended;
	expect(err).toContain("cannot be reached");
	expect(code).toBe(1);
	expect(readdirSync(temporary)).toEqual([]);
}, 60_000);

const DOCKER_STORY = [
	"1 of 6",
	"onConfig(",
	"FROM node:20-slim",
	"$ docker build",
	"2 of 6",
	"Apply complete!",
	"3 of 6",
	"Started a dev agent",
	'{"config":{"greeting":"good morning"}',
	"4 of 6",
	'+ config: { greeting: "good evening" }',
	"0 microservices restart.",
	"5 of 6",
	'{"config":{"greeting":"good evening"}',
	"without a restart.",
	"6 of 6",
	"The container is gone.",
	"Destroy complete!",
	"That was the whole way.",
];

describeWithEngine(["an engine"])("on %s", () => {
	const engine = testEngine();
	beforeAll(() => makeNodeSlim(engineSocket));
	afterAll(() => engine.close());

	/** What the engine has of demos, and of the agent of the one that said this. */
	const remains = async (out: string) => {
		const [, agent] =
			/iofog_agent.laptop: Creation.*id=([^\]]+)/.exec(out) ?? [];
		if (!agent) throw new Error(`no agent was made:\n${out}`);
		const itsOwn = `iofog-uuid=${agent}`;
		return [
			...(await engine.containers("fogform-demo")),
			...(await engine.images("fogform-demo")),
			...(await engine.containers(itsOwn)),
			...(await engine.networks(itsOwn)),
			...(await engine.volumes(itsOwn)),
		];
	};

	test.each(["3.0", "3.7"])(
		"the whole way with Controller %s, of which nothing stays",
		async (dialect) => {
			const { code, out, err } = await demo(["--docker", "--dialect", dialect])
				.ended;
			expect(err).not.toContain("Error:");
			expectStory(out, DOCKER_STORY);
			expect(code).toBe(0);
			expect(await remains(out)).toEqual([]);
			expect(readdirSync(temporary)).toEqual([]);
		},
		300_000,
	);

	test("Ctrl-C ends it, and takes away what it has made", async () => {
		const { ended, said, kill } = demo(["--docker"]);
		await said("4 of 6");
		kill("SIGINT");
		const { code, out } = await ended;
		expect(code).toBe(130);
		expect(await remains(out)).toEqual([]);
		expect(readdirSync(temporary)).toEqual([]);
	}, 300_000);
});

test("a Docker Engine that is not there is an error that says what to do", async () => {
	const { ended } = demo(["--docker"], {
		DOCKER_HOST: `unix://${temporary}/docker.sock`,
	});
	const { code, err } = await ended;
	expect(err).toContain("No Docker");
	expect(err).toContain("docs.docker.com/engine/install");
	expect(code).toBe(1);
	expect(readdirSync(temporary)).toEqual([]);
}, 60_000);
