import { readFileSync } from "node:fs";
import { bundle } from "../plugin/bundle";
import { packageHash } from "./hash";
import { fileName } from "./layout";

/** The plugin as this package carries it, under the version by which it is installed. */
export interface Plugin {
	readonly version: string;
	readonly content: Buffer;
	/** What a lock file holds of it; the same on every platform, another for every version. */
	readonly hash: string;
}

/** Reads the plugin; undefined where it is not built. */
export function readPlugin(): Plugin | undefined {
	const built = bundle();
	return built && pluginOf(built.version, readFileSync(built.path));
}

/** The plugin under a version. */
export function pluginOf(version: string, content: Buffer): Plugin {
	return { version, content, hash: packageHash(fileName(version), content) };
}

/**
 * The plugin under the version that a configuration asks for, where that is its own or the one of the package: a build of somebody who works on
 * fogform has a version of its own, and the constructs ask for the package's all the same. Undefined where another one is asked for.
 */
export function pluginAs(
	plugin: Plugin,
	exact: string | undefined,
): Plugin | undefined {
	if (exact === undefined || exact === plugin.version) return plugin;
	const [released] = plugin.version.split("+");
	return exact === released ? pluginOf(exact, plugin.content) : undefined;
}
