import { UsageError } from "./failure";
import type { Terminal } from "./terminal";

/** Fails, before anything is done, where a question will have to be asked and nobody can answer it. */
export function assertCanAsk(
	terminal: Terminal,
	flags: { autoApprove?: boolean; json?: boolean },
	command: string,
): void {
	if (flags.autoApprove) return;
	if (terminal.interactive && !flags.json) return;
	throw new UsageError(
		"Approval needed",
		`${flags.json ? "With --json nothing is asked" : "This is no terminal on which a question could be answered"}, so that ${command} must be approved beforehand:\n    fogform ${command} --auto-approve`,
	);
}

/** Asks a question that only "yes" answers; false for anything else. */
export async function askForYes(
	terminal: Terminal,
	question: { title: string; lines: readonly string[] },
	signal?: AbortSignal,
): Promise<boolean> {
	const { bold } = terminal.colors;
	terminal.print(
		[bold(question.title), ...question.lines.map((line) => `  ${line}`)].join(
			"\n",
		),
	);
	terminal.print("");
	const answer = await terminal.ask(`  ${bold("Enter a value:")} `, signal);
	terminal.print("");
	return answer?.trim() === "yes";
}
