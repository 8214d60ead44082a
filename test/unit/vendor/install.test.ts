import {
	chmodSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	HOSTS,
	installPlugin,
	packageHash,
	pluginOf,
	thisPlatform,
} from "../../../src/vendor";

let folder: string;
const plugin = pluginOf("0.1.0", Buffer.from("#!/usr/bin/env node\n"));
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-install-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ADDRESS = "registry.terraform.io/fogform/iofog";
const place = (version = "0.1.0", platform = "linux_amd64") =>
	join(
		folder,
		"mirror",
		ADDRESS,
		version,
		platform,
		`terraform-provider-iofog_v${version}`,
	);
const install = (p = plugin, platforms: readonly string[] = ["linux_amd64"]) =>
	installPlugin(join(folder, "mirror"), p, [ADDRESS], platforms);

test("a copy with mode 0755 for every address and platform", () => {
	const written = installPlugin(
		join(folder, "mirror"),
		plugin,
		HOSTS.map((host) => `${host}/fogform/iofog`),
		["linux_amd64", "darwin_arm64"],
	);
	expect(written.map((path) => path.slice(folder.length))).toEqual(
		["registry.terraform.io", "registry.opentofu.org"].flatMap((host) =>
			["linux_amd64", "darwin_arm64"].map(
				(platform) =>
					`/mirror/${host}/fogform/iofog/0.1.0/${platform}/terraform-provider-iofog_v0.1.0`,
			),
		),
	);
	for (const file of written) {
		expect(lstatSync(file).isFile()).toBe(true);
		expect(statSync(file).mode & 0o777).toBe(0o755);
		expect(readFileSync(file, "utf8")).toBe("#!/usr/bin/env node\n");
	}
	expect(readdirSync(join(folder, "mirror")).sort()).toEqual([...HOSTS].sort());
});

test("the same bytes are not written again", () => {
	install();
	utimesSync(place(), 1, 1);
	expect(install()).toEqual([]);
	expect(statSync(place()).mtimeMs).toBe(1000);
});

test("other bytes of the same size are", () => {
	install();
	const content = Buffer.from("#!/usr/bin/env deno\n");
	expect(content).toHaveLength(plugin.content.length);
	expect(install({ ...plugin, content })).toEqual([place()]);
	expect(readFileSync(place())).toEqual(content);
});

test("a mode that was lost comes back", () => {
	install();
	chmodSync(place(), 0o644);
	expect(install()).toEqual([]);
	expect(statSync(place()).mode & 0o777).toBe(0o755);
});

test("a link becomes a copy, and what it points to stays", () => {
	install();
	rmSync(place());
	writeFileSync(join(folder, "bundle"), plugin.content);
	symlinkSync(join(folder, "bundle"), place());
	expect(install()).toEqual([place()]);
	expect(lstatSync(place()).isFile()).toBe(true);
	expect(readFileSync(join(folder, "bundle"), "utf8")).toBe(
		"#!/usr/bin/env node\n",
	);
});

test("nothing else lies in the package, and older versions stay", () => {
	install({ ...plugin, version: "0.0.9" });
	mkdirSync(join(place(), ".."), { recursive: true });
	writeFileSync(join(place(), "..", "a-note"), "");
	install();
	expect(readdirSync(join(place(), ".."))).toEqual([
		"terraform-provider-iofog_v0.1.0",
	]);
	expect(lstatSync(place("0.0.9")).isFile()).toBe(true);
});

test("the platform of this machine is Terraform's name of it", () => {
	expect(thisPlatform()).toMatch(/^(linux|darwin)_(amd64|arm64|386|arm)$/);
});

test("a hash covers name and content", () => {
	const hash = packageHash("a", Buffer.from("x"));
	expect(hash).toMatch(/^h1:[A-Za-z0-9+/]{43}=$/);
	expect(packageHash("b", Buffer.from("x"))).not.toBe(hash);
	expect(packageHash("a", Buffer.from("y"))).not.toBe(hash);
});
