import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plan } from "../../../src/engine";
import { BadInput, NOWHERE } from "./support";

jest.setTimeout(60_000);

let input: BadInput;
beforeEach(() => {
	input = new BadInput();
});
afterEach(() => input.remove());

const shop = (more: object = {}) => ({ shop: { name: "shop", ...more } });
const described = (description: string) => ({
	resource: { iofog_application: shop({ description }) },
});

/** What the engine does not do: the stack, the summary, what the text must say besides. */
const refused: Record<string, [object, string, RegExp[]]> = {
	"another provider": [
		{ resource: { docker_image: { nginx: { name: "nginx" } } } },
		"Other providers",
		[/stack "test"/i, /"docker"/, /cdktf deploy/],
	],
	"another provider beside ours": [
		{
			resource: {
				iofog_application: shop(),
				random_pet: { p: {} },
			},
		},
		"Other providers",
		[/"random"/, /cdktf deploy/],
	],
	"a data source of another provider": [
		{ data: { http: { page: { url: "http://example.com" } } } },
		"Other providers",
		[/"http"/, /cdktf deploy/],
	],
	"a module": [
		{ module: { vpc: { source: "./vpc" } } },
		"Unsupported block",
		[/stack "test"/, /module\.vpc/, /cdktf deploy/],
	],
	"a check": [
		{
			check: {
				health: { assert: { condition: "${true}", error_message: "No" } },
			},
		},
		"Unsupported block",
		[/stack "test"/, /check\.health/, /precondition/],
	],
	"a provisioner": [
		{
			resource: {
				iofog_application: shop({
					provisioner: [{ "local-exec": { command: "true" } }],
				}),
			},
		},
		"Unsupported block",
		[/iofog_application\.shop/, /cdktf deploy/],
	],
	"a connection": [
		{ resource: { iofog_application: shop({ connection: { host: "h" } }) } },
		"Unsupported block",
		[/iofog_application\.shop/, /cdktf deploy/],
	],
	"a dynamic block": [
		{
			resource: {
				iofog_application: shop({
					dynamic: { ports: { for_each: [1], content: {} } },
				}),
			},
		},
		"Unsupported block",
		[/iofog_application\.shop/, /expression/],
	],
	self: [
		described("${self.name}"),
		'Invalid "self" reference',
		[/iofog_application\.shop/, /self/, /postcondition/],
	],
	filebase64: [
		described('${filebase64("x")}'),
		"Unsupported function",
		[/iofog_application\.shop/, /filebase64/, /cdktf deploy/],
	],
	filebase64sha256: [
		described('${filebase64sha256("x")}'),
		"Unsupported function",
		[/iofog_application\.shop/, /filebase64sha256/, /cdktf deploy/],
	],
	templatefile: [
		described('${templatefile("x", {})}'),
		"Unsupported function",
		[/iofog_application\.shop/, /templatefile/, /cdktf deploy/],
	],
	rsadecrypt: [
		described('${rsadecrypt("x", "y")}'),
		"Unsupported function",
		[/iofog_application\.shop/, /rsadecrypt/, /cdktf deploy/],
	],
	"another backend": [
		{ terraform: { backend: { s3: { bucket: "b", key: "k" } } } },
		"Unsupported backend",
		[/stack "test"/, /"s3"/, /cdktf deploy/],
	],
	"HCP Terraform": [
		{ terraform: { cloud: { organization: "o" } } },
		"Unsupported backend",
		[/stack "test"/, /cdktf deploy/],
	],
	"a folder of workspaces": [
		{ terraform: { backend: { local: { workspace_dir: "w" } } } },
		"Unsupported backend",
		[/stack "test"/, /workspace/],
	],
	"a lost operand": [
		described("${(undefined + 1)}"),
		"Operand lost by cdktf",
		[/iofog_application\.shop/, /undefined/, /cdktf/],
	],
	"a lost operand in an output": [
		{ output: { o: { value: '${(undefined == "x")}' } } },
		"Operand lost by cdktf",
		[/output\.o/, /undefined/, /cdktf/],
	],
	"an ephemeral resource of another provider": [
		{ ephemeral: { random_password: { p: {} } } },
		"Other providers",
		[/provider "random"/, /cdktf deploy/],
	],
};

test.each(Object.entries(refused))(
	"refuses %s, without a call",
	async (_, [stack, summary, texts]) => {
		input.write(stack as Record<string, unknown>);
		const { text, summaries, calls } = await input.refused();
		expect(summaries).toEqual([summary]);
		for (const each of texts) expect(text).toMatch(each);
		expect(calls).toBe(0);
	},
);

test.each([
	["TF_WORKSPACE", { TF_WORKSPACE: "staging" }],
	["the folder's choice", undefined],
])("refuses another workspace than default: %s", async (_, env) => {
	input.write({ resource: { iofog_application: shop() } });
	if (!env) {
		mkdirSync(join(input.folder.dir, ".terraform"));
		writeFileSync(
			join(input.folder.dir, ".terraform", "environment"),
			"staging",
		);
	}
	const { text, summaries, calls } = await input.refused(() =>
		input.plan({ env: env ?? {} }),
	);
	expect(summaries).toEqual(["Unsupported workspace"]);
	expect(text).toMatch(/"staging"/);
	expect(text).toMatch(/cdktf deploy/);
	expect(calls).toBe(0);
});

test("stacks of other providers are left out with one notice, and refused where they are named", async () => {
	const stack = (name: string, body: object) => {
		writeFileSync(
			join(input.folder.dir, `${name}.tf.json`),
			JSON.stringify({
				terraform: { backend: { local: { path: input.folder.statePath } } },
				...body,
			}),
		);
		return {
			name,
			synthesizedStackPath: `${name}.tf.json`,
			dependencies: [],
			annotations: [],
		};
	};
	const stacks = {
		host: stack("host", { resource: { docker_image: { a: {} } } }),
		box: stack("box", { resource: { null_resource: { a: {} } } }),
		none: stack("none", {
			provider: { iofog: NOWHERE },
			output: { o: { value: 1 } },
		}),
	};
	writeFileSync(
		join(input.folder.dir, "manifest.json"),
		JSON.stringify({ version: "0.21.0", stacks }),
	);
	const all = await input.plan();
	expect(all.skipped).toEqual(["host", "box"]);
	expect(all.diagnostics.map((d) => d.summary)).toEqual(["Stacks left out"]);
	expect(all.diagnostics[0]?.detail).toMatch(/host, box/);
	const named = await input.refused(() =>
		plan({ ...input.options, stacks: ["host", "none"] }),
	);
	expect(named.summaries).toEqual(["Other providers"]);
	expect(named.text).toMatch(/Stack "host" uses .*"docker".*cdktf deploy/s);
});
