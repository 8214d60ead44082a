import { type Define, does } from "../command";
import { wrap } from "../diff/wrap";
import { EXIT } from "../failure";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";
import { excludeBoth, onlyStack } from "../only-stack";
import { separator, showNotices, showPlan } from "../plan-text";
import { planProgress } from "../progress";
import {
	addPlanOptions,
	addStackOptions,
	type PlanFlags,
	planOptions,
} from "../stack-options";

interface Flags extends PlanFlags {
	readonly out?: string;
	readonly detailedExitcode?: boolean;
	readonly json?: boolean;
	readonly stackJson?: boolean;
}

/** `fogform plan`: shows what applying would do. */
export const define: Define = (program, run) => {
	const command = addPlanOptions(
		addStackOptions(
			program
				.command("plan")
				.alias("diff")
				.description("show what apply would do, without doing it"),
		),
	)
		.option("--destroy", "plan the deletion of everything the stacks manage")
		.option(
			"--out <path>",
			"save the plan: a file for one stack, a folder for several",
		)
		.option(
			"--detailed-exitcode",
			"exit with 2 where there are changes, 0 where there are none",
		)
		.option("--json", "print the plans of all stacks as JSON")
		.option(
			"--stack-json",
			"print the plan of one stack in Terraform's own JSON representation",
		);
	does<Flags>(command, run, async ({ terminal, args, options }) => {
		excludeBoth(options);
		const { plan, savePlan } = engine();
		const progress = planProgress(terminal);
		const planned = await withInterrupts(terminal, (signals) =>
			plan({
				...planOptions(options, args, terminal.streams.env),
				...signals,
				onEvent: progress.onEvent,
			}),
		).finally(() => progress.end());
		if (options.out !== undefined) await savePlan(planned, options.out);
		const exitCode =
			options.detailedExitcode && planned.hasChanges ? EXIT.changes : EXIT.done;
		if (options.stackJson) {
			await printJsonValue(onlyStack(planned.stacks, "plan"), terminal);
			showNotices(planned, terminal);
			return exitCode;
		}
		if (options.json) {
			const { format_version, stacks } = planned;
			await printJsonValue({ format_version, stacks }, terminal);
			showNotices(planned, terminal);
			return exitCode;
		}
		showPlan(planned, terminal);
		if (options.out !== undefined)
			terminal.print(
				`${separator(terminal)}\n\nSaved the plan to: ${options.out}\n\nTo perform exactly these actions, run the following command to apply:\n    fogform apply ${quoteForShell(options.out)}`,
			);
		else if (planned.hasChanges)
			terminal.print(
				`${separator(terminal)}\n\n${wrap(NOT_SAVED, terminal.width)}`,
			);
		return exitCode;
	});
};

const NOT_SAVED =
	"Note: You didn't use the --out option to save this plan, so fogform can't guarantee to take exactly these actions if you run \"fogform apply\" now.";

function quoteForShell(text: string): string {
	return /^[\w./:@%+=,-]+$/.test(text)
		? text
		: `'${text.replace(/'/g, "'\\''")}'`;
}
