import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageHash } from "./hash";
import { fileName } from "./layout";

/** The plugin as this package carries it. */
export interface Plugin {
	/** Absolute path of the file. */
	readonly path: string;
	readonly version: string;
	readonly content: Buffer;
	/** What a lock file holds of it; the same on every platform. */
	readonly hash: string;
}

/** Where the build puts the plugin, seen from lib/vendor as well as from src/vendor. */
export const PLUGIN_PATH = join(
	__dirname,
	"../../lib/plugin/terraform-provider-iofog",
);

/** Version of the plugin, which is that of the package. */
export function pluginVersion(): string {
	return (require("../../package.json") as { version: string }).version;
}

/** Reads the plugin; undefined where it is not built. */
export function readPlugin(
	path = PLUGIN_PATH,
	version = pluginVersion(),
): Plugin | undefined {
	try {
		const content = readFileSync(path);
		const hash = packageHash(fileName(version), content);
		return { path, version, content, hash };
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw cause;
	}
}
