import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * Compares generated files with those of a folder, and brings these up to date unless it is only to check.
 * In `owned` folders nothing else may be. Returns what was stale, missing or left over.
 */
export function settle(
	root: string,
	files: ReadonlyMap<string, string>,
	owned: readonly string[],
	check: boolean,
): string[] {
	const stale: string[] = [];
	for (const [file, text] of files) {
		const path = join(root, file);
		if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
		stale.push(file);
		if (check) continue;
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
	for (const file of owned.flatMap((folder) => filesIn(root, folder))) {
		if (files.has(file)) continue;
		stale.push(file);
		if (!check) rmSync(join(root, file));
	}
	return stale;
}

function filesIn(root: string, folder: string): string[] {
	const path = join(root, folder);
	if (!existsSync(path)) return [];
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
