import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileName, packageFolder } from "./layout";
import type { Plugin } from "./plugin";

/**
 * Puts a copy of the plugin into a mirror of providers, e.g. `terraform.d/plugins`, for each source address and platform; returns the
 * files that were written. What is there already with the same bytes is left alone, and older versions stay.
 */
export function installPlugin(
	mirror: string,
	plugin: Plugin,
	addresses: readonly string[],
	platforms: readonly string[],
): string[] {
	const written: string[] = [];
	for (const address of addresses)
		for (const platform of platforms) {
			const folder = packageFolder(mirror, address, plugin.version, platform);
			const name = fileName(plugin.version);
			clear(folder, name);
			const file = join(folder, name);
			if (isCopy(file, plugin)) continue;
			copy(file, mirror, plugin);
			written.push(file);
		}
	return written;
}

/** Terraform runs the first file of a package and hashes all of them: nothing but the plugin may lie there. */
function clear(folder: string, name: string): void {
	mkdirSync(folder, { recursive: true });
	for (const entry of readdirSync(folder))
		if (entry !== name)
			rmSync(join(folder, entry), { recursive: true, force: true });
}

function isCopy(file: string, { content }: Plugin): boolean {
	const present = lstatSync(file, { throwIfNoEntry: false });
	if (!present?.isFile() || present.size !== content.length) return false;
	if (!readFileSync(file).equals(content)) return false;
	if ((present.mode & 0o777) !== 0o755) chmodSync(file, 0o755);
	return true;
}

/** A copy that is made apart and then renamed: a Terraform that runs meanwhile starts the old file or the new one. */
function copy(file: string, mirror: string, { content }: Plugin): void {
	const half = join(mirror, `.iofog.${process.pid}.tmp`);
	try {
		writeFileSync(half, content);
		chmodSync(half, 0o755);
		renameSync(half, file);
	} finally {
		rmSync(half, { force: true });
	}
}
