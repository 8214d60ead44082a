import { execFile } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformProvider, TerraformStack } from "cdktf";
import { Application, IofogProvider } from "../../src";
import {
	installPlugin,
	parseLockFile,
	pluginOf,
	readPlugin,
	thisPlatform,
	vendorStack,
} from "../../src/vendor";
import { type Binary, binaries, cleanEnvironment } from "../support/binaries";

const OURS = "registry.terraform.io/fogform/iofog";
const VERSION: string = require("../../package.json").version;
const built = readPlugin();
if (!built) throw new Error("The plugin is not built: run `npm run build`.");
const plugin = pluginOf(VERSION, built.content);
const rebuilt = pluginOf(
	VERSION,
	Buffer.concat([built.content, Buffer.from("// again\n")]),
);

class OtherProvider extends TerraformProvider {}

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-vendoring-"));
	mkdirSync(join(folder, "home"));
});
afterEach(() => {
	delete process.env.SYNTH_HCL_OUTPUT;
	rmSync(folder, { recursive: true });
});

/** Synthesizes stacks into the folder of a project; the folder of each. */
function synthesize(
	project: string,
	stacks: Record<string, (stack: TerraformStack) => void>,
): string[] {
	const app = new App({ outdir: join(folder, project) });
	for (const [name, fill] of Object.entries(stacks))
		fill(new TerraformStack(app, name));
	app.synth();
	return Object.keys(stacks).map((name) =>
		join(folder, project, "stacks", name),
	);
}

function shop(stack: TerraformStack): void {
	new IofogProvider(stack, "iofog");
	new Application(stack, "shop", { name: "shop" });
}

function run(
	{ path }: Binary,
	cwd: string,
	args: string[],
	env: NodeJS.ProcessEnv = {},
) {
	return new Promise<{ status: number; text: string }>((resolve) =>
		execFile(
			path,
			[...args, "-no-color"],
			{
				cwd,
				env: cleanEnvironment({
					HOME: join(folder, "home"),
					// Whatever asks a registry is refused at once.
					HTTPS_PROXY: "http://127.0.0.1:9",
					...env,
				}),
			},
			(error, stdout, stderr) =>
				resolve({
					status: error ? Number(error.code ?? 1) : 0,
					text: (stdout + stderr).replace(/\s+/g, " "),
				}),
		),
	);
}

/** Initializes a stack and lets the plugin be started once. */
async function works(binary: Binary, stack: string, env?: NodeJS.ProcessEnv) {
	expect(await run(binary, stack, ["init"], env)).toMatchObject({ status: 0 });
	expect(await run(binary, stack, ["validate"], env)).toEqual({
		status: 0,
		text: expect.stringContaining("The configuration is valid"),
	});
}

const lockOf = (stack: string) => join(stack, ".terraform.lock.hcl");
const locked = (stack: string, address: string) =>
	parseLockFile(readFileSync(lockOf(stack), "utf8"))?.blocks.get(address);

const some = binaries.length > 0;

(some ? describe : describe.skip).each(
	some ? binaries : [{ name: "None" } as Binary],
)("$name, offline", (binary) => {
	test("several stacks, and two Controllers in one", async () => {
		const stacks = synthesize("a", {
			one: (stack) => {
				shop(stack);
				const second = new IofogProvider(stack, "second", { alias: "second" });
				new Application(stack, "other", { name: "shop", provider: second });
			},
			two: shop,
		});
		for (const stack of stacks) {
			const before = readFileSync(lockOf(stack), "utf8");
			await works(binary, stack);
			// What synthesis wrote is what `init` would have written.
			expect(readFileSync(lockOf(stack), "utf8")).toBe(before);
		}
	}, 60_000);

	test("HCL, and JSON again", async () => {
		for (const hcl of ["true", "false"]) {
			process.env.SYNTH_HCL_OUTPUT = hcl;
			const [stack = ""] = synthesize("a", { shop });
			await works(binary, stack);
		}
	}, 60_000);

	test("a rebuilt plugin is taken without init; a stale lock file is mended", async () => {
		const [stack = ""] = synthesize("a", { shop });
		await works(binary, stack);
		const stale = readFileSync(lockOf(stack), "utf8");

		vendorStack(stack, [{ source: OURS, version: VERSION }], rebuilt);
		expect(await run(binary, stack, ["validate"])).toMatchObject({ status: 0 });
		await works(binary, stack);

		writeFileSync(lockOf(stack), stale);
		expect((await run(binary, stack, ["init"])).text).toContain("checksums");
		vendorStack(stack, [{ source: OURS, version: VERSION }], rebuilt);
		await works(binary, stack);
		expect(locked(stack, OURS)?.hashes).toEqual([rebuilt.hash]);
	}, 60_000);

	test("projects that share a plugin cache", async () => {
		const cache = join(folder, "cache");
		mkdirSync(cache);
		const env = { TF_PLUGIN_CACHE_DIR: cache };
		const [a = ""] = synthesize("a", { shop });
		const [b = ""] = synthesize("b", { shop });
		const [c = ""] = synthesize("c", { shop });
		await works(binary, a, env);
		await works(binary, b, env);
		// Another build under the same version, in the same cache.
		vendorStack(c, [{ source: OURS, version: VERSION }], rebuilt);
		await works(binary, c, env);
		await works(binary, b, env);
		rmSync(join(folder, "b"), { recursive: true });
		await works(binary, a, env);
		await works(binary, c, env);
	}, 90_000);

	test("beside a provider that comes from a mirror", async () => {
		// Any provider will do, so it is ours under another name.
		const registry = `registry.${binary.product === "terraform" ? "terraform.io" : "opentofu.org"}`;
		const other = `${registry}/acme/other`;
		const mirror = join(folder, "mirror");
		const place = join(mirror, other, "1.2.3", thisPlatform());
		mkdirSync(place, { recursive: true });
		const program = join(place, "terraform-provider-other_v1.2.3");
		writeFileSync(program, plugin.content);
		chmodSync(program, 0o755);
		const mixed = (stack: TerraformStack) => {
			shop(stack);
			new OtherProvider(stack, "other", {
				terraformResourceType: "other",
				terraformProviderSource: "acme/other",
				terraformGeneratorMetadata: {
					providerName: "other",
					providerVersion: "1.2.3",
				},
			});
		};

		// The user's own folder is looked at unless the settings name mirrors; those must name the plugin's folder then.
		const config = join(folder, "cli.tfrc");
		writeFileSync(
			config,
			`provider_installation {
  filesystem_mirror {
    path = "${mirror}"
  }
  filesystem_mirror {
    path = "terraform.d/plugins"
  }
}
`,
		);
		const env = { TF_CLI_CONFIG_FILE: config };
		const [stack = ""] = synthesize("a", { mixed });
		expect(locked(stack, "registry.terraform.io/acme/other")).toMatchObject({
			version: "1.2.3",
			hashes: [],
		});
		await works(binary, stack, env);
		expect(locked(stack, other)?.hashes).toHaveLength(1);
		synthesize("a", { mixed });
		expect(locked(stack, other)?.hashes).toHaveLength(1);
		await works(binary, stack, env);
	}, 60_000);

	test("a mirror that holds the plugin too may have another build of it", async () => {
		const home = join(folder, "home/.terraform.d/plugins");
		installPlugin(home, rebuilt, [OURS], [thisPlatform()]);
		const [stack = ""] = synthesize("a", { shop });
		await works(binary, stack);
		expect(locked(stack, OURS)?.hashes).toEqual([plugin.hash]);
	}, 60_000);
});
