import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { Application, IofogProvider } from "../../../src/constructs";
import { parseLockFile, pluginOf } from "../../../src/vendor";
import { readPlugin } from "../../../src/vendor/plugin";

// A stand-in for the plugin, so that nothing needs to be built.
const STAND_IN = pluginOf("0.1.0", Buffer.from("#!/usr/bin/env node\n"));
jest.mock("../../../src/vendor/plugin", () => ({
	...jest.requireActual("../../../src/vendor/plugin"),
	readPlugin: jest.fn(),
}));
const bundle = jest.mocked(readPlugin);

const OURS = "registry.terraform.io/fogform/iofog";
const DOCKER = "registry.terraform.io/kreuzwerker/docker";

let out: string;
beforeEach(() => {
	out = mkdtempSync(join(tmpdir(), "fogform-vendoring-"));
	bundle.mockReset().mockReturnValue(STAND_IN);
});
afterEach(() => {
	rmSync(out, { recursive: true });
});

function stackOf(app: App, name: string, docker?: string): TerraformStack {
	const stack = new TerraformStack(app, name);
	new IofogProvider(stack, "iofog");
	new Application(stack, "shop", { name: "shop" });
	if (docker) {
		new DockerProvider(stack, "docker");
		stack.addOverride("terraform.required_providers.docker.version", docker);
	}
	return stack;
}

const folder = (stack: string) => join(out, "stacks", stack);
const locked = (stack: string) =>
	Object.fromEntries(
		[
			...(parseLockFile(
				readFileSync(join(folder(stack), ".terraform.lock.hcl"), "utf8"),
			)?.blocks ?? []),
		].map(([address, { version, hashes }]) => [address, { version, hashes }]),
	);
const vendored = (stack: string) =>
	readdirSync(join(folder(stack), "terraform.d/plugins", OURS));
const annotations = (stack: string): { message: string }[] =>
	JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).stacks[stack]
		.annotations;

test("every stack has the plugin and its lock file, also with aliases", () => {
	const app = new App({ outdir: out });
	const one = stackOf(app, "one");
	new IofogProvider(one, "second", { alias: "second" });
	stackOf(app, "two");
	new TerraformStack(app, "none");
	app.synth();
	for (const stack of ["one", "two"]) {
		expect(vendored(stack)).toEqual(["0.1.0"]);
		expect(locked(stack)).toEqual({
			[OURS]: { version: "0.1.0", hashes: [STAND_IN.hash] },
		});
		expect(annotations(stack)).toEqual([]);
	}
	expect(bundle).toHaveBeenCalledTimes(2);
	expect(readdirSync(folder("none"))).toEqual(["cdk.tf.json"]);
});

test("a stack inside a stack has its own", () => {
	const app = new App({ outdir: out });
	const outer = stackOf(app, "outer", "4.6.0");
	const inner = new TerraformStack(outer, "inner");
	new IofogProvider(inner, "iofog");
	app.synth();
	const [name] = readdirSync(join(out, "stacks")).filter((s) => s !== "outer");
	expect(Object.keys(locked("outer"))).toEqual([OURS, DOCKER]);
	expect(Object.keys(locked(name as string))).toEqual([OURS]);
});

test.each([
	["the version of the prebuilt package", undefined, "3.6.2"],
	["a version that the stack overrides", "4.6.0", "4.6.0"],
])("another provider is locked: %s", (_, override, version) => {
	const app = new App({ outdir: out });
	const stack = stackOf(app, "mixed", override);
	if (!override) new DockerProvider(stack, "docker");
	app.synth();
	expect(locked("mixed")).toMatchObject({ [DOCKER]: { version, hashes: [] } });
	expect(annotations("mixed")).toEqual([]);
});

test("a provider of several possible versions is a warning that says what to do", () => {
	const app = new App({ outdir: out });
	stackOf(app, "mixed", "~> 3.6");
	app.synth();
	expect(annotations("mixed")[0]?.message).toMatch(
		/Not locked: registry\.terraform\.io\/kreuzwerker\/docker\..*--skip-provider-lock/,
	);
});

test("without a plugin the stack is synthesized, with a warning", () => {
	bundle.mockReturnValue(undefined);
	const app = new App({ outdir: out });
	stackOf(app, "bare");
	app.synth();
	expect(readdirSync(folder("bare"))).toEqual(["cdk.tf.json"]);
	expect(annotations("bare")[0]?.message).toContain("npm run build");
});

test("HCL too, and of two forms only the last one stays", () => {
	const synth = (hcl: boolean) => {
		process.env.SYNTH_HCL_OUTPUT = String(hcl);
		const app = new App({ outdir: out });
		stackOf(app, "shop");
		app.synth();
		return readdirSync(folder("shop")).sort();
	};
	try {
		const hcl = [
			".terraform.lock.hcl",
			"cdk.tf",
			"metadata.json",
			"terraform.d",
		];
		expect(synth(true)).toEqual(hcl);
		expect(vendored("shop")).toEqual(["0.1.0"]);
		expect(synth(false)).toEqual([
			".terraform.lock.hcl",
			"cdk.tf.json",
			"terraform.d",
		]);
		expect(synth(true)).toEqual(hcl);
	} finally {
		delete process.env.SYNTH_HCL_OUTPUT;
	}
});

test("Testing.synth writes nothing, Testing.fullSynth all of it", () => {
	const stack = stackOf(Testing.app({ outdir: out }), "shop");
	Testing.synth(stack);
	expect(existsSync(folder("shop"))).toBe(false);
	const full = Testing.fullSynth(stack);
	expect(
		existsSync(join(full, "stacks/shop/terraform.d/plugins", OURS, "0.1.0")),
	).toBe(true);
	rmSync(full, { recursive: true });
});
