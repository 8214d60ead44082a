import {
	copyFile,
	link,
	mkdir,
	readdir,
	rename,
	rm,
	stat,
} from "node:fs/promises";
import { join } from "node:path";
import { codeOf, makePrivate } from "./files";
import type { StatePaths } from "./paths";

/** Number of earlier states that are kept. */
export const KEPT_STATES = 10;

/**
 * Keeps the present state file, which is about to be replaced: as Terraform's `.backup` and among the last states
 * (`.fogform/states/<stack>/<time>-<serial>.tfstate`, beside the state file). Nothing is done where there is none.
 * `present` is where the file really is, behind symbolic links.
 */
export async function keepState(
	paths: StatePaths,
	present: string,
	serial: number,
): Promise<void> {
	const size = await stat(present).then(
		(found) => found.size,
		() => 0,
	);
	if (size === 0) return;
	await makePrivate(present);
	// Terraform empties and rewrites the backup in place, so that it must be a file of its own.
	await copyFile(present, `${paths.backup}.tmp`);
	await makePrivate(`${paths.backup}.tmp`);
	await rename(`${paths.backup}.tmp`, paths.backup);
	await mkdir(paths.kept, { recursive: true, mode: 0o700 });
	const time = new Date().toISOString().replace(/[-:.]/g, "");
	const kept = join(paths.kept, `${time}-${serial}.tfstate`);
	try {
		// The file itself is about to be replaced by another: a second name for it costs nothing.
		await link(present, kept);
	} catch (fault) {
		if (codeOf(fault) === "EEXIST") return;
		await copyFile(present, kept);
		await makePrivate(kept);
	}
	const names = (await readdir(paths.kept))
		.filter((name) => name.endsWith(".tfstate"))
		.sort();
	for (const name of names.slice(0, -KEPT_STATES)) {
		await rm(join(paths.kept, name), { force: true });
	}
}
