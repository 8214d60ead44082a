import {
	type LockEntry,
	mergeLockFile,
	parseLockFile,
} from "../../../src/vendor";

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;
const OURS = "registry.terraform.io/fogform/iofog";
const DOCKER = `provider "registry.terraform.io/kreuzwerker/docker" {
  version     = "3.6.2"
  constraints = "3.6.2"
  hashes = [
    "h1:1K3j0xUY2D0+E0DBDQc6k1u6Al9MkuNWrIC9rnvwFSM=",
    "zh:0b0d8b6e8b0d2a8f",
  ]
}
`;
const iofog = (version: string, ...hashes: string[]) =>
	`provider "${OURS}" {
  version     = "${version}"
  constraints = "${version}"
${hashes.length ? `  hashes = [\n${hashes.map((h) => `    "${h}",\n`).join("")}  ]\n` : ""}}
`;
const entry = (version: string, ...hashes: string[]) => ({
	address: OURS,
	version,
	constraints: version,
	hashes,
});
const dockerEntry = (version: string) => ({
	address: "registry.terraform.io/kreuzwerker/docker",
	version,
	constraints: version,
	hashes: [],
});

const merge = (before: string | undefined, ...entries: LockEntry[]) =>
	mergeLockFile(
		before === undefined ? undefined : parseLockFile(before),
		entries,
	);

test.each([
	[
		"no file",
		undefined,
		[entry("0.1.0", "h1:a=")],
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}`,
	],
	[
		"the same again",
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}`,
		[entry("0.1.0", "h1:a=")],
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}`,
	],
	[
		"another build of the same version",
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}`,
		[entry("0.1.0", "h1:b=")],
		`${HEADER}\n${iofog("0.1.0", "h1:b=")}`,
	],
	[
		"a build that was added to another",
		`${HEADER}\n${iofog("0.1.0", "h1:a=", "h1:b=")}`,
		[entry("0.1.0", "h1:b=")],
		`${HEADER}\n${iofog("0.1.0", "h1:b=")}`,
	],
	[
		"a new version",
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}`,
		[entry("0.2.0", "h1:c=")],
		`${HEADER}\n${iofog("0.2.0", "h1:c=")}`,
	],
	[
		"beside another provider, in the order of addresses",
		`${HEADER}\n${DOCKER}`,
		[entry("0.1.0", "h1:a=")],
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}\n${DOCKER}`,
	],
	[
		"another provider keeps the hashes that Terraform found",
		`${HEADER}\n${iofog("0.1.0", "h1:a=")}\n${DOCKER}`,
		[entry("0.1.0", "h1:b="), dockerEntry("3.6.2")],
		`${HEADER}\n${iofog("0.1.0", "h1:b=")}\n${DOCKER}`,
	],
	[
		"another provider of which a new version is asked for",
		`${HEADER}\n${DOCKER}`,
		[dockerEntry("4.6.0")],
		`${HEADER}\nprovider "registry.terraform.io/kreuzwerker/docker" {\n  version     = "4.6.0"\n  constraints = "4.6.0"\n}\n`,
	],
	[
		"written on Windows, by hand",
		`# mine\r\nprovider "${OURS}" {\r\n  version = "0.1.0"\r\n  constraints = "0.1.0"\r\n  hashes = [ "h1:a=" ]\r\n}\r\n`,
		[entry("0.1.0", "h1:a=")],
		`# mine\n\nprovider "${OURS}" {\n  version = "0.1.0"\n  constraints = "0.1.0"\n  hashes = [ "h1:a=" ]\n}\n`,
	],
])("merge: %s", (_, before, entries, after) => {
	expect(merge(before, ...entries)).toBe(after);
	expect(merge(after, ...entries)).toBe(after);
});

test("an entry without constraints has no line for them", () => {
	const { constraints: _, ...bare } = entry("0.1.0", "h1:a=");
	expect(mergeLockFile(undefined, [bare])).toContain(
		'  version = "0.1.0"\n  hashes = [\n',
	);
});

test.each([
	["torn", `${HEADER}\nprovider "${OURS}" {\n  version = "0.1`],
	["text", "<<<<<<< HEAD\n"],
	["another block", 'terraform {\n  required_version = "1"\n}\n'],
])("%s is no lock file", (_, text) => {
	expect(parseLockFile(text)).toBeUndefined();
});

test("an empty file is a lock file without entries", () => {
	expect(parseLockFile("")?.blocks.size).toBe(0);
});
