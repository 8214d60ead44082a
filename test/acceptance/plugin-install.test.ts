import { execFile } from "node:child_process";
import {
	accessSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTS, parseLockFile, readPlugin } from "../../src/vendor";
import { type Binary, binaries, cleanEnvironment } from "../support/binaries";

const cli = join(__dirname, "../../lib/cli/main.js");
const built = readPlugin();
if (!built) throw new Error("The plugin is not built: run `npm run build`.");

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-install-"));
	for (const name of ["home", "project"]) mkdirSync(join(folder, name));
	writeFileSync(
		join(folder, "project/main.tf"),
		`terraform {
  required_providers {
    iofog = { source = "fogform/iofog" }
  }
}
resource "iofog_application" "shop" {
  name = "shop"
}
`,
	);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program in the project without any network; standard output and error, and how it ended. */
function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
	return new Promise<{ status: number; text: string }>((resolve) =>
		execFile(
			program,
			args,
			{
				cwd: join(folder, "project"),
				env: cleanEnvironment({
					HOME: join(folder, "home"),
					HTTPS_PROXY: "http://127.0.0.1:9",
					NO_COLOR: "1",
					...env,
				}),
			},
			(error, stdout, stderr) =>
				resolve({
					status: error ? Number(error.code ?? 1) : 0,
					text: stdout + stderr,
				}),
		),
	);
}
const fogform = (...args: string[]) => run(process.execPath, [cli, ...args]);

async function initialize({ path }: Binary, env?: NodeJS.ProcessEnv) {
	const init = await run(path, ["init", "-input=false", "-no-color"], env);
	return { ...init, text: init.text.replace(/\s+/g, " ") };
}

/** Initializes the project and lets the plugin be started once. */
async function worksWith(binary: Binary, env?: NodeJS.ProcessEnv) {
	expect(await initialize(binary, env)).toMatchObject({ status: 0 });
	expect(await run(binary.path, ["validate", "-no-color"], env)).toMatchObject({
		status: 0,
		text: expect.stringContaining("valid"),
	});
}

const address = ({ product }: Binary) =>
	`registry.${product}.io/fogform/iofog`.replace("opentofu.io", "opentofu.org");
const locked = () =>
	parseLockFile(
		readFileSync(join(folder, "project/.terraform.lock.hcl"), "utf8"),
	)?.blocks;

test("files lie where both look, executable, and a second time nothing is written", async () => {
	const first = await fogform("plugin", "install");
	expect(first).toMatchObject({ status: 0 });
	expect(first.text).toContain(
		`fogform/iofog ${built.version} is installed in terraform.d/plugins`,
	);
	for (const host of HOSTS) {
		const version = join(
			folder,
			"project/terraform.d/plugins",
			host,
			"fogform/iofog",
			built.version,
		);
		expect(readdirSync(version)).toEqual(
			expect.arrayContaining([
				"darwin_amd64",
				"darwin_arm64",
				"linux_amd64",
				"linux_arm64",
			]),
		);
		for (const platform of readdirSync(version)) {
			const file = join(
				version,
				platform,
				`terraform-provider-iofog_v${built.version}`,
			);
			expect(statSync(file).mode & 0o777).toBe(0o755);
			expect(readFileSync(file).equals(built.content)).toBe(true);
		}
	}
	expect((await fogform("plugin", "install")).text).toContain(
		"was installed already",
	);
});

test("the path of the plugin", async () => {
	const { status, text } = await fogform("plugin", "path");
	expect(status).toBe(0);
	accessSync(text.trim(), constants.X_OK);
	expect(readFileSync(text.trim()).equals(built.content)).toBe(true);
});

test.each([
	[["--user", "--dir", "x"], "Two folders"],
	[["--dir", ""], "No folder"],
])("refused: %j", async (args, summary) => {
	const { status, text } = await fogform("plugin", "install", ...args);
	expect(status).toBe(1);
	expect(text).toContain(summary);
	expect(existsSync(join(folder, "project/terraform.d"))).toBe(false);
});

const some = binaries.length > 0;

(some ? describe : describe.skip).each(
	some ? binaries : [{ name: "None" } as Binary],
)("$name finds the plugin offline", (binary) => {
	test("in the project", async () => {
		await fogform("plugin", "install");
		await worksWith(binary);
		expect(locked()?.get(address(binary))).toMatchObject({
			version: built.version,
			hashes: [built.hash],
		});
	}, 60_000);

	test("in the user's own folder", async () => {
		expect(await fogform("plugin", "install", "--user")).toMatchObject({
			status: 0,
		});
		expect(existsSync(join(folder, "project/terraform.d"))).toBe(false);
		await worksWith(binary);
	}, 60_000);

	test("in a folder that is a mirror", async () => {
		const mirror = join(folder, "mirror");
		await fogform("plugin", "install", "--dir", mirror);
		const config = join(folder, "cli.tfrc");
		writeFileSync(
			config,
			`provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
		);
		await worksWith(binary, { TF_CLI_CONFIG_FILE: config });
	}, 60_000);

	test("after another build of the same version was locked", async () => {
		await fogform("plugin", "install");
		await initialize(binary);
		const path = join(folder, "project/.terraform.lock.hcl");
		const text = readFileSync(path, "utf8");
		const other = `h1:${Buffer.alloc(32, 1).toString("base64")}`;
		writeFileSync(path, text.replace(built.hash, other));
		const failed = await initialize(binary);
		expect(failed.status).toBe(1);
		expect(failed.text).toContain("checksums");
		const { text: said } = await fogform("plugin", "install");
		expect(said).toContain(".terraform.lock.hcl knew another build");
		expect(readFileSync(path, "utf8")).toBe(text);
		await worksWith(binary);
	}, 60_000);
});
