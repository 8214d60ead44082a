import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { jsonFault } from "../../core";
import { EngineError } from "../types";
import { isObject } from "./shape";

/** Ends with one error. */
export function fail(summary: string, detail: string, file?: string): never {
	throw new EngineError([
		{ severity: "error", summary, detail, ...(file && { file }) },
	]);
}

/** Reads a JSON file. Throws EngineError. */
export function readJson(file: string): unknown {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		return fail(
			"File cannot be read",
			`${file}: ${(cause as Error).message}`,
			file,
		);
	}
	try {
		return JSON.parse(text);
	} catch (cause) {
		return fail(
			"Invalid JSON",
			`The file is not valid JSON: ${jsonFault(cause)}. ${basename(file) === "cdktf.json" ? "Correct it." : "Synthesize the stacks again:\n    fogform synth"}`,
			file,
		);
	}
}

/** Where cdktf writes what it synthesizes, unless it is told another folder. */
export const OUTPUT = "cdktf.out";

/** The folder that a project is synthesized into. */
export function outputFolder(dir: string, output?: string): string {
	const file = join(dir, "cdktf.json");
	const config = readJson(file);
	if (!isObject(config as never))
		fail("Invalid cdktf.json", `${file} must hold a JSON object.`, file);
	if (output !== undefined) return resolve(dir, output);
	const named = (config as { output?: unknown }).output;
	return resolve(dir, typeof named === "string" ? named : OUTPUT);
}
