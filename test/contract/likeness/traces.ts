import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Exchange } from "./call";

/** Frames of stack traces name folders of the machine that recorded them. */
function withoutStack(exchange: Exchange): Exchange {
	const { answer, call } = exchange;
	if (typeof answer.body === "string" && answer.type.includes("html"))
		return {
			call,
			answer: {
				...answer,
				body: answer.body.replace(
					/(?:<br> (?:&nbsp; )*&nbsp;at |(?:<br>| |\n)+ ?(?:&nbsp;)* ?at )(?:.|\n)*?(?=<\/pre>|$)/g,
					"",
				),
			},
		};
	if (
		answer.body !== null &&
		typeof answer.body === "object" &&
		"stack" in answer.body
	)
		return { call, answer: { ...answer, body: { ...answer.body, stack: "" } } };
	return exchange;
}

/** Writes a trace, one exchange a line, without frames of stack traces. */
export function writeTrace(file: string, trace: readonly Exchange[]): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(
		file,
		trace
			.map((exchange) => `${JSON.stringify(withoutStack(exchange))}\n`)
			.join(""),
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
