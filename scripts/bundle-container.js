// Writes the program that the images of the dev agent and of the dev Controller hold, as one file: plain Node, because the build runs it.
const { chmodSync, mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

// The database of the dev Controller has native code and stays outside; the agent must not look for it.
const database = {
	name: "database",
	resolveId: (name) => (name === "libsql" ? "\0libsql.cjs" : null),
	load: (id) =>
		id === "\0libsql.cjs"
			? `module.exports = require("node:module").createRequire(__filename)("libsql");`
			: null,
};

/** The program as one file. */
async function bundleContainer() {
	const { rolldown } = await import("rolldown");
	const build = await rolldown({
		input: join(root, "src/cli/container.ts"),
		cwd: root,
		platform: "node",
		plugins: [database],
		tsconfig: false,
		transform: { target: "node20" },
	});
	const { output } = await build.generate({ format: "cjs", minify: true });
	await build.close();
	if (output.length !== 1)
		throw new Error("The program of the images is more than one file.");
	return output[0].code;
}

/** Writes it into a folder of compiled sources. */
async function writeContainer(lib) {
	const path = join(lib, "container/fogform");
	mkdirSync(join(lib, "container"), { recursive: true });
	writeFileSync(path, await bundleContainer());
	chmodSync(path, 0o755);
}

module.exports = { writeContainer };
