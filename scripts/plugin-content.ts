import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../package.json";
import * as prepared from "../src/plugin/prepared";

const { bundlePlugin, hashOf } = require("./bundle-plugin.js") as {
	bundlePlugin(answers: typeof prepared): Promise<string>;
	hashOf(code: string): string;
};

const root = join(__dirname, "..");
const FILE = join(root, "scripts/plugin-content.json");

/**
 * Records which content of the plugin has the version of the package; a build of any other content has a version of its own. Once a version is
 * released, its content is fixed: changing it then takes a new version in package.json. Says what it has done, or what is to be done.
 */
export async function recordPlugin(check: boolean): Promise<string> {
	const sha256 = hashOf(await bundlePlugin(prepared));
	const recorded = JSON.parse(readFileSync(FILE, "utf8"));
	if (recorded.version === version && recorded.sha256 === sha256)
		return `The plugin has version ${version}.`;
	const own = `${version}+dev.${sha256.slice(0, 12)}`;
	if (check)
		return `The plugin has version ${own}, as its content is not the recorded one. To record it: npm run generate`;
	if (isReleased() && recorded.version === version)
		return `The plugin has version ${own}: the content of ${version} is released. For a release, raise the version in package.json.`;
	writeFileSync(FILE, `${JSON.stringify({ version, sha256 }, null, "\t")}\n`);
	return `The plugin has version ${version} from the next build on.`;
}

function isReleased(): boolean {
	const { stdout } = spawnSync("git", ["tag", "--list", `v${version}`], {
		cwd: root,
		encoding: "utf8",
	});
	return stdout.trim() !== "";
}
