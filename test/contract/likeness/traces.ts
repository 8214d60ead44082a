import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Exchange } from "./call";
import { secrets, withoutFrames } from "./compare";

/** An answer as it is kept: without tokens and keys, and without stack frames, which name folders of the machine that recorded it. */
function tame(exchange: Exchange): Exchange {
	const { answer, call } = exchange;
	const { body } = answer;
	if (typeof body === "string")
		return { call, answer: { ...answer, body: withoutFrames(body) } };
	if (body === null || typeof body !== "object" || Array.isArray(body))
		return exchange;
	const kept = Object.entries(body).map(([key, value]) => {
		if (key === "stack") return [key, ""];
		return [
			key,
			secrets.has(key) && typeof value === "string" && value !== ""
				? "<secret>"
				: value,
		];
	});
	return { call, answer: { ...answer, body: Object.fromEntries(kept) } };
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
