import type { Command } from "commander";
import type { PlanOptions, StackOptions } from "../engine/types";
import { repeated } from "./command";
import { UsageError } from "./failure";
import { numberOption } from "./numbers";

/** What the commands that work on stacks take. */
export interface StackFlags {
	readonly output?: string;
	readonly skipSynth?: boolean;
	readonly var?: string[];
	readonly varFile?: string[];
	readonly parallelism?: number;
	readonly lockTimeout?: number;
}

/** What `plan`, `apply` and `destroy` take beside. */
export interface PlanFlags extends StackFlags {
	readonly target?: string[];
	readonly replace?: string[];
	readonly refresh: boolean;
	readonly allowRestarts?: number;
	readonly destroy?: boolean;
}

/** Adds the names of stacks and the options that say where they come from. */
export function addStackOptions(command: Command): Command {
	return addStackSourceOptions(
		command.argument(
			"[stacks...]",
			"names of stacks, or globs such as 'shop-*'; all stacks without",
		),
	);
}

/** Adds the options that say where stacks come from, and the values of their variables. */
export function addStackSourceOptions(command: Command): Command {
	return command
		.option(
			"--output <folder>",
			"folder of the synthesized stacks (default: cdktf.out, or as in cdktf.json)",
		)
		.option("--skip-synth", "take the synthesized stacks as they are")
		.option(
			"--var <name=value>",
			"value of a variable; may be given more than once",
			repeated,
		)
		.option(
			"--var-file <file>",
			"file with values of variables; may be given more than once",
			repeated,
		)
		.option(
			"--parallelism <number>",
			"calls that run at the same time (default: 10)",
			numberOption("--parallelism", { min: 1 }),
		)
		.option(
			"--lock-timeout <time>",
			"how long to wait for the lock of a state, e.g. 30s or 2m (default: 0s)",
			durationOption,
		);
}

/** Adds the options that say what is planned. */
export function addPlanOptions(command: Command): Command {
	return command
		.option(
			"--target <address>",
			"only this resource or instance and what it depends on; may be given more than once",
			repeated,
		)
		.option(
			"--replace <address>",
			"replace this resource instance; may be given more than once",
			repeated,
		)
		.option(
			"--no-refresh",
			"take the state as it is, without reading the Controller (also --refresh=false)",
		)
		.option(
			"--allow-restarts <number>",
			"fail where more microservices than this would restart",
			numberOption("--allow-restarts", { min: 0 }),
		);
}

/** The engine's options for what was typed. */
export function stackOptions(
	flags: StackFlags,
	stacks: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): StackOptions {
	return {
		dir: process.cwd(),
		env,
		...(stacks.length > 0 && { stacks }),
		...(flags.output !== undefined && { output: flags.output }),
		...(flags.skipSynth && { skipSynth: true }),
		...(flags.var && { vars: variables(flags.var) }),
		...(flags.varFile && { varFiles: flags.varFile }),
		...(flags.parallelism !== undefined && { parallelism: flags.parallelism }),
		...(flags.lockTimeout !== undefined && { lockTimeout: flags.lockTimeout }),
	};
}

/** The engine's options for a plan. */
export function planOptions(
	flags: PlanFlags,
	stacks: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): PlanOptions {
	return {
		...stackOptions(flags, stacks, env),
		refresh: flags.refresh,
		...(flags.target && { targets: flags.target }),
		...(flags.replace && { replace: flags.replace }),
		...(flags.destroy && { destroy: true }),
		...(flags.allowRestarts !== undefined && {
			allowRestarts: flags.allowRestarts,
		}),
	};
}

function variables(assignments: readonly string[]): Record<string, string> {
	const values: Record<string, string> = {};
	for (const assignment of assignments) {
		const at = assignment.indexOf("=");
		if (at < 1)
			throw new UsageError(
				"Invalid option",
				`--var ${assignment}: write the name of the variable, "=", and its value:\n    --var 'region=eu'`,
			);
		values[assignment.slice(0, at)] = assignment.slice(at + 1);
	}
	return values;
}

const SECONDS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Reads a duration such as `30s`, `1m30s` or `90` (seconds); the result is in seconds. */
export function durationOption(text: string): number {
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
	if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
		throw new UsageError(
			"Invalid option",
			`--lock-timeout ${text}: write a time such as 30s, 2m or 1m30s.`,
		);
	let seconds = 0;
	for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
		seconds += Number(number) * (SECONDS[unit as string] as number);
	return seconds;
}
