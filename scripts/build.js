// Builds lib/ from src/: plain Node, because it runs before anything else is built (npm runs it as "prepare").
const { spawnSync } = require("node:child_process");
const {
	chmodSync,
	cpSync,
	existsSync,
	readdirSync,
	rmSync,
} = require("node:fs");
const { join, relative } = require("node:path");

const root = join(__dirname, "..");
const source = join(root, "src");
const target = join(root, "lib");

function compiler() {
	try {
		return require.resolve("typescript/lib/tsc.js", { paths: [root] });
	} catch {
		console.error(
			"The build needs TypeScript, which is not installed. Install the development dependencies too:\n    npm ci",
		);
		process.exit(1);
	}
}

/** Everything beside the sources that the running package reads: templates and the like. */
function copyAssets() {
	for (const entry of readdirSync(source, {
		recursive: true,
		withFileTypes: true,
	})) {
		if (!entry.isFile() || /(?<!\.tmpl)\.ts$/.test(entry.name)) continue;
		const path = join(entry.parentPath, entry.name);
		cpSync(path, join(target, relative(source, path)));
	}
}

// What was deleted from src/ must not live on in the package.
rmSync(target, { recursive: true, force: true });
const { status } = spawnSync(
	process.execPath,
	[compiler(), "-p", join(root, "tsconfig.build.json")],
	{ stdio: "inherit", cwd: root },
);
if (status !== 0) process.exit(status ?? 1);
copyAssets();
const command = join(target, "cli/main.js");
if (existsSync(command)) chmodSync(command, 0o755);
