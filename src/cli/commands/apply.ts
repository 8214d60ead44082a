import { applyAsJson, applyPlan } from "../apply-plan";
import { assertCanAsk } from "../approval";
import { type Define, does } from "../command";
import { UsageError } from "../failure";
import { withInterrupts } from "../interrupts";
import { JsonMessages } from "../json-messages";
import { engine } from "../lazy";
import { planProgress } from "../progress";
import { isSavedPlan } from "../saved-plan";
import {
	addPlanOptions,
	addStackOptions,
	type PlanFlags,
	planOptions,
} from "../stack-options";
import type { Terminal } from "../terminal";

interface Flags extends PlanFlags {
	readonly autoApprove?: boolean;
	readonly json?: boolean;
	readonly plan?: string;
}

/** `fogform apply` and `fogform destroy`: plan, ask, carry out. */
export const define: Define = (program, run) => {
	const apply = addPlanOptions(
		addStackOptions(
			program
				.command("apply")
				.alias("deploy")
				.description(
					"make the Controller what the stacks say, or carry out a saved plan",
				),
		),
	)
		.option("--destroy", "delete everything the stacks manage")
		.option(
			"--plan <path>",
			"carry out a plan saved with plan --out (the path may also stand in place of stacks)",
		);
	const destroy = addPlanOptions(
		addStackOptions(
			program
				.command("destroy")
				.description("delete everything the stacks manage"),
		),
	);
	for (const command of [apply, destroy]) {
		command
			.option("--auto-approve", "do not ask")
			.option("--json", "print one JSON message a line; needs --auto-approve");
		does<Flags>(command, run, ({ terminal, args, options }) => {
			const isDestroy = command === destroy;
			const path = isDestroy ? undefined : planPath(options, args);
			return path === undefined
				? planAndApply(terminal, args, {
						...options,
						destroy: isDestroy || options.destroy === true,
					})
				: applySaved(terminal, path, options);
		});
	}
};

async function planAndApply(
	terminal: Terminal,
	args: readonly string[],
	flags: Flags,
): Promise<number> {
	assertCanAsk(terminal, flags, flags.destroy ? "destroy" : "apply");
	const options = planOptions(flags, args, terminal.streams.env);
	return withInterrupts(terminal, async (signals) => {
		if (flags.json) {
			const messages = new JsonMessages(terminal);
			messages.version();
			const { onEvent } = messages;
			const plan = await messages.attempt(() =>
				engine().plan({ ...options, ...signals, onEvent }),
			);
			return plan
				? applyAsJson(plan, flags, { ...options, ...signals }, messages)
				: messages.exitCode;
		}
		const progress = planProgress(terminal);
		const plan = await engine()
			.plan({ ...options, ...signals, onEvent: progress.onEvent })
			.finally(() => progress.end());
		return applyPlan(plan, flags, { ...options, ...signals }, terminal);
	});
}

async function applySaved(
	terminal: Terminal,
	path: string,
	flags: Flags,
): Promise<number> {
	const plan = await engine().loadPlan(path);
	const { vars, varFiles, parallelism, lockTimeout, env } = planOptions(
		flags,
		[],
		terminal.streams.env,
	);
	const saved = { ...flags, saved: true };
	return withInterrupts(terminal, (signals) => {
		const given = { vars, varFiles, parallelism, lockTimeout, env, ...signals };
		if (!flags.json) return applyPlan(plan, saved, given, terminal);
		const messages = new JsonMessages(terminal);
		messages.version();
		return applyAsJson(plan, saved, given, messages);
	});
}

/** The path of a saved plan where one was given, by --plan or in place of stacks. */
function planPath(flags: Flags, args: readonly string[]): string | undefined {
	if (flags.plan !== undefined) {
		if (args.length > 0)
			throw new UsageError(
				"Options exclude each other",
				"A saved plan says itself which stacks it is for: leave out either --plan or the names of stacks.",
			);
		return flags.plan;
	}
	const [path, ...more] = args;
	if (path === undefined || more.length > 0) return undefined;
	return isSavedPlan(path) ? path : undefined;
}
