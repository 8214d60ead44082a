// Writes the plugin as one file: plain Node, because the build runs it before anything else is there.
const { createHash } = require("node:crypto");
const { chmodSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const source = (name) => join(root, "src/plugin", name);

// An old Node must be able to read all of the file in order to say that it is too old: this is written as for Node 0.10, the rest stands in texts.
// They are compiled in turn: what answers the handshake at once, everything else with the first call that needs it.
const FRAME = `#!/usr/bin/env node
"use strict";
if (parseInt(process.versions.node, 10) < 20) {
	require("fs").writeSync(2, "panic: the ioFog provider needs Node 20 or newer, and the first node on the PATH is " + process.versions.node + " (" + process.execPath + ").\\n");
	process.exit(1);
}
var texts = {
EARLY,
LATE
};
var loaded = {};
function part(name) {
	if (!loaded[name]) {
		loaded[name] = { exports: {} };
		require("vm").runInThisContext("(function(exports,require,module,part){" + texts[name] + "\\n})", { filename: "terraform-provider-iofog/" + name + ".js" })(loaded[name].exports, require, loaded[name], part);
		texts[name] = null;
	}
	return loaded[name].exports;
}
part("early");
`;

/** Replaces the functions of src/plugin/prepared.ts by the bytes that they give. */
function prepared(answers) {
	const code = Object.entries(answers).map(
		([name, answer]) =>
			`export const ${name} = () => Buffer.from("${Buffer.from(answer()).toString("base64")}", "base64");`,
	);
	return {
		name: "prepared",
		load: (id) => (id === source("prepared.ts") ? code.join("\n") : null),
	};
}

/** Leaves the late part out of the early one. */
const door = {
	name: "door",
	load: (id) =>
		id === source("late.ts")
			? `export const openSession = (log) => part("late").openSession(log);`
			: null,
};

async function bundle(input, plugins) {
	const { rolldown } = await import("rolldown");
	const build = await rolldown({
		input: source(input),
		cwd: root,
		platform: "node",
		plugins,
		tsconfig: false,
		transform: { target: "node20" },
	});
	const { output } = await build.generate({
		format: "cjs",
		minify: true,
		codeSplitting: false,
	});
	await build.close();
	if (output.length !== 1) throw new Error(`${input} became several files.`);
	return output[0].code;
}

// JSON has two line ends that a text of ECMAScript 5 has not.
const literal = (code) =>
	JSON.stringify(code)
		.replace(/\u2028/g, "\\u2028")
		.replace(/\u2029/g, "\\u2029");

/** The plugin as one file, from src/plugin and what it needs; `answers` is src/plugin/prepared.ts. The same sources give the same bytes. */
async function bundlePlugin(answers) {
	const early = await bundle("entry.ts", [prepared(answers), door]);
	const late = await bundle("late.ts", []);
	return FRAME.replace("EARLY", () => `early: ${literal(early)}`).replace(
		"LATE",
		() => `late: ${literal(late)}`,
	);
}

const hashOf = (code) => createHash("sha256").update(code).digest("hex");

/**
 * Version under which a bundle of these bytes may be installed: Terraform keeps the hash of every version that it has seen, so that no two contents
 * may have the same. The content that scripts/plugin-content.json records has the version of the package; any other has one of its own, which
 * constraints such as "~> 0.1" accept as they do the package's.
 */
function versionOf(sha256) {
	const { version } = require(join(root, "package.json"));
	const recorded = require(join(root, "scripts/plugin-content.json"));
	return recorded.version === version && recorded.sha256 === sha256
		? version
		: `${version}+dev.${sha256.slice(0, 12)}`;
}

/** Writes the plugin, and beside it what src/plugin/bundle.ts says of it, into a folder of compiled sources. */
async function writePlugin(lib) {
	const code = await bundlePlugin(require(join(lib, "plugin/prepared.js")));
	const sha256 = hashOf(code);
	const path = join(lib, "plugin/terraform-provider-iofog");
	writeFileSync(path, code);
	chmodSync(path, 0o755);
	writeFileSync(
		`${path}.json`,
		`${JSON.stringify({ version: versionOf(sha256), sha256 })}\n`,
	);
}

module.exports = { bundlePlugin, hashOf, writePlugin };
