import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "./failure";
import { MICROSERVICE } from "./template-microservice";
import { type PackageJson, STACKS, type Template } from "./templates";

/** What a project can begin as, by name; the first is what it is where nothing is said. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
	stacks: STACKS,
	microservice: MICROSERVICE,
};

/** What became of one file of the template. */
export interface InitResult {
	readonly file: string;
	readonly what: "created" | "completed" | "kept";
}

/** Makes a folder a project: writes the files that it lacks, adds the lines that its own files lack, overwrites nothing. */
export function initProject(
	folder: string,
	version: string,
	template: Template = STACKS,
): InitResult[] {
	const root = resolve(folder);
	const name = projectName(folder);
	const results: InitResult[] = [];
	const hasProgram = existsSync(join(root, "cdktf.json"));
	const note = (file: string, what: InitResult["what"]) =>
		results.push({ file, what });
	note("package.json", completePackage(root, template, version));
	note(".gitignore", completeIgnore(root, template.gitignore));
	for (const [file, text] of Object.entries(template.files(name))) {
		if (hasProgram && template.program.includes(file)) continue;
		note(file, create(join(root, file), text) ? "created" : "kept");
	}
	return results;
}

/** The folder's name as one that npm, the Controller and Docker take. */
function projectName(folder: string): string {
	const name = basename(resolve(folder))
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");
	return name || "edge";
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

function completePackage(
	root: string,
	template: Template,
	version: string,
): InitResult["what"] {
	const path = join(root, "package.json");
	const wanted = template.packageJson(projectName(root), version);
	if (create(path, jsonText(wanted))) return "created";
	const text = readFileSync(path, "utf8");
	const present = parsePackage(text, path);
	const completed = { ...present };
	for (const key of template.keys) completed[key] ??= wanted[key];
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

function completeIgnore(
	root: string,
	wanted: readonly string[],
): InitResult["what"] {
	const path = join(root, ".gitignore");
	if (create(path, `${wanted.join("\n")}\n`)) return "created";
	const text = readFileSync(path, "utf8");
	const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()));
	const missing = wanted.filter(
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
