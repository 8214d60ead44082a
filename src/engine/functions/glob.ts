import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Lists the regular files under a folder whose paths, relative to it, match a pattern: `*` and `?` within a name, `**` for any folders,
 * `[a-z]` and `[^a]` for characters, `{a,b}` for alternatives. A folder that does not exist has no files.
 */
export function glob(base: string, pattern: string): string[] {
	const found = new Set<string>();
	for (const one of alternatives(join(".", pattern))) {
		search(base, "", one.split("/"), found);
	}
	return [...found];
}

/** Spells out the alternatives in braces. */
function alternatives(pattern: string): string[] {
	const match = /^((?:[^{}\\]|\\.)*)\{((?:[^{}\\]|\\.)*)\}(.*)$/s.exec(pattern);
	if (match === null) return [pattern];
	const [, before = "", inner = "", after = ""] = match;
	return inner
		.split(",")
		.flatMap((choice) => alternatives(before + choice + after));
}

function search(
	base: string,
	path: string,
	parts: string[],
	found: Set<string>,
): void {
	const [part, ...rest] = parts;
	if (part === undefined) {
		if (isFile(join(base, path))) found.add(path);
		return;
	}
	if (part === "..") {
		search(base, join(path, ".."), rest, found);
		return;
	}
	if (part === "**") {
		search(base, path, rest, found);
		for (const name of list(join(base, path))) {
			const inner = join(path, name);
			if (isDirectory(join(base, inner))) search(base, inner, parts, found);
			else if (rest.length === 0) found.add(inner);
		}
		return;
	}
	if (!/[*?[\\]/.test(part)) {
		search(base, join(path, part), rest, found);
		return;
	}
	const test = toRegExp(part);
	for (const name of list(join(base, path))) {
		if (!test.test(name)) continue;
		const inner = join(path, name);
		if (rest.length === 0 || isDirectory(join(base, inner))) {
			search(base, inner, rest, found);
		}
	}
}

function toRegExp(part: string): RegExp {
	const source = part.replace(
		/\*+|\?|\[(\^?)((?:[^\]\\]|\\.)+)\]|\\(.)|[^*?[\\]/gs,
		(whole, negated, set, escaped) => {
			if (whole.startsWith("*")) return "[^/]*";
			if (whole === "?") return "[^/]";
			if (set !== undefined) {
				return `[${negated}${set.replace(/[[&~|]/g, "\\$&")}]`;
			}
			return (escaped ?? whole).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
		},
	);
	try {
		return new RegExp(`^${source}$`, "su");
	} catch {
		throw new Error(
			`failed to glob pattern "${part}": syntax error in pattern`,
		);
	}
}

function list(directory: string): string[] {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}

const isFile = (path: string) =>
	statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const isDirectory = (path: string) =>
	statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
