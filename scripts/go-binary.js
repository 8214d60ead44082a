// Builds programs written in Go from their public source, for the tests: each is pinned by the hash of its Go module, and the binary is kept
// outside the repository in a folder named by that hash. Plain Node, as it may run before anything is built.
const { spawnSync } = require("node:child_process");
const {
	existsSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
} = require("node:fs");
const { homedir } = require("node:os");
const { basename, dirname, join } = require("node:path");

/** The folder of this project for what is kept from run to run. */
const cacheFolder = join(
	process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
	"fogform",
);

/**
 * Where a program is, or would be. A recipe has `title` for messages, `folder` in the cache, `version`, `module` and `moduleVersion` as the Go
 * proxy knows them, `sum` as the Go checksum database does, `package` to build, `ldflags`, and `file`, the name of the binary.
 */
function pathOf({ folder, version, sum, file }) {
	const hash = Buffer.from(sum.slice(3), "base64").toString("hex");
	const platform = `${process.platform}-${process.arch}`;
	return join(cacheFolder, folder, `${version}-${platform}-${hash}`, file);
}

function go(args, options = {}) {
	return spawnSync("go", args, { encoding: "utf8", ...options });
}

/** Builds a program where it is not there yet; the reason why it cannot be had, or undefined. Throws where its source has another hash. */
function build(recipe) {
	const path = pathOf(recipe);
	if (existsSync(path)) return undefined;
	if (go(["version"]).status !== 0) return "no go is on the PATH to build it";
	const { title, module, moduleVersion, sum } = recipe;
	const download = go([
		"mod",
		"download",
		"-json",
		`${module}@${moduleVersion}`,
	]);
	if (download.status !== 0)
		return `the source of ${title} cannot be had: ${(download.stderr + download.stdout).trim()}`;
	const { Dir, Sum } = JSON.parse(download.stdout);
	if (Sum !== sum)
		throw new Error(
			`${title} has the hash ${Sum}, not ${sum}: it is not built.`,
		);

	// Made beside its place and then renamed, so that a build that is cut off leaves no half binary there.
	mkdirSync(dirname(dirname(path)), { recursive: true });
	const half = mkdtempSync(`${dirname(path)}.`);
	try {
		const { status, stderr } = go(
			[
				"build",
				"-mod=readonly",
				"-trimpath",
				"-buildvcs=false",
				"-ldflags",
				recipe.ldflags,
				"-o",
				join(half, basename(path)),
				recipe.package,
			],
			{ cwd: Dir, env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" } },
		);
		if (status !== 0) return `${title} does not build: ${stderr.trim()}`;
		rmSync(dirname(path), { recursive: true, force: true });
		renameSync(half, dirname(path));
		return undefined;
	} finally {
		rmSync(half, { recursive: true, force: true });
	}
}

module.exports = { build, cacheFolder, pathOf };
