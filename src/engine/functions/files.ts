import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import {
	basename,
	dirname,
	isAbsolute,
	join,
	normalize,
	resolve,
} from "node:path";
import { setValue } from "../values/set";
import { quote } from "../values/strings";
import {
	FALSE,
	stringValue,
	TRUE,
	unknownValue,
	type Value,
} from "../values/value";
import { aboutArgument, text, textFunction } from "./define";
import { ArgumentError, type FunctionDefinition } from "./definition";
import { decodeUtf8 } from "./encodings";
import { glob } from "./glob";

const PATH = text("path", { allowMarked: true, allowUnknown: true });

function expandHome(path: string): string {
	if (!path.startsWith("~")) return path;
	if (path !== "~" && !path.startsWith("~/")) {
		throw new Error("cannot expand user-specific home dir");
	}
	return path === "~" ? homedir() : join(homedir(), path.slice(1));
}

function located(directory: string, path: string): string {
	const expanded = expandHome(path);
	return normalize(isAbsolute(expanded) ? expanded : join(directory, expanded));
}

function errorCode(error: unknown): string | undefined {
	return (error as NodeJS.ErrnoException).code;
}

function read(directory: string, path: Value): Buffer {
	try {
		return readFileSync(located(directory, path.text));
	} catch (error) {
		const shown = path.isSensitive ? "(sensitive value)" : quote(path.text);
		const code = errorCode(error);
		if (code === "ENOENT") {
			throw new Error(
				`no file exists at ${shown}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`,
			);
		}
		throw new Error(
			code === undefined
				? (error as Error).message
				: `failed to read file ${shown}: ${code}`,
		);
	}
}

function file(directory: string, path: Value): Value {
	if (!path.isKnown) return unknownValue("string").withMarks(path.marks);
	const bytes = aboutArgument(0, () => read(directory, path));
	const contents = decodeUtf8(bytes);
	if (contents === undefined) {
		const shown = path.isSensitive ? "(sensitive value)" : quote(path.text);
		throw new Error(
			`contents of ${shown} are not valid UTF-8; file hashing functions (e.g. filemd5, filesha256) take any contents`,
		);
	}
	return stringValue(contents).withMarks(path.marks);
}

function fileExists(directory: string, path: Value): Value {
	if (!path.isKnown) return unknownValue("bool").withMarks(path.marks);
	const where = located(directory, path.text);
	const shown = path.isSensitive ? "(sensitive value)" : quote(where);
	let stats: ReturnType<typeof statSync>;
	try {
		stats = statSync(where);
	} catch (error) {
		if (errorCode(error) === "ENOENT") return FALSE.withMarks(path.marks);
		throw new Error(`failed to stat ${shown}`);
	}
	if (stats?.isFile()) return TRUE.withMarks(path.marks);
	throw new ArgumentError(
		0,
		stats?.isDirectory()
			? `${shown} is a directory, not a file`
			: `${shown} is not a regular file`,
	);
}

function fileSet(directory: string, path: Value, pattern: Value): Value {
	const marks = path.marks | pattern.marks;
	if (!path.isKnown || !pattern.isKnown) {
		return unknownValue(["set", "string"]).withMarks(marks);
	}
	const base = isAbsolute(path.text) ? path.text : join(directory, path.text);
	const found = glob(base, pattern.text);
	return setValue("string", found.map(stringValue)).withMarks(marks);
}

function fileHash(name: string, algorithm: string): FunctionDefinition {
	return {
		name,
		summary: `Computes the ${algorithm.toUpperCase()} hash of a file's contents.`,
		parameters: [text("path")],
		returns: "string",
		notNull: true,
		run: ({ args: [path], context }) =>
			stringValue(
				createHash(algorithm)
					.update(read(context.directory, path as Value))
					.digest("hex"),
			),
	};
}

function trimSlashes(path: string): string {
	return path.length > 1 ? path.replace(/(?<=.)\/+$/, "") : path;
}

/** Functions of files and paths. */
export const fileFunctions: FunctionDefinition[] = [
	{
		name: "file",
		summary: "Reads a file as text.",
		parameters: [PATH],
		returns: "string",
		notNull: true,
		run: ({ args: [path], context }) => file(context.directory, path as Value),
	},
	{
		name: "fileexists",
		summary: "Says whether a file exists.",
		parameters: [PATH],
		returns: "bool",
		notNull: true,
		run: ({ args: [path], context }) =>
			fileExists(context.directory, path as Value),
	},
	{
		name: "fileset",
		summary: "Lists the files in a folder that match a pattern.",
		parameters: [
			PATH,
			text("pattern", { allowMarked: true, allowUnknown: true }),
		],
		returns: ["set", "string"],
		notNull: true,
		run: ({ args: [path, pattern], context }) =>
			fileSet(context.directory, path as Value, pattern as Value),
	},
	fileHash("filemd5", "md5"),
	fileHash("filesha1", "sha1"),
	fileHash("filesha256", "sha256"),
	fileHash("filesha512", "sha512"),
	textFunction(
		"abspath",
		"Makes a path absolute, from the working directory.",
		[text("path")],
		(path) => stringValue(resolve(path)),
	),
	textFunction(
		"basename",
		"Gives the last part of a path.",
		[text("path")],
		(path) =>
			stringValue(path === "" ? "." : basename(trimSlashes(path)) || "/"),
	),
	textFunction(
		"dirname",
		"Gives a path without its last part.",
		[text("path")],
		(path) =>
			stringValue(
				path.endsWith("/")
					? trimSlashes(normalize(path))
					: normalize(dirname(path)),
			),
	),
	textFunction(
		"pathexpand",
		"Replaces `~` at the start of a path by the home folder.",
		[text("path")],
		(path) => stringValue(expandHome(path)),
	),
];
