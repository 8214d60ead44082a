import {
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	parseLockFile,
	pluginOf,
	type RequiredProvider,
	thisPlatform,
	vendorStack,
} from "../../../src/vendor";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "fogform-vendor-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const OURS = "registry.terraform.io/fogform/iofog";
const DOCKER = "registry.terraform.io/kreuzwerker/docker";

const build = (text: string, version = "0.1.0") =>
	pluginOf(version, Buffer.from(text));

const iofog = (version = "0.1.0"): RequiredProvider => ({
	source: OURS,
	version,
});
const lock = () =>
	Object.fromEntries(
		[
			...(parseLockFile(
				readFileSync(join(folder, ".terraform.lock.hcl"), "utf8"),
			)?.blocks ?? []),
		].map(([address, { version, constraints, hashes }]) => [
			address,
			{ version, constraints, hashes },
		]),
	);
const below = (address: string) => join(folder, "terraform.d/plugins", address);

test("the plugin and its entry", () => {
	const plugin = build("a");
	expect(vendorStack(folder, [iofog()], plugin)).toEqual([]);
	expect(lock()).toEqual({
		[OURS]: { version: "0.1.0", constraints: "0.1.0", hashes: [plugin.hash] },
	});
	expect(
		readFileSync(
			join(
				below(OURS),
				"0.1.0",
				thisPlatform(),
				"terraform-provider-iofog_v0.1.0",
			),
			"utf8",
		),
	).toBe("a");
});

test("another build and another version take the place of the one before", () => {
	vendorStack(folder, [iofog()], build("a"));
	vendorStack(folder, [iofog()], build("b"));
	expect(lock()[OURS]?.hashes).toEqual([build("b").hash]);
	vendorStack(folder, [iofog("0.2.0")], build("c", "0.2.0"));
	expect(lock()[OURS]?.version).toBe("0.2.0");
	expect(readdirSync(below(OURS))).toEqual(["0.2.0"]);
});

test("others are locked without hashes where they are pinned", () => {
	const others = [
		{ source: "kreuzwerker/docker", version: "3.6.2" },
		{ source: "hashicorp/null", version: "~> 3.2" },
		{ source: "hashicorp/random" },
		{ version: "1.0.0" },
	];
	expect(vendorStack(folder, [iofog(), ...others], build("a"))).toEqual([
		"registry.terraform.io/hashicorp/null",
		"registry.terraform.io/hashicorp/random",
	]);
	expect(lock()).toMatchObject({
		[DOCKER]: { version: "3.6.2", constraints: "3.6.2", hashes: [] },
	});
	expect(Object.keys(lock())).toHaveLength(2);
});

test("what Terraform has locked is not asked for again", () => {
	const path = join(folder, ".terraform.lock.hcl");
	writeFileSync(
		path,
		`provider "registry.terraform.io/hashicorp/null" {\n  version     = "3.2.4"\n  constraints = "~> 3.2"\n  hashes = [\n    "h1:n=",\n  ]\n}\n`,
	);
	const required = [iofog(), { source: "hashicorp/null", version: "~> 3.2" }];
	expect(vendorStack(folder, required, build("a"))).toEqual([]);
	expect(lock()["registry.terraform.io/hashicorp/null"]?.hashes).toEqual([
		"h1:n=",
	]);
});

test.each([
	["a range", "~> 0.1", "~> 0.1"],
	["nothing", undefined, ">= 0.0.0"],
	["the same in other words", "= 0.1", "0.1.0"],
])("asked for %s, the plugin is there", (_, version, constraints) => {
	vendorStack(folder, [{ source: OURS, version }], build("a"));
	expect(lock()[OURS]).toEqual({
		version: "0.1.0",
		constraints,
		hashes: [build("a").hash],
	});
});

test("a build with a version of its own is there under the package's too, which constructs ask for", () => {
	const plugin = build("a", "0.1.0+dev.1f2e");
	vendorStack(folder, [iofog()], plugin);
	expect(lock()[OURS]).toMatchObject({
		version: "0.1.0",
		hashes: [build("a").hash],
	});
	expect(readdirSync(below(OURS))).toEqual(["0.1.0"]);
	vendorStack(folder, [iofog("~> 0.1")], plugin);
	expect(lock()[OURS]).toMatchObject({
		version: "0.1.0+dev.1f2e",
		hashes: [plugin.hash],
	});
	expect(readdirSync(below(OURS))).toEqual(["0.1.0+dev.1f2e"]);
});

test("asked for another version, it is not: that one must come from elsewhere", () => {
	vendorStack(folder, [iofog("0.0.9")], build("a"));
	expect(lock()[OURS]).toEqual({
		version: "0.0.9",
		constraints: "0.0.9",
		hashes: [],
	});
	expect(existsSync(below(OURS))).toBe(false);
});

test("below the host that the configuration names", () => {
	const address = "terraform.example.com/fogform/iofog";
	vendorStack(folder, [{ source: address, version: "0.1.0" }], build("a"));
	expect(Object.keys(lock())).toEqual([address]);
	expect(readdirSync(below(address))).toEqual(["0.1.0"]);
});

test("a torn lock file is written anew", () => {
	writeFileSync(join(folder, ".terraform.lock.hcl"), 'provider "x');
	vendorStack(folder, [iofog()], build("a"));
	expect(Object.keys(lock())).toEqual([OURS]);
	expect(readdirSync(folder).sort()).toEqual([
		".terraform.lock.hcl",
		"terraform.d",
	]);
});
