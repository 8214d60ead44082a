import { type Define, does } from "../command";
import { showDrift } from "../drift-text";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";
import { showNotices } from "../plan-text";
import { planProgress } from "../progress";
import {
	addStackOptions,
	type StackFlags,
	stackOptions,
} from "../stack-options";

/** `fogform drift`: compares code, state and Controller, by reading alone. */
export const define: Define = (program, run) => {
	const command = addStackOptions(
		program
			.command("drift")
			.description(
				"show what differs between code, state and Controller; changes nothing (exit code 0: in sync, 2: drift, 3: only changes not applied yet)",
			),
	).option("--json", "print the report as JSON");
	does<StackFlags & { json?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const progress = planProgress(terminal);
			const report = await withInterrupts(terminal, (signals) =>
				engine().drift({
					...stackOptions(options, args, terminal.streams.env),
					...signals,
					onEvent: progress.onEvent,
				}),
			).finally(() => progress.end());
			if (options.json) {
				const { format_version, stacks } = report;
				await printJsonValue({ format_version, stacks }, terminal);
			} else showDrift(report, terminal);
			showNotices(report, terminal);
			return report.exitCode;
		},
	);
};
