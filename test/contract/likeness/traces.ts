import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Exchange } from "./call";
import { opaque, secrets, withoutFrames } from "./compare";

/** Stands for what a Controller made up, in a form that compares as such. */
const madeUp = `Secret0${"x".repeat(37)}`;

function tameValue(key: string, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((item) => tameValue("", item));
	if (value !== null && typeof value === "object")
		return Object.fromEntries(
			Object.entries(value).map(([name, item]) => [
				name,
				tameValue(name, item),
			]),
		);
	if (typeof value !== "string" || value === "") return value;
	if (key === "stack") return "";
	if (secrets.has(key)) return "<secret>";
	return opaque.test(value) ? madeUp : value;
}

/** An exchange as it is kept: without tokens and keys, and without stack frames, which name folders of the machine that recorded it. */
function tame({ call, answer }: Exchange): Exchange {
	const { body } = answer;
	const kept =
		typeof body === "string" ? withoutFrames(body) : tameValue("", body);
	return { call, answer: { ...answer, body: kept } };
}

/** Writes a trace, one exchange a line, without secrets and stack frames. */
export function writeTrace(file: string, trace: readonly Exchange[]): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(
		file,
		trace.map((exchange) => `${JSON.stringify(tame(exchange))}\n`).join(""),
	);
}

/** Reads a trace, or undefined where there is no such file. */
export function readTrace(file: string): Exchange[] | undefined {
	if (!existsSync(file)) return undefined;
	return readFileSync(file, "utf8")
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Exchange);
}
