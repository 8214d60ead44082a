// Builds lib/ from src/: plain Node, because it runs before anything else is built (npm runs it as "prepare").
const { spawnSync } = require("node:child_process");
const {
	chmodSync,
	cpSync,
	existsSync,
	readdirSync,
	renameSync,
	rmSync,
} = require("node:fs");
const { join, relative } = require("node:path");
const { writeContainer } = require("./bundle-container.js");
const { writePlugin } = require("./bundle-plugin.js");

const root = join(__dirname, "..");
const source = join(root, "src");
const target = join(root, "lib");
// Built beside the old one and put in its place at the end, so that whoever runs lib/ meanwhile finds all of it.
const next = join(root, `lib.${process.pid}`);

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
		cpSync(path, join(next, relative(source, path)));
	}
}

function compile() {
	const { status } = spawnSync(
		process.execPath,
		[compiler(), "-p", join(root, "tsconfig.build.json"), "--outDir", next],
		{ stdio: "inherit", cwd: root },
	);
	if (status !== 0) throw new Error("The sources do not compile.");
	copyAssets();
	const command = join(next, "cli/main.js");
	if (existsSync(command)) chmodSync(command, 0o755);
}

/** What was deleted from src/ does not live on in the package. */
function putInPlace() {
	const old = join(root, `lib.${process.pid}.old`);
	if (existsSync(target)) renameSync(target, old);
	renameSync(next, target);
	rmSync(old, { recursive: true, force: true });
}

async function build() {
	try {
		compile();
		await writePlugin(next);
		await writeContainer(next);
		putInPlace();
	} catch (cause) {
		rmSync(next, { recursive: true, force: true });
		console.error(cause);
		process.exitCode = 1;
	}
}

void build();
