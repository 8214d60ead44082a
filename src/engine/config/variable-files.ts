import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonFault } from "../../core";
import {
	evaluate,
	fromJsonImplied,
	LanguageError,
	parseExpression,
	parseJson,
	type Value,
} from "../language";
import { EMPTY_SCOPE } from "./body";
import { fail } from "./files";
import { isObject } from "./shape";

/** The variable files that are read without being named, of one folder, in the order in which later ones win. */
export function automaticFiles(directory: string): string[] {
	if (!existsSync(directory)) return [];
	const names = readdirSync(directory);
	return [
		...["terraform.tfvars", "terraform.tfvars.json"].filter((name) =>
			names.includes(name),
		),
		...names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name)).sort(),
	].map((name) => join(directory, name));
}

/** The values in a variable file: JSON by its name, else `name = expression` line by line. */
export function readVariableFile(file: string): Map<string, Value> {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		return fail(
			"Failed to read variables file",
			`Given variables file ${file} does not exist or cannot be read.`,
			file,
		);
	}
	return file.endsWith(".json")
		? fromJsonText(text, file)
		: fromHcl(text, file);
}

function fromJsonText(text: string, file: string): Map<string, Value> {
	try {
		const json = parseJson(text);
		if (!isObject(json)) throw new Error("a JSON object is required");
		return new Map(
			Object.entries(json)
				.filter(([name]) => name !== "//")
				.map(([name, value]) => [name, fromJsonImplied(value)]),
		);
	} catch (cause) {
		return fail(
			"Invalid variables file",
			`${file}: ${jsonFault(cause)}.`,
			file,
		);
	}
}

function fromHcl(text: string, file: string): Map<string, Value> {
	const values = new Map<string, Value>();
	const lines = text.split(/\r?\n/);
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] as string;
		if (/^\s*(#.*|\/\/.*)?$/.test(line)) continue;
		const match =
			/^\s*"?([\p{ID_Start}_][\p{ID_Continue}-]*)"?\s*=(.*)$/su.exec(line);
		if (match === null)
			fail(
				"Invalid variables file",
				`${file}, line ${i + 1}: a line "name = value" was expected.`,
				file,
			);
		const [, name = "", first = ""] = match as RegExpExecArray;
		// An expression ends with the line on which it is complete.
		let expression = first;
		for (let end = i; ; ) {
			try {
				values.set(
					name,
					evaluate(parseExpression(expression.trim()), EMPTY_SCOPE),
				);
				i = end;
				break;
			} catch (thrown) {
				if (!(thrown instanceof LanguageError)) throw thrown;
				end++;
				if (end >= lines.length)
					fail(
						"Invalid variables file",
						`${file}, line ${i + 1}: ${thrown.summary}: ${thrown.detail}`,
						file,
					);
				expression += `\n${lines[end]}`;
			}
		}
	}
	return values;
}
