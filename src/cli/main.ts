#!/usr/bin/env node
// Nothing is imported here: `fogform --version` must cost no more than starting Node.
const [first, ...rest] = process.argv.slice(2);
const major = Number(process.versions.node.split(".")[0]);

if (
	rest.length === 0 &&
	["--version", "-version", "-v", "-V"].includes(first ?? "")
) {
	const { version } = require("../../package.json") as { version: string };
	process.stdout.write(`${version}\n`);
} else if (major < 20) {
	process.stderr.write(
		`fogform needs Node 20 or newer; this is Node ${process.versions.node}.\n`,
	);
	process.exitCode = 1;
} else {
	const { limitMemory, optimizeLess } =
		require("./v8") as typeof import("./v8");
	limitMemory();
	// These two run for as long as they are let.
	if (first !== "controller" && first !== "agent") optimizeLess();
	const { runProcess } = require("./run") as typeof import("./run");
	void runProcess();
}
