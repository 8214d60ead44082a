import { UsageError } from "./failure";

/** Refuses --json together with --stack-json. */
export function excludeBoth(flags: {
	readonly json?: boolean;
	readonly stackJson?: boolean;
}): void {
	if (flags.json && flags.stackJson)
		throw new UsageError(
			"Options exclude each other",
			"--json prints all stacks, --stack-json one: give one of them.",
		);
}

/** What --stack-json prints: the document of the only stack that is selected. */
export function onlyStack(
	stacks: Readonly<Record<string, object>>,
	command: "plan" | "show",
): object {
	const names = Object.keys(stacks);
	const [name = "STACK", ...others] = names;
	const only = stacks[name];
	if (!only || others.length > 0)
		throw new UsageError(
			"One stack needed",
			`--stack-json prints exactly one stack, and these are selected: ${names.join(", ") || "none"}. Name one:\n    fogform ${command} ${name} --stack-json`,
		);
	return only;
}
