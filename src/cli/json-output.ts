import { printJson } from "../engine/values/json-text";
import type { Terminal } from "./terminal";

/**
 * Writes a value as JSON to standard output, long numbers in full. It goes out piece by piece, as fast as it is read: the plan of a
 * large fleet is a multiple of the memory that a process should take.
 */
export async function printJsonValue(
	value: object,
	{ streams }: Terminal,
): Promise<void> {
	let text = "";
	for (const piece of pieces(value, 0)) {
		text += piece;
		if (text.length < CHUNK) continue;
		await written(streams.stdout, text);
		text = "";
	}
	await written(streams.stdout, `${text}\n`);
}

/** The JSON text of one line. */
export function jsonLine(value: object): string {
	return printJson(value);
}

const CHUNK = 1 << 18;
const INDENT = 2;
/** What lies deeper is printed as a whole: in a plan one resource. */
const DEPTH = 6;

function* pieces(value: unknown, depth: number): Generator<string> {
	const list = Array.isArray(value);
	if (depth >= DEPTH || !(list || isPlain(value))) {
		const text = printJson(value as object, { indent: INDENT });
		yield depth === 0 ? text : text.replaceAll("\n", `\n${pad(depth)}`);
		return;
	}
	let separator = "\n";
	yield list ? "[" : "{";
	for (const key of Object.keys(value as object)) {
		const member: unknown = (value as Record<string, unknown>)[key];
		if (member === undefined && !list) continue;
		yield `${separator}${pad(depth + 1)}${list ? "" : `${JSON.stringify(key)}: `}`;
		yield* pieces(member ?? null, depth + 1);
		separator = ",\n";
	}
	const end = list ? "]" : "}";
	yield separator === "\n" ? end : `\n${pad(depth)}${end}`;
}

const pad = (depth: number) => " ".repeat(INDENT * depth);

function isPlain(value: unknown): value is object {
	if (typeof value !== "object" || value === null) return false;
	const prototype = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** Waits until a text is out of our hands, and lets go of what was only looked at for it. */
async function written(
	stream: NodeJS.WritableStream,
	text: string,
): Promise<void> {
	await new Promise<void>((resolve) => stream.write(text, () => resolve()));
	await new Promise(setImmediate);
}
