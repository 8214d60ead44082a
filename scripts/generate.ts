import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { version } from "../package.json";
import { definitions } from "./definitions";
import { emitConstructs } from "./emit-constructs";
import { format } from "./format";

/** Folders that hold nothing but generated files: what is in them and is not generated any more is removed. */
const FOLDERS = ["src/constructs/generated"];

const root = join(__dirname, "..");

/** Brings the files up to date, or says which are not. */
function settle(files: Map<string, string>, check: boolean): string[] {
	const stale: string[] = [];
	for (const [file, text] of files) {
		const path = join(root, file);
		if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
		stale.push(file);
		if (check) continue;
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
	for (const file of FOLDERS.flatMap((f) => filesIn(join(root, f)))) {
		if (files.has(file)) continue;
		stale.push(file);
		if (!check) rmSync(join(root, file));
	}
	return stale;
}

function filesIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const check = process.argv.includes("--check");
const models = definitions();
const files = format(emitConstructs(models, version));
const stale = settle(files, check);
if (check && stale.length > 0) {
	console.error(
		`Generated files are stale:\n${stale.map((f) => `  ${f}\n`).join("")}Run: npx jiti scripts/generate.ts`,
	);
	process.exitCode = 1;
} else {
	console.log(
		check
			? `${files.size} generated files are up to date.`
			: `${files.size} files generated, ${stale.length} changed.`,
	);
}
