import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as prepared from "../../../src/plugin/prepared";

const root = join(__dirname, "../../..");

/** Bundles in a process of its own, from another folder: native modules and jest do not go together. */
function bundled(cwd: string): string {
	const answers = JSON.stringify({
		functionsResponse: Buffer.from(prepared.functionsResponse()).toString(
			"base64",
		),
		schemaResponse: Buffer.from(prepared.schemaResponse()).toString("base64"),
	});
	return execFileSync(
		process.execPath,
		[
			"-e",
			`const { bundlePlugin } = require(${JSON.stringify(join(root, "scripts/bundle-plugin.js"))});
			const answers = Object.fromEntries(Object.entries(JSON.parse(require("fs").readFileSync(0))).map(([k, v]) => [k, () => Buffer.from(v, "base64")]));
			bundlePlugin(answers).then((code) => process.stdout.write(code));`,
		],
		{ cwd, encoding: "latin1", input: answers, maxBuffer: 1 << 26 },
	);
}

test("the same sources give the same bytes, wherever it is built", () => {
	const text = bundled(root);
	expect(bundled("/") === text).toBe(true);
	// Neither places of this machine nor anything but plain characters, of which every system makes the same bytes.
	expect(text.includes(root)).toBe(false);
	expect(/^[\t\n\x20-\x7e]*$/.test(text)).toBe(true);
}, 60_000);
