import type { Command, Option } from "commander";
import { UsageError } from "./failure";

/**
 * Rewrites arguments to the one spelling that the parser knows: Terraform's `-auto-approve` and `-var` become `--auto-approve` and
 * `--var`; `--refresh=false` becomes `--no-refresh`, `--refresh=true` and `--json=true` lose their value. What follows `--` stays.
 */
export function normalizeArguments(
	args: readonly string[],
	program: Command,
): string[] {
	const out: string[] = [];
	let command = program;
	for (let i = 0; i < args.length; i++) {
		const arg = args[i] as string;
		if (arg === "--") return [...out, ...args.slice(i)];
		const [flag, value] = split(arg);
		const option = flag === undefined ? undefined : findOption(command, flag);
		if (flag === undefined || !option) {
			out.push(arg);
			command = command.commands.find((c) => isNamed(c, arg)) ?? command;
		} else if (option.required) {
			// The value is what follows, even where it begins with a dash.
			const text = value ?? args[++i];
			out.push(text === undefined ? `--${flag}` : `--${flag}=${text}`);
		} else out.push(...withTruth(command, flag, value));
	}
	return out;
}

function isNamed(command: Command, name: string): boolean {
	return command.name() === name || command.aliases().includes(name);
}

function split(arg: string): [string, string | undefined] | [] {
	const match = /^--?([a-z][a-z0-9-]+)(?:=([\s\S]*))?$/.exec(arg);
	return match ? [match[1] as string, match[2]] : [];
}

function findOption(command: Command, flag: string): Option | undefined {
	const own = command.options.find(
		(option) => option.long === `--${flag}` || option.long === `--no-${flag}`,
	);
	return own ?? (command.parent ? findOption(command.parent, flag) : undefined);
}

function withTruth(
	command: Command,
	flag: string,
	value: string | undefined,
): string[] {
	const has = (name: string) => findOption(command, name)?.long === `--${name}`;
	if (value !== undefined && value !== "true" && value !== "false")
		throw new UsageError(
			"Invalid option",
			`--${flag}=${value}: the value must be true or false.`,
		);
	if (value !== "false") return has(flag) ? [`--${flag}`] : [];
	const opposite = flag.startsWith("no-") ? flag.slice(3) : `no-${flag}`;
	return has(opposite) ? [`--${opposite}`] : [];
}
