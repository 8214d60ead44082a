import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ContextFile } from "./build-context";
import { Dockerignore } from "./dockerignore";

const IGNORE = ".dockerignore";

function ignoreOf(folder: string, dockerfile: string) {
	for (const name of [`${dockerfile}${IGNORE}`, IGNORE]) {
		const path = join(folder, name);
		if (existsSync(path))
			return { name, rules: new Dockerignore(readFileSync(path, "utf8")) };
	}
	return { name: undefined, rules: new Dockerignore("") };
}

/**
 * The files of a folder that an image is built from, as `docker build` sees them: without what `.dockerignore` leaves out, or the file of that
 * name that belongs to the Dockerfile. Empty folders are no part of it. Throws where the folder or the Dockerfile is missing.
 */
export function contextFiles(
	folder: string,
	dockerfile: string,
): readonly ContextFile[] {
	if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory())
		throw new Error(
			`There is no folder ${folder} to build an image from: set "context" to the folder of the Dockerfile, from the folder of cdktf.json on, or as an absolute path.`,
		);
	if (!lstatSync(join(folder, dockerfile), { throwIfNoEntry: false })?.isFile())
		throw new Error(
			`There is no ${dockerfile} in ${folder}: write one, or set "dockerfile" to its path within the folder.`,
		);
	const { name: ignoreName, rules } = ignoreOf(folder, dockerfile);
	// The builder needs these, whatever they say of themselves; another file of rules is left out where one for this Dockerfile holds.
	const always = [dockerfile, ...(ignoreName === IGNORE ? [IGNORE] : [])];
	const found: ContextFile[] = always.map((name) => ({
		name,
		source: join(folder, name),
	}));
	const visit = (below: string) => {
		for (const entry of readdirSync(join(folder, below), {
			withFileTypes: true,
		})) {
			const name = below ? `${below}/${entry.name}` : entry.name;
			if (entry.isDirectory()) {
				if (!rules.ignoresAllOf(name)) visit(name);
			} else if (
				(entry.isFile() || entry.isSymbolicLink()) &&
				!rules.ignores(name) &&
				!always.includes(name) &&
				name !== IGNORE
			)
				found.push({ name, source: join(folder, name) });
		}
	};
	visit("");
	return found;
}
