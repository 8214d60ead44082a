// Writes the plugin as one file: plain Node, because the build runs it before anything else is there.
const { createHash } = require("node:crypto");
const { chmodSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const root = join(__dirname, "..");
const source = (name) => join(root, "src", name);

// An old Node must be able to read all of the file in order to say that it is too old: this is written as for Node 0.10, the rest stands in texts.
// They are compiled in turn: what answers the handshake at once, everything else with the first call that needs it. Texts in a comment cost the
// least to skip, and are read by the descriptor, as somebody may put another plugin in the place of this one while it runs.
const FRAME = `#!/usr/bin/env node
"use strict";
var fs = require("fs");
if (parseInt(process.versions.node, 10) < 20) {
	fs.writeSync(2, "panic: the ioFog provider needs Node 20 or newer, and the first node on the PATH is " + process.versions.node + " (" + process.execPath + ").\\n");
	process.exit(1);
}
var file = fs.openSync(__filename, "r");
var texts = {
EARLY
};
var loaded = {};
function text(name) {
	if (!texts[name]) {
		var lines = fs.readFileSync(file, "latin1").split("\\n/*")[1].split("\\n*/")[0].split("\\n");
		for (var i = 1; i + 1 < lines.length; i += 2) texts[lines[i]] = JSON.parse(lines[i + 1]);
	}
	return texts[name];
}
function part(name) {
	var module = loaded[name];
	if (!module) {
		module = loaded[name] = { exports: {} };
		require("vm").runInThisContext("(function(exports,module,require,part){" + text(name) + "\\n})", { filename: "terraform-provider-iofog/" + name })(module.exports, module, use, part);
	}
	return module.exports;
}
function use(name) {
	return name.slice(0, 2) === "./" ? part(name.slice(2)) : require(name);
}
part("early.js");
/*
TEXTS
*/
`;

/** What is compiled by itself, by the name of its text. */
const PARTS = {
	early: source("plugin/entry.ts"),
	prepared: source("plugin/prepared.ts"),
	late: source("plugin/late.ts"),
	client: source("controller/index.ts"),
	yaml: "yaml",
};

const axios = (name) =>
	join(dirname(require.resolve("axios/package.json")), "lib", name);

/** Modules of one part in which a part that imports them finds another: the way there, and what is light enough to be in both. */
const DOORS = {
	[source("plugin/prepared.ts")]: `module.exports = part("prepared.js");`,
	[source("plugin/late.ts")]:
		`export const openSession = (log) => part("late.js").openSession(log);`,
	[source("controller/index.ts")]: `
		export { ControllerError } from ${JSON.stringify(source("controller/errors.ts"))};
		export { MAX_BODY_BYTES } from ${JSON.stringify(source("controller/limits.ts"))};
		export function Controller(options) { return new (part("client.js").Controller)(options); }`,
	yaml: `module.exports = part("yaml.js");`,
	// The client never asks for this adapter, which loads all of Node's fetch at once, for 40 ms.
	[axios("adapters/fetch.js")]: "export const getFetch = undefined;",
	// axios reaches these only with bodies that the client never sends, and for lines that nobody reads.
	"form-data": "module.exports = class {};",
	debug: "module.exports = () => () => {};",
};

/** Replaces the functions of src/plugin/prepared.ts by the bytes that they give. */
function prepared(answers) {
	const code = ["schemaResponse", "functionsResponse"].map(
		(name) =>
			`export const ${name} = () => Buffer.from("${Buffer.from(answers[name]()).toString("base64")}", "base64");`,
	);
	return {
		name: "prepared",
		load: (id) =>
			id === source("plugin/prepared.ts") ? code.join("\n") : null,
	};
}

/** axios looks for FormData as it is loaded, for which Node loads all of its fetch, too; the client sends no forms. */
const noForms = {
	name: "no forms",
	transform(code, id) {
		if (!id.endsWith("/axios/lib/utils.js")) return null;
		if (!code.includes("G.FormData"))
			throw new Error("axios no longer looks for FormData where it did.");
		return code.replaceAll("G.FormData", "undefined");
	},
};

const DOOR = "\0door:";
/** Leads from one part to another; notes in `used` which doors are gone through. */
const doors = (used) => ({
	name: "doors",
	async resolveId(name, importer, options) {
		if (importer === undefined) return null;
		if (Object.hasOwn(DOORS, name)) {
			used.add(name);
			return `${DOOR}${name}.cjs`;
		}
		const found = await this.resolve(name, importer, {
			...options,
			skipSelf: true,
		});
		if (!found || !Object.hasOwn(DOORS, found.id)) return found;
		used.add(found.id);
		const kind = DOORS[found.id].startsWith("module.exports") ? ".cjs" : "";
		return `${DOOR}${found.id}${kind}`;
	},
	load: (id) =>
		id.startsWith(DOOR)
			? DOORS[id.slice(DOOR.length).replace(/\.cjs$/, "")]
			: null,
});

// Only what any version of JavaScript reads as it stands, so that the file is one byte a character.
const literal = (text) =>
	JSON.stringify(text).replace(
		/[^\x20-\x7e]/g,
		(c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);

/** The plugin as one file, from src/plugin and what it needs; `answers` is src/plugin/prepared.ts. The same sources give the same bytes. */
async function bundlePlugin(answers) {
	const { rolldown } = await import("rolldown");
	const used = new Set();
	const build = await rolldown({
		input: PARTS,
		cwd: root,
		platform: "node",
		plugins: [prepared(answers), noForms, doors(used)],
		tsconfig: false,
		transform: { target: "node20" },
	});
	const { output } = await build.generate({
		format: "cjs",
		minify: true,
		entryFileNames: "[name].js",
		chunkFileNames: "[name].js",
	});
	await build.close();
	const left = Object.keys(DOORS).filter((name) => !used.has(name));
	if (left.length > 0) throw new Error(`Nothing leads to ${left.join(", ")}.`);
	const early = output.find(({ name, isEntry }) => isEntry && name === "early");
	const isEarly = ({ fileName }) =>
		fileName === early.fileName || early.imports.includes(fileName);
	const text = ({ code }) => literal(code).replaceAll("*/", "*\\/");
	const now = output.filter(isEarly).map((o) => `"${o.fileName}": ${text(o)}`);
	const later = output
		.filter((o) => !isEarly(o))
		.map((o) => `${o.fileName}\n${text(o)}`);
	return FRAME.replace("EARLY", () => now.join(",\n")).replace("TEXTS", () =>
		later.join("\n"),
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
