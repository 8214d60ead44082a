import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type EngineError,
	plan,
	synthesize,
	validate,
} from "../../../../src/engine";

const dir = mkdtempSync(join(tmpdir(), "fogform-project-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let count = 0;
function project(files: Record<string, unknown>): string {
	const folder = join(dir, String(count++));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(join(folder, name, ".."), { recursive: true });
		writeFileSync(
			join(folder, name),
			typeof content === "string" ? content : JSON.stringify(content),
		);
	}
	return folder;
}

const STACK = {
	terraform: { backend: { local: { path: "s.tfstate" } } },
	resource: { terraform_data: { a: { input: 1 } } },
};

const PROGRAM = `
const fs = require("fs"), path = require("path");
const out = process.env.CDKTF_OUTDIR;
fs.mkdirSync(path.join(out, "stacks/a"), { recursive: true });
fs.writeFileSync(path.join(out, "stacks/a/cdk.tf.json"), JSON.stringify({
	...${JSON.stringify(STACK)},
	output: { seen: { value: JSON.stringify([process.env.CDKTF_CONTEXT_JSON, process.env.TF_VAR_x ?? null]) } },
}));
fs.writeFileSync(path.join(out, "manifest.json"), JSON.stringify({ version: "1", stacks: {
	a: { name: "a", synthesizedStackPath: "stacks/a/cdk.tf.json", dependencies: [] } } }));
console.log("synthesizing");
`;

test.each([{}, { skipSynth: true }])(
	"what was synthesized elsewhere is found below a folder without cdktf.json: %p",
	async (options) => {
		const folder = project({
			"cdktf.out/manifest.json": {
				version: "1",
				stacks: { a: { name: "a", dependencies: [] } },
			},
			"cdktf.out/stacks/a/cdk.tf.json": STACK,
			"terraform.tfvars.json": {},
		});
		const result = await plan({ dir: folder, env: process.env, ...options });
		expect(result.order).toEqual(["a"]);
	},
);

test("a project is synthesized by its program, as cdktf-cli runs it", async () => {
	const folder = project({
		"cdktf.json": { app: "node main.js", context: { k: 1 }, output: "out" },
		"main.js": PROGRAM,
	});
	const events: unknown[] = [];
	const result = await plan({
		dir: folder,
		env: { ...process.env, TF_VAR_x: "secret" },
		onEvent: (event) => events.push(event),
	});
	expect(result.order).toEqual(["a"]);
	expect(result.stacks.a?.output_changes?.seen?.after).toBe(
		JSON.stringify(['{"k":1}', null]),
	);
	expect(events).toContainEqual({ type: "log", message: "synthesizing" });
	expect(await synthesize({ dir: folder, env: process.env })).toEqual({
		stacks: ["a"],
		output: join(folder, "out"),
	});
});

test("npx is left out where the program is installed right here, and only there", async () => {
	const folder = project({
		"cdktf.json": { app: "npx tool main.js" },
		"main.js": PROGRAM,
		"bin/npx": "#!/bin/sh\nexit 9\n",
		"node_modules/.bin/tool": '#!/bin/sh\nexec node "$@"\n',
	});
	for (const file of ["bin/npx", "node_modules/.bin/tool"])
		chmodSync(join(folder, file), 0o755);
	const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` };
	expect((await synthesize({ dir: folder, env })).stacks).toEqual(["a"]);
	rmSync(join(folder, "node_modules"), { recursive: true });
	await expect(synthesize({ dir: folder, env })).rejects.toThrow("exit code 9");
});

test.each([
	{
		name: "a program that fails",
		files: { "cdktf.json": { app: "echo broken 1>&2; exit 3" } },
		text: "exit code 3:\nbroken",
	},
	{
		name: "a program that writes nothing",
		files: { "cdktf.json": { app: "true" } },
		text: "app.synth()",
	},
	{ name: "no program", files: { "cdktf.json": {} }, text: 'has no "app"' },
	{ name: "no project", files: { "x.txt": "" }, text: "fogform init" },
	{
		name: "two stacks in one folder",
		files: { "a.tf.json": STACK, "b.tf.json": STACK },
		text: "several *.tf.json",
	},
	{
		name: "a stack that is no JSON",
		files: { "a.tf.json": "{" },
		text: "is not valid JSON",
	},
	{
		name: "another backend",
		files: { "a.tf.json": { terraform: { backend: { s3: {} } } } },
		text: 'backend "s3" is not supported',
	},
	{
		name: "a module",
		files: { "a.tf.json": { module: { m: { source: "x" } } } },
		text: "Modules are not supported",
	},
	{
		name: "a provisioner",
		files: {
			"a.tf.json": {
				resource: {
					terraform_data: { a: { provisioner: [{ "local-exec": {} }] } },
				},
			},
		},
		text: "Provisioners run programs",
	},
	{
		name: "an ephemeral resource of another provider",
		files: { "a.tf.json": { ephemeral: { random_password: { p: {} } } } },
		text: 'uses the provider "random", which needs Terraform',
	},
	{
		name: "an ephemeral resource that there is not",
		files: { "a.tf.json": { ephemeral: { iofog_password: { p: {} } } } },
		text: 'no ephemeral resource "iofog_password"',
	},
	{
		name: "a check block",
		files: { "a.tf.json": { check: { c: {}, x: { a: 1 } } } },
		text: "Check blocks are not supported",
	},
	{
		name: "the lost operand of cdktf",
		files: {
			"a.tf.json": {
				resource: { terraform_data: { a: { input: "${(1 == undefined)}" } } },
			},
		},
		text: "cdktf",
	},
	{
		name: "a resource type that does not exist",
		files: { "a.tf.json": { resource: { iofog_microservce: { a: {} } } } },
		text: 'Did you mean "iofog_microservice"?',
	},
	{
		name: "an unknown argument of a type",
		files: {
			"a.tf.json": {
				resource: { iofog_application: { a: { name: "x", descripton: "y" } } },
			},
		},
		text: 'Did you mean "description"?',
	},
	{
		name: "a missing argument",
		files: { "a.tf.json": { resource: { iofog_application: { a: {} } } } },
		text: 'The argument "name" is required',
	},
	{
		name: "a wrong literal type",
		files: {
			"a.tf.json": {
				resource: {
					iofog_application: { a: { name: "x", activated: "maybe" } },
				},
			},
		},
		text: "bool",
	},
	{
		name: "a value that the Controller computes",
		files: {
			"a.tf.json": {
				resource: {
					iofog_microservice: {
						a: { name: "x", application: "s", uuid: "u", images: {} },
					},
				},
			},
		},
		text: "decided by the Controller",
	},
	{
		name: "depends_on of nothing",
		files: {
			"a.tf.json": {
				resource: {
					terraform_data: { a: { depends_on: ["terraform_data.b"] } },
				},
			},
		},
		text: "depends_on names terraform_data.b",
	},
	{
		name: "an alias that does not exist",
		files: {
			"a.tf.json": {
				resource: {
					iofog_application: { a: { name: "x", provider: "iofog.two" } },
				},
			},
		},
		text: 'names the provider configuration "iofog.two"',
	},
	{
		name: "ignore_changes of nothing",
		files: {
			"a.tf.json": {
				resource: {
					terraform_data: { a: { lifecycle: { ignore_changes: ["inputt"] } } },
				},
			},
		},
		text: 'Did you mean "input"?',
	},
])("$name: an error that says what to do", async ({ files, text }) => {
	const error = (await plan({
		dir: project(files as never),
		env: process.env,
	}).catch((e) => e)) as EngineError;
	expect(error.name).toBe("EngineError");
	expect(error.message).toContain(text);
});

test("validate returns what is wrong, with stack and address", async () => {
	const found = await validate({
		dir: project({
			"a.tf.json": {
				"//": { metadata: { stackName: "shop" } },
				resource: {
					terraform_data: { a: { input: "${var.none}", nothing: 1 } },
				},
			},
		}),
	});
	expect(found).toEqual([
		expect.objectContaining({
			severity: "error",
			summary: "Extraneous JSON object property",
			stack: "shop",
			address: "terraform_data.a",
		}),
		expect.objectContaining({
			severity: "error",
			summary: "Reference to undeclared input variable",
			stack: "shop",
			address: "terraform_data.a",
			path: ["input"],
		}),
	]);
});
