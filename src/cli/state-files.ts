import type { Command } from "commander";
import { UsageError } from "./failure";
import { engine, engineState } from "./lazy";
import {
	addStackSourceOptions,
	type StackFlags,
	stackOptions,
} from "./stack-options";
import type { Terminal } from "./terminal";

/** What the commands that work on one state take. */
export interface StateFlags extends StackFlags {
	readonly stack?: string;
}

/** The state of a stack, by its path. */
export interface StateFile {
	readonly stack: string;
	readonly path: string;
}

/** Adds the options of the commands that work on states. */
export function addStateOptions(command: Command): Command {
	return addStackSourceOptions(
		command.option(
			"--stack <name>",
			"the stack whose state is meant; needed where it is not clear",
		),
	);
}

/** The state files that a command may mean: the one of --stack, or those of all stacks. */
export function stateFiles(
	flags: StateFlags,
	terminal: Terminal,
): Promise<readonly StateFile[]> {
	return engine().stateFiles(
		stackOptions(
			flags,
			flags.stack === undefined ? [] : [flags.stack],
			terminal.streams.env,
		),
	);
}

/** The one state file that a command means. */
export async function oneStateFile(
	flags: StateFlags,
	terminal: Terminal,
	command: string,
): Promise<StateFile> {
	const files = await stateFiles(flags, terminal);
	const [only, ...others] = files;
	if (only && others.length === 0) return only;
	throw new UsageError(
		"One stack needed",
		`This works on the state of one stack, and there are several: ${files.map((f) => f.stack).join(", ")}. Name it:\n    fogform ${command} --stack ${only?.stack ?? "STACK"}`,
	);
}

/** The one state file that holds all the addresses. */
export async function stateFileWith(
	addresses: readonly string[],
	flags: StateFlags,
	terminal: Terminal,
	command: string,
): Promise<StateFile> {
	const files = await stateFiles(flags, terminal);
	if (files.length === 1) return files[0] as StateFile;
	const { listAddresses, readStateFile } = engineState();
	const holding: StateFile[] = [];
	for (const file of files) {
		const state = await readStateFile(file.path, { anyProvider: true });
		if (!state) continue;
		const known = new Set(listAddresses(state));
		if (addresses.some((a) => isHeld(a, known))) holding.push(file);
	}
	const [only, ...others] = holding;
	if (only && others.length === 0) return only;
	throw new UsageError(
		only ? "One stack needed" : "No such resource in the state",
		only
			? `Several stacks have ${addresses.join(" or ")} in their states: ${holding.map((f) => f.stack).join(", ")}. Name one:\n    fogform ${command} --stack ${only.stack}`
			: `No state holds ${addresses.join(" or ")}. To see what the states hold:\n    fogform state list`,
	);
}

function isHeld(address: string, known: ReadonlySet<string>): boolean {
	if (known.has(address)) return true;
	for (const other of known) if (other.startsWith(`${address}[`)) return true;
	return false;
}
