import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../src/cli/run";
import { fakeStreams } from "./support/streams";

async function typed(
	args: string[],
	options: Parameters<typeof fakeStreams>[0] = {},
) {
	const streams = fakeStreams(options);
	const code = await run(args, streams);
	await new Promise((resolve) => setImmediate(resolve));
	return { code, out: streams.out(), err: streams.err() };
}

describe("usage errors", () => {
	test.each<[string, string[], string]>([
		["unknown command", ["plam"], "Did you mean plan?"],
		["unknown command below state", ["state", "lst"], "Did you mean list?"],
		["unknown option", ["plan", "--targt=x"], "Did you mean --target?"],
		["hint names the command", ["plan", "--nope"], "fogform plan --help"],
		["missing argument", ["import", "iofog_registry.x"], "Missing argument"],
		[
			"too many arguments",
			["state", "mv", "a", "b", "c"],
			"Too many arguments",
		],
		[
			"number that is none",
			["plan", "--parallelism", "many"],
			"whole number from 1 on",
		],
		[
			"number too small",
			["apply", "--parallelism=0", "--auto-approve"],
			"whole number from 1 on",
		],
		[
			"duration that is none",
			["plan", "--lock-timeout", "soon"],
			"30s, 2m or 1m30s",
		],
		[
			"variable without a value",
			["plan", "--var", "region"],
			"--var 'region=eu'",
		],
		[
			"both forms of JSON",
			["plan", "--json", "--stack-json"],
			"give one of them",
		],
		["unknown kind", ["list", "registrys"], "Did you mean registries?"],
		[
			"option of another kind",
			["list", "agents", "--application", "shop"],
			"microservices only",
		],
		["unknown shell", ["completion", "tcsh"], "bash, zsh, fish"],
		["unknown dialect", ["controller", "--dialect", "2.0"], "3.0 or 3.7"],
		["port that is none", ["controller", "--port", "70000"], "from 0 to 65535"],
		[
			"no such folder",
			["--chdir", "/nowhere/at/all", "plan"],
			"No such folder",
		],
	])("%s", async (_, args, message) => {
		const { code, out, err } = await typed(args);
		expect(err).toContain(message);
		expect(err).toContain("Error: ");
		expect(err).not.toContain("    at ");
		expect(out).toBe("");
		expect(code).toBe(1);
	});
});

describe("questions", () => {
	test.each<[string, string[], string]>([
		["apply", ["apply"], "fogform apply --auto-approve"],
		["destroy", ["destroy"], "fogform destroy --auto-approve"],
		["force-unlock", ["force-unlock", "ID"], "fogform force-unlock ID --force"],
	])("%s without a terminal names the flag", async (_, args, message) => {
		const { code, out, err } = await typed(args);
		expect(err).toContain(message);
		expect(out).toBe("");
		expect(code).toBe(1);
	});

	test("a terminal in automation is none", async () => {
		const { code, err } = await typed(["apply"], {
			terminal: true,
			env: { CI: "true" },
		});
		expect(err).toContain("--auto-approve");
		expect(code).toBe(1);
	});

	test("with --json nothing is asked on a terminal either", async () => {
		const { code, err } = await typed(["apply", "--json"], { terminal: true });
		expect(err).toContain("With --json nothing is asked");
		expect(code).toBe(1);
	});
});

describe("help and version", () => {
	test("no command: the help, and an error", async () => {
		const { code, out, err } = await typed([]);
		expect(err).toContain("Usage: fogform");
		expect(out).toBe("");
		expect(code).toBe(1);
	});

	test("--help is data", async () => {
		const { code, out, err } = await typed(["plan", "--help"]);
		expect(out).toContain("--detailed-exitcode");
		expect(out).toContain("--no-color");
		expect(err).toBe("");
		expect(code).toBe(0);
	});

	test("every command explains itself and all its options", async () => {
		const { out } = await typed(["--help"]);
		const commands = [...out.matchAll(/^ {2}([a-z][a-z-]+)[ |]/gm)].map(
			(m) => m[1],
		);
		expect(commands).toEqual(
			expect.arrayContaining([
				"init",
				"synth",
				"validate",
				"plan",
				"apply",
				"destroy",
				"drift",
				"show",
				"output",
				"state",
				"import",
				"list",
				"force-unlock",
				"controller",
				"demo",
				"completion",
				"version",
			]),
		);
		for (const command of commands) {
			if (command === "help") continue;
			const { code, out: help } = await typed([command as string, "--help"]);
			expect(help).toContain(`Usage: fogform ${command}`);
			expect(code).toBe(0);
		}
	});

	test("--version among other arguments", async () => {
		const { code, out } = await typed(["--no-color", "--version"]);
		expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
		expect(code).toBe(0);
	});

	test("version --json names the Controllers", async () => {
		const { code, out } = await typed(["version", "--json"]);
		expect(JSON.parse(out)).toMatchObject({ controllers: ["3.0", "3.7"] });
		expect(code).toBe(0);
	});
});

describe("faults", () => {
	test("a stack trace is written only on demand", async () => {
		const folder = mkdtempSync(join(tmpdir(), "fogform-run-"));
		try {
			const args = [
				"--chdir",
				folder,
				"list",
				"registries",
				"--url",
				"http://127.0.0.1:1",
				"--token",
				"t",
			];
			const quiet = await typed(args);
			expect(quiet.err).toContain("cannot be reached");
			expect(quiet.err).not.toMatch(/^ {4}at /m);
			expect(quiet.out).toBe("");
			expect(quiet.code).toBe(1);
			const loud = await typed(args, { env: { FOGFORM_DEBUG: "1" } });
			expect(loud.err).toMatch(/^ {4}at /m);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test("the folder is the old one again after --chdir", async () => {
		const before = process.cwd();
		await typed(["--chdir", tmpdir(), "version"]);
		expect(process.cwd()).toBe(before);
	});
});
