import { createInterface } from "node:readline";
import pc from "picocolors";
import type { Colors } from "picocolors/types";

/** What a command reads from and writes to: the process's own streams, or those of a test. */
export interface Streams {
	readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
	readonly stdout: NodeJS.WritableStream & {
		isTTY?: boolean;
		columns?: number;
	};
	readonly stderr: NodeJS.WritableStream & {
		isTTY?: boolean;
		columns?: number;
	};
	readonly env: Readonly<Record<string, string | undefined>>;
}

/** The screen as commands use it: data on standard output, everything else on standard error. */
export interface Terminal {
	readonly streams: Streams;
	/** Colours of standard output, and those of standard error: none where the stream is no terminal or they are switched off. */
	readonly colors: Colors;
	readonly errorColors: Colors;
	/** Characters in a line of standard output. */
	readonly width: number;
	/** True where somebody can be asked. */
	readonly interactive: boolean;
	/** True where standard error can show lines that change. */
	readonly live: boolean;
	/** Writes a line, or several, of data. */
	print(text: string): void;
	/** Writes a line that is no data: a notice, a question, an error. */
	note(text: string): void;
	/** Asks for one line; undefined where the input ends. */
	ask(question: string, signal?: AbortSignal): Promise<string | undefined>;
}

// Terraform's width where there is no terminal.
const DEFAULT_WIDTH = 78;

/** Makes a terminal of streams; `color: false` is `--no-color`. */
export function makeTerminal(
	streams: Streams,
	options: { color?: boolean } = {},
): Terminal {
	const { stdin, stdout, stderr, env } = streams;
	const wanted = options.color !== false && !env.NO_COLOR;
	const colorsOf = (stream: { isTTY?: boolean }) =>
		pc.createColors(
			wanted &&
				(isSet(env.FORCE_COLOR) ||
					(stream.isTTY === true && env.TERM !== "dumb")),
		);
	const automated = isSet(env.CI);
	return {
		streams,
		colors: colorsOf(stdout),
		errorColors: colorsOf(stderr),
		width: Math.max(40, stdout.columns || DEFAULT_WIDTH),
		interactive: stdin.isTTY === true && stdout.isTTY === true && !automated,
		live: stderr.isTTY === true && env.TERM !== "dumb" && !automated,
		print: (text) => void stdout.write(`${text}\n`),
		note: (text) => void stderr.write(`${text}\n`),
		ask: (question, signal) => ask(streams, question, signal),
	};
}

function isSet(value: string | undefined): boolean {
	return (
		value !== undefined && value !== "" && value !== "0" && value !== "false"
	);
}

function ask(
	{ stdin, stdout }: Streams,
	question: string,
	signal?: AbortSignal,
): Promise<string | undefined> {
	return new Promise((resolve) => {
		const lines = createInterface({ input: stdin, output: stdout });
		const end = (answer?: string) => {
			signal?.removeEventListener("abort", stop);
			resolve(answer);
			lines.close();
		};
		const stop = () => end();
		if (signal?.aborted) return end();
		signal?.addEventListener("abort", stop);
		lines.on("close", () => end());
		// The terminal hands Ctrl-C to the line editor while it reads.
		lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
		lines.question(question, end);
	});
}
