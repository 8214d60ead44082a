import { Command, CommanderError } from "commander";
import { normalizeArguments } from "./arguments";
import type { Run } from "./command";
import { COMMANDS } from "./commands";
import { EXIT, report, UsageError } from "./failure";
import { makeTerminal, type Streams } from "./terminal";

/** Runs the command line of this process and ends it with the command's exit code. */
export async function runProcess(): Promise<void> {
	const { stdin, stdout, stderr, env } = process;
	// A reader that has seen enough (`fogform plan | head`) is no fault.
	stdout.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code === "EPIPE") process.exit(EXIT.done);
	});
	const code = await run(process.argv.slice(2), { stdin, stdout, stderr, env });
	await new Promise((resolve) => stdout.write("", resolve));
	process.exit(code);
}

/** Runs one command line and returns the exit code; nothing is thrown. */
export async function run(
	args: readonly string[],
	streams: Streams,
): Promise<number> {
	const state: Run = {
		streams,
		exitCode: EXIT.done,
		runCommand: run,
	};
	const complaints: string[] = [];
	const program = buildProgram(state, (text) => complaints.push(text));
	const before = process.cwd();
	try {
		const normalized = normalizeArguments(args, program);
		const folder = chdirOf(normalized);
		if (folder !== undefined) enter(folder);
		await program.parseAsync(normalized, { from: "user" });
		return state.exitCode;
	} catch (cause) {
		const terminal = makeTerminal(streams, {
			color: !args.includes("--no-color") && !args.includes("-no-color"),
		});
		if (cause instanceof CommanderError) {
			if (cause.exitCode === EXIT.done) return EXIT.done;
			if (cause.code === "commander.help") {
				terminal.note(complaints.join("").trimEnd());
				return EXIT.failed;
			}
			return report(usageError(cause, commandPath(args, program)), terminal);
		}
		return report(cause, terminal);
	} finally {
		if (process.cwd() !== before) process.chdir(before);
	}
}

/** The whole tree of commands; nothing that a command needs is loaded before it runs. */
export function buildProgram(
	state: Run,
	complain: (text: string) => void = () => {},
): Command {
	const program = new Command("fogform")
		.description(
			"Infrastructure as code for Eclipse ioFog edge fleets: describe the fleet in TypeScript, plan, apply, and catch drift.",
		)
		.option("--no-color", "print without colours (also NO_COLOR=1)")
		.option("--chdir <folder>", "work in another folder")
		.version(ownVersion(), "-v, --version", "print the version")
		.configureHelp({ showGlobalOptions: true })
		.configureOutput({
			writeOut: (text) => void state.streams.stdout.write(text),
			writeErr: complain,
			getOutHelpWidth: () => state.streams.stdout.columns || 80,
			getErrHelpWidth: () => state.streams.stderr.columns || 80,
		})
		.exitOverride()
		.helpCommand("help [command]", "explain a command");
	for (const define of COMMANDS) define(program, state);
	return program;
}

function usageError(cause: CommanderError, command: string): UsageError {
	const message = cause.message.replace(/^error: /, "");
	const [what, ...hints] = message.split("\n");
	const summary = SUMMARIES[cause.code] ?? "Invalid usage";
	const sentence = `${(what as string).charAt(0).toUpperCase()}${(what as string).slice(1)}`;
	const hint = hints.join(" ").replace(/^\(|\)$/g, "");
	return new UsageError(
		summary,
		`${sentence.replace(/\.?$/, ".")}${hint ? ` ${hint}` : ""}\n\nTo see what can be typed:\n    ${command} --help`,
	);
}

/** The command that the arguments name, as it is typed. */
function commandPath(args: readonly string[], program: Command): string {
	let command = program;
	const path = [program.name()];
	for (const arg of args) {
		const next = command.commands.find(
			(c) => c.name() === arg || c.aliases().includes(arg),
		);
		if (!next) continue;
		command = next;
		path.push(next.name());
	}
	return path.join(" ");
}

const SUMMARIES: Record<string, string> = {
	"commander.unknownCommand": "Unknown command",
	"commander.unknownOption": "Unknown option",
	"commander.missingArgument": "Missing argument",
	"commander.excessArguments": "Too many arguments",
	"commander.optionMissingArgument": "Missing value of an option",
	"commander.conflictingOption": "Options exclude each other",
	"commander.invalidArgument": "Invalid argument",
};

function ownVersion(): string {
	return (require("../../package.json") as { version: string }).version;
}

function chdirOf(args: readonly string[]): string | undefined {
	const flag = args.findLast((arg) => arg.startsWith("--chdir="));
	return flag?.slice("--chdir=".length);
}

function enter(folder: string): void {
	try {
		process.chdir(folder);
	} catch {
		throw new UsageError(
			"No such folder",
			`--chdir ${folder}: there is no folder of this name that you may enter.`,
		);
	}
}
