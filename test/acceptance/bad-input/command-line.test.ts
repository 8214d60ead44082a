import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { makeProject, type Project } from "../../cli/support/project";
import { shop } from "../../cli/support/stacks";
import { wellSaid } from "./support";

jest.setTimeout(120_000);

let project: Project;
beforeAll(async () => {
	project = await makeProject("3.0");
	project.write({ shop: shop() });
});
afterAll(() => project.close());

const untouched = () => {
	expect(project.controller.world.applications.all()).toEqual([]);
	expect(existsSync(project.path("terraform.shop.tfstate"))).toBe(false);
};

/** Command lines that are wrong: what is said, and what to type instead. */
const wrong: Record<string, [string[], string, RegExp[]]> = {
	"an unknown command": [
		["aply"],
		"Unknown command",
		[/'aply'/, /Did you mean apply/, /fogform --help/],
	],
	"an unknown option": [
		["apply", "--auto-aprove"],
		"Unknown option",
		[/--auto-aprove/, /Did you mean --auto-approve/, /fogform apply --help/],
	],
	"an option of another command": [
		["validate", "--auto-approve"],
		"Unknown option",
		[/--auto-approve/, /fogform validate --help/],
	],
	"an option without its value": [
		["plan", "--out"],
		"Missing value of an option",
		[/--out/, /fogform plan --help/],
	],
	"a number that is none": [
		["plan", "--parallelism", "many"],
		"Invalid option",
		[/--parallelism/, /many/],
	],
	"a number that is too small": [
		["plan", "--parallelism", "0"],
		"Invalid option",
		[/--parallelism/, /1/],
	],
	"a negative number of restarts": [
		["plan", "--allow-restarts=-1"],
		"Invalid option",
		[/--allow-restarts/],
	],
	"a time that is none": [
		["plan", "--lock-timeout", "soon"],
		"Invalid option",
		[/--lock-timeout soon/, /30s/],
	],
	"a variable without a value": [
		["plan", "--var", "region"],
		"Invalid option",
		[/--var region/, /--var 'region=eu'/],
	],
	"a folder that is not there": [
		["--chdir=nowhere", "plan"],
		"No such folder",
		[/nowhere/],
	],
	"a stack that there is not": [
		["apply", "--auto-approve", "shpo"],
		"No such stack",
		[/"shpo"/, /Did you mean "shop"/, /The stacks are: shop/],
	],
	"a target that there is not": [
		["plan", "--target", "iofog_registry.hbu"],
		"No such resource",
		[
			/--target names iofog_registry\.hbu/,
			/Did you mean "iofog_registry\.hub"/,
		],
	],
	"a target that is no address": [
		["plan", "--target", "hub"],
		"",
		[/hub/, /iofog_/],
	],
	"an object to replace that there is not": [
		["plan", "--replace", "iofog_registry.hbu"],
		"No such resource",
		[
			/--replace names iofog_registry\.hbu/,
			/Did you mean "iofog_registry\.hub"/,
		],
	],
	"apply without a terminal": [["apply"], "", [/--auto-approve/]],
	"destroy without a terminal": [
		["destroy"],
		"",
		[/--auto-approve|No objects/],
	],
	"a saved plan that is not there": [
		["apply", "--auto-approve", "no.plan"],
		"",
		[/no\.plan/],
	],
	"a kind that there is not": [["list", "agentz"], "", [/agentz/, /agents/]],
	"an import of nothing": [
		["import"],
		"Missing argument",
		[/fogform import --help/],
	],
	"an import to what there is not": [
		["import", "iofog_registry.hbu", "7"],
		"",
		[/iofog_registry\.hbu/],
	],
	"an import of what there is not": [
		["import", "iofog_application.shop", "nope"],
		"Nothing to import",
		[/nope/, /fogform list applications/],
	],
	"an output that there is not": [["output", "ulr"], "", [/ulr/]],
	"a state that there is not": [
		["state", "show", "iofog_registry.hub"],
		"",
		[/iofog_registry\.hub/],
	],
	"a lock that there is not": [["force-unlock", "abc"], "", [/abc|lock/]],
	"a state to push that is not there": [
		["state", "push", "no.tfstate"],
		"",
		[/no\.tfstate/],
	],
	"a dialect that there is not": [
		["controller", "--dialect", "3.8"],
		"",
		[/3\.8/, /3\.0/, /3\.7/],
	],
	"a port that is none": [
		["controller", "--port", "70000"],
		"",
		[/--port/, /70000|65535/],
	],
	"a Controller that is none": [
		["list", "agents", "--url", "nonsense", "--token", "t"],
		"Invalid Controller URL",
		[/"nonsense"/, /--url/],
	],
	"a Controller that is down": [
		["list", "agents", "--url", "http://127.0.0.1:9", "--token", "t"],
		"Controller not reachable",
		[/127\.0\.0\.1:9/, /Start the Controller/],
	],
};

