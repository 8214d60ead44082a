import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "./failure";
import { FILES, GITIGNORE, type PackageJson, packageJson } from "./templates";

/** What became of one file of the template. */
export interface InitResult {
	readonly file: string;
	readonly what: "created" | "completed" | "kept";
}

// A project that has a program already needs none of these.
const PROGRAM = ["main.ts", "stack.ts", "test/stack.test.ts"];

/** Makes a folder a project of stacks: writes the files that it lacks, adds the lines that its own files lack, overwrites nothing. */
export function initProject(folder: string, version: string): InitResult[] {
	const root = resolve(folder);
	const results: InitResult[] = [];
	const hasProgram = existsSync(join(root, "cdktf.json"));
	const note = (file: string, what: InitResult["what"]) =>
		results.push({ file, what });
	note("package.json", completePackage(root, version));
	note(".gitignore", completeIgnore(root));
	for (const [file, text] of Object.entries(FILES)) {
		if (hasProgram && PROGRAM.includes(file)) continue;
		note(file, create(join(root, file), text) ? "created" : "kept");
	}
	return results;
}

function create(path: string, text: string): boolean {
	mkdirSync(dirname(path), { recursive: true });
	try {
		writeFileSync(path, text, { flag: "wx" });
		return true;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw cause;
	}
}

function completePackage(root: string, version: string): InitResult["what"] {
	const path = join(root, "package.json");
	const name = basename(root)
		.toLowerCase()
		.replace(/[^a-z0-9._-]+/g, "-")
		.replace(/^[._-]+/, "");
	const wanted = packageJson(name || "edge", version);
	if (create(path, jsonText(wanted))) return "created";
	const text = readFileSync(path, "utf8");
	const present = parsePackage(text, path);
	const completed = { ...present };
	const declared = { ...present.dependencies, ...present.devDependencies };
	for (const group of ["dependencies", "devDependencies"] as const)
		completed[group] = lacking(present[group], wanted[group], declared);
	completed.scripts = lacking(present.scripts, wanted.scripts, {});
	const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ";
	const completedText = jsonText(completed, indent);
	if (JSON.stringify(completed) === JSON.stringify(present)) return "kept";
	writeFileSync(path, completedText);
	return "completed";
}

function lacking(
	present: Readonly<Record<string, string>> | undefined,
	wanted: Readonly<Record<string, string>> | undefined,
	elsewhere: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
	const added = Object.entries(wanted ?? {}).filter(
		([name]) =>
			!Object.hasOwn(present ?? {}, name) && !Object.hasOwn(elsewhere, name),
	);
	if (added.length === 0) return present;
	return { ...present, ...Object.fromEntries(added) };
}

function parsePackage(
	text: string,
	path: string,
): PackageJson & Record<string, unknown> {
	try {
		const value = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value;
	} catch {
		// Said below.
	}
	throw new UsageError(
		"Invalid package.json",
		`${path} is not a JSON object, so that nothing could be added to it. Put it right first.`,
	);
}

function completeIgnore(root: string): InitResult["what"] {
	const path = join(root, ".gitignore");
	if (create(path, `${GITIGNORE.join("\n")}\n`)) return "created";
	const text = readFileSync(path, "utf8");
	const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()));
	const missing = GITIGNORE.filter(
		(line) =>
			!line.startsWith("#") &&
			!lines.has(line) &&
			!lines.has(line.replace(/\/$/, "")),
	);
	if (missing.length === 0) return "kept";
	const start = text === "" || text.endsWith("\n") ? "" : "\n";
	writeFileSync(path, `${text}${start}${missing.join("\n")}\n`);
	return "completed";
}

function jsonText(value: unknown, indent = "  "): string {
	return `${JSON.stringify(value, null, indent)}\n`;
}
