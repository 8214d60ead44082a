import { PassThrough } from "node:stream";
import type { Streams } from "../../../../src/cli/terminal";

/** Streams that keep what is written to them; with `answers` they are a terminal on which somebody types these lines. */
export function fakeStreams(
	options: {
		env?: Record<string, string>;
		answers?: string[];
		terminal?: boolean;
	} = {},
): Streams & { out(): string; err(): string } {
	const isTTY = options.terminal ?? options.answers !== undefined;
	const collect = () => Object.assign(new PassThrough(), { isTTY });
	const stdout = collect();
	const stderr = collect();
	const stdin = collect();
	let out = "";
	let err = "";
	stdout.on("data", (chunk) => {
		out += chunk;
	});
	stderr.on("data", (chunk) => {
		err += chunk;
	});
	for (const answer of options.answers ?? []) stdin.write(`${answer}\n`);
	return {
		stdin,
		stdout,
		stderr,
		env: { NO_COLOR: "1", ...options.env },
		out: () => out,
		err: () => err,
	};
}
