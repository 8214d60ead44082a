import type { Command } from "commander";
import type { Streams, Terminal } from "./terminal";
import { makeTerminal } from "./terminal";

/** What is shared by all commands of one run of the program. */
export interface Run {
	readonly streams: Streams;
	/** Set by the command that ran. */
	exitCode: number;
	/** Runs another command line, for a command that shows others. */
	readonly runCommand: (
		args: readonly string[],
		streams: Streams,
	) => Promise<number>;
}

/** One call of a command: what was typed, and the screen. */
export interface Call<Options> {
	readonly terminal: Terminal;
	readonly args: readonly string[];
	readonly options: Options;
	/** The command, for its help. */
	readonly command: Command;
}

/** Adds a command (or several) to the program. */
export type Define = (program: Command, run: Run) => void;

/** Adds a command to the command that it belongs to. */
export type DefineSubcommand = (parent: Command, run: Run) => void;

/** Options that every command takes. */
export interface GlobalOptions {
	readonly color?: boolean;
	readonly chdir?: string;
}

/** Ties a command to what it does; the number returned is the exit code, 0 without one. */
export function does<Options>(
	command: Command,
	run: Run,
	action: (call: Call<Options>) => Promise<number | undefined>,
): Command {
	return command.action(async () => {
		const options = command.optsWithGlobals<Options & GlobalOptions>();
		const terminal = makeTerminal(run.streams, options);
		run.exitCode =
			(await action({ terminal, args: command.args, options, command })) ?? 0;
	});
}

/** Gathers the values of an option that may be given more than once. */
export function repeated(value: string, before: string[] = []): string[] {
	return [...before, value];
}
