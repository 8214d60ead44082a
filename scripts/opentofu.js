// Builds OpenTofu from its public source, for the tests: each version is pinned by the hash of its Go module, and the binary is kept
// outside the repository in a folder named by that hash. Plain Node, as it may run before anything is built. `--paths` builds nothing.
const { spawnSync } = require("node:child_process");
const {
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
} = require("node:fs");
const { homedir } = require("node:os");
const { dirname, join } = require("node:path");

const MODULE = "github.com/opentofu/opentofu";

/** Versions to test with, newest first, and what the Go checksum database says of each. */
const VERSIONS = {
	"1.12.6": "h1:0VT4P8pMmGcCUnQ9JDrJ+Qg2d35Vzm4FFd/9+H7oF98=",
	"1.11.6": "h1:VADF6JEJOAwxZ8mjdp+GE1ZfeqbYc9OvJbJ1CMeUdlg=",
};

/** Where the binary of a version is, or would be. */
function tofuPath(version) {
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	const hash = Buffer.from(VERSIONS[version].slice(3), "base64").toString(
		"hex",
	);
	const platform = `${process.platform}-${process.arch}`;
	return join(
		cache,
		"fogform",
		"opentofu",
		`${version}-${platform}-${hash}`,
		"tofu",
	);
}

function go(args, options = {}) {
	return spawnSync("go", args, { encoding: "utf8", ...options });
}

function build(version, path) {
	const download = go(["mod", "download", "-json", `${MODULE}@v${version}`]);
	if (download.status !== 0)
		return `the source of OpenTofu ${version} cannot be had: ${(download.stderr + download.stdout).trim()}`;
	const { Dir, Sum } = JSON.parse(download.stdout);
	if (Sum !== VERSIONS[version])
		throw new Error(
			`OpenTofu ${version} has the hash ${Sum}, not ${VERSIONS[version]}: it is not built.`,
		);

	// Made beside its place and then renamed, so that a build that is cut off leaves no half binary there.
	mkdirSync(dirname(dirname(path)), { recursive: true });
	const folder = mkdtempSync(`${dirname(path)}.`);
	try {
		const flags = `-s -w -X ${MODULE}/version.dev=no`;
		const { status, stderr } = go(
			[
				"build",
				"-mod=readonly",
				"-trimpath",
				"-buildvcs=false",
				"-ldflags",
				flags,
				"-o",
				join(folder, "tofu"),
				"./cmd/tofu",
			],
			{ cwd: Dir, env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" } },
		);
		if (status !== 0)
			return `OpenTofu ${version} does not build: ${stderr.trim()}`;
		rmSync(dirname(path), { recursive: true, force: true });
		renameSync(folder, dirname(path));
		return undefined;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function main() {
	const onlyPaths = process.argv.includes("--paths");
	const hasGo = onlyPaths || go(["version"]).status === 0;
	for (const version of Object.keys(VERSIONS)) {
		const path = tofuPath(version);
		if (!onlyPaths && !existsSync(path)) {
			const reason = hasGo
				? build(version, path)
				: "no go is on the PATH to build it";
			if (reason) {
				console.log(`skipped: OpenTofu ${version}, as ${reason}`);
				continue;
			}
		}
		console.log(path);
	}
}

module.exports = { VERSIONS, tofuPath };
if (require.main === module) main();