test.each(Object.entries(wrong))(
	"%s: exit code 1, what and what to do, nothing on standard output, nothing done",
	async (_, [args, summary, texts]) => {
		const { code, out, err } = await project.fogform(args);
		if (process.env.SHOW) process.stderr.write(`$ ${args.join(" ")}${err}\n`);
		expect(code).toBe(1);
		expect(err).toContain(`Error: ${summary}`);
		for (const each of texts) expect(err).toMatch(each);
		expect(out).not.toMatch(/Apply complete/);
		wellSaid(err);
		expect(err).not.toMatch(/fault of fogform/);
		untouched();
	},
);

test("a variable without a value, without a terminal", async () => {
	const other = await makeProject("3.0");
	other.write({
		shop: { ...shop(), variable: { region: { type: "string" } } },
	});
	const { code, out, err } = await other.fogform(["apply", "--auto-approve"]);
	expect(code).toBe(1);
	expect(out).toBe("");
	expect(err).toMatch(/var\.region.*--var 'region=…'.*TF_VAR_region=…/s);
	expect(other.controller.world.applications.all()).toEqual([]);
	await other.close();
});

test("errors in JSON go to standard error or one message a line, never half of each", async () => {
	const { code, out } = await project.fogform([
		"apply",
		"--auto-approve",
		"--json",
		"--target=iofog_registry.hbu",
	]);
	expect(code).toBe(1);
	for (const line of out.split("\n").filter(Boolean))
		expect(JSON.parse(line)).toMatchObject({ "@level": expect.any(String) });
	untouched();
});

test("a folder that is no project", async () => {
	mkdirSync(project.path("empty"));
	const { code, err } = await project.fogform(["--chdir=empty", "plan"]);
	expect(code).toBe(1);
	expect(err).toMatch(/fogform init/);
	wellSaid(err);
	rmSync(project.path("empty"), { recursive: true });
});

describe("a project whose program is wrong", () => {
	const program = async (text: string, config?: string) => {
		mkdirSync(project.path("own"), { recursive: true });
		writeFileSync(
			project.path("own", "cdktf.json"),
			config ??
				JSON.stringify({
					language: "typescript",
					app: `"${process.execPath}" main.js`,
				}),
		);
		writeFileSync(project.path("own", "main.js"), text);
		const done = await project.fogform([
			"--chdir=own",
			"apply",
			"--auto-approve",
		]);
		if (process.env.SHOW) process.stderr.write(done.err);
		rmSync(project.path("own"), { recursive: true });
		expect(done.code).toBe(1);
		expect(done.err).not.toMatch(/fault of fogform/);
		untouched();
		return done.err;
	};

	test("it throws: its own words are shown", async () => {
		const err = await program('throw new Error("no region is set")');
		expect(err).toMatch(/no region is set.*Error: Synthesis failed/s);
		expect(err.match(/^Error: no region is set/gm)).toHaveLength(1);
		expect(err).toContain("main.js");
	});

	test("it writes nothing", async () => {
		const err = await program("");
		expect(err).toMatch(/Synthesis wrote nothing/);
		expect(err).toMatch(/app\.synth\(\)/);
	});

	test("cdktf.json is torn, names no program, or is no object", async () => {
		expect(await program("", '{"app": ')).toMatch(
			/cdktf\.json.*not valid JSON/s,
		);
		expect(await program("", "{}")).toMatch(/cdktf\.json.*"app"/s);
		expect(await program("", "null")).toMatch(/cdktf\.json.*JSON object/s);
	});
});
