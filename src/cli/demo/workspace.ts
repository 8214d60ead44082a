import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../failure";

/** A throw-away project: a copy of the stacks of this package, whose code the demo may change. */
export interface Workspace {
	readonly folder: string;
	/** Replaces text in a file of the stacks and returns the changed lines, before and after. */
	edit(
		file: string,
		from: string,
		to: string,
	): { before: string; after: string };
	remove(): void;
}

// The program of the stacks loads these; they are found where this package finds them.
const NEEDED = ["cdktf", "constructs"];

/** Makes a folder below the system's temporary one with stacks and a cdktf.json that runs them: those of this package, or the given files by path. */
export function makeWorkspace(
	files?: Readonly<Record<string, string>>,
): Workspace {
	const root = packageRoot();
	const stacks = join(root, "stacks");
	if (!files && !existsSync(join(stacks, "demo.ts")))
		throw new UsageError(
			"No stacks to show",
			`The demo runs the stacks of this package, and ${stacks} does not hold them.`,
		);
	const jiti = locate("jiti/package.json", root);
	const folder = mkdtempSync(join(tmpdir(), "fogform-demo-"));
	try {
		if (!files) cpSync(stacks, join(folder, "stacks"), { recursive: true });
		for (const [file, text] of Object.entries(files ?? {})) {
			mkdirSync(dirname(join(folder, file)), { recursive: true });
			writeFileSync(join(folder, file), text);
		}
		const modules = join(folder, "node_modules");
		mkdirSync(modules);
		symlinkSync(root, join(modules, "fogform"), "dir");
		for (const name of NEEDED)
			symlinkSync(
				dirname(locate(`${name}/package.json`, root)),
				join(modules, name),
				"dir",
			);
		const runner = join(dirname(jiti), "lib", "jiti-cli.mjs");
		writeFileSync(
			join(folder, "cdktf.json"),
			JSON.stringify({
				language: "typescript",
				app: `${alias(root)}"${process.execPath}" "${runner}" stacks/${files ? "main" : "demo"}.ts`,
				sendCrashReports: "false",
			}),
		);
	} catch (cause) {
		rmSync(folder, { recursive: true, force: true });
		throw cause;
	}
	return {
		folder,
		edit(file, from, to) {
			const path = join(folder, file);
			const text = readFileSync(path, "utf8");
			const line = text.split("\n").find((l) => l.includes(from));
			if (line === undefined)
				throw new UsageError(
					"No stacks to show",
					`The demo changes "${from}" in ${file}, and it is not there.`,
				);
			writeFileSync(path, text.replace(from, to));
			return { before: line.trim(), after: line.replace(from, to).trim() };
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

// In development this runs from the sources, and the stacks shall load the same ones, not those that were built last.
function alias(root: string): string {
	if (__filename.endsWith(".js")) return "";
	const map = JSON.stringify({ fogform: join(root, "src", "index.ts") });
	return `JITI_ALIAS='${map}' `;
}

/** The folder of this package. */
export function packageRoot(): string {
	return dirname(require.resolve("../../../package.json"));
}

function locate(file: string, root: string): string {
	try {
		return require.resolve(file, { paths: [root, process.cwd()] });
	} catch {
		const name = file.split("/")[0];
		throw new UsageError(
			"Missing package",
			`The demo needs the package ${name} to run its stacks. Install it beside fogform:\n    npm install cdktf constructs jiti`,
		);
	}
}
