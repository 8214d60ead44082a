import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The plugin as one file, as the build has written it. */
export interface Bundle {
	/** Absolute path of the file. */
	readonly path: string;
	/**
	 * Version under which it is installed, never the same for two contents: that of the package where the content is the released one, else
	 * followed by its hash, e.g. `0.1.0+dev.1f2e3d4c5b6a`, which constraints such as `~> 0.1` accept.
	 */
	readonly version: string;
	/** SHA-256 of the content, in hexadecimal. */
	readonly sha256: string;
}

// Seen from lib/plugin as well as from src/plugin.
const FOLDER = join(__dirname, "../../lib/plugin");

/** What the build says of the plugin; undefined where there is no build. */
export function bundle(folder = FOLDER): Bundle | undefined {
	const path = join(folder, "terraform-provider-iofog");
	try {
		const text = readFileSync(`${path}.json`, "utf8");
		return { path, ...(JSON.parse(text) as Omit<Bundle, "path">) };
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw cause;
	}
}
