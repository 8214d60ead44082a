import type {
	Applied,
	ApplyOptions,
	EngineDiagnostic,
	Plan,
	Summary,
} from "../engine/types";
import { askForYes } from "./approval";
import { EXIT } from "./failure";
import type { JsonMessages } from "./json-messages";
import { engine } from "./lazy";
import { showNotices, showPlan, stackTitle } from "./plan-text";
import { applyProgress } from "./progress";
import { restartsOf, restartText } from "./restarts";
import type { Terminal } from "./terminal";
import { outputsText } from "./values-text";

/** How a plan is carried out. */
export interface ApplyFlags {
	readonly autoApprove?: boolean;
	readonly json?: boolean;
	/** True: the plan is a saved one, which was approved when it was saved. */
	readonly saved?: boolean;
}

/** Shows a plan, asks, carries it out and says what was done; returns the exit code. */
export async function applyPlan(
	plan: Plan,
	flags: ApplyFlags,
	options: ApplyOptions,
	terminal: Terminal,
): Promise<number> {
	if (!flags.saved) showPlan(plan, terminal);
	const expected = { instances: plannedInstances(plan), stops: stops(plan) };
	if (!flags.saved && !flags.autoApprove && plan.hasChanges) {
		const question = plan.destroy ? DESTROY_QUESTION : APPLY_QUESTION;
		if (!(await askForYes(terminal, question, options.signal))) {
			terminal.note(`${plan.destroy ? "Destroy" : "Apply"} cancelled.`);
			return options.signal?.aborted ? EXIT.interrupted : EXIT.failed;
		}
	}
	const progress = applyProgress(terminal, {
		total: expected.instances,
		stacks: plan.order.length,
	});
	const applied = await engine()
		.apply(plan, {
			...options,
			straightAway: !flags.saved && flags.autoApprove === true,
			onEvent: progress.onEvent,
			confirm: async (stack, again) => {
				// A saved plan is carried out as it is, or not at all.
				if (flags.saved) return false;
				if (flags.autoApprove) return true;
				if (!terminal.interactive) return false;
				progress.end();
				terminal.print(
					`\nWhat was done before changes the plan of stack "${stack}".`,
				);
				showPlan(again, terminal);
				return askForYes(terminal, APPLY_QUESTION, options.signal);
			},
		})
		.finally(() => progress.end());
	showApplied(applied, plan, expected.stops, terminal);
	return EXIT.done;
}

const APPLY_QUESTION = {
	title: "Do you want to perform these actions?",
	lines: [
		"fogform will perform the actions described above.",
		"Only 'yes' will be accepted to approve.",
	],
};

const DESTROY_QUESTION = {
	title: "Do you really want to destroy all resources?",
	lines: [
		"fogform will destroy everything that these stacks manage, as shown above.",
		"There is no undo. Only 'yes' will be accepted to confirm.",
	],
};

/** Carries out a plan, telling of it by JSON messages; returns the exit code. */
export async function applyAsJson(
	plan: Plan,
	flags: ApplyFlags,
	options: ApplyOptions,
	messages: JsonMessages,
): Promise<number> {
	messages.say(plan.diagnostics);
	const applied = await messages.attempt(() =>
		engine().apply(plan, {
			...options,
			straightAway: !flags.saved,
			onEvent: messages.onEvent,
			confirm: async () => !flags.saved,
		}),
	);
	if (applied) messages.say(applied.diagnostics);
	return messages.exitCode;
}

function plannedInstances(plan: Plan): number {
	return Object.values(plan.stacks).reduce(
		(sum, stack) =>
			sum +
			(stack.resource_changes ?? []).filter(
				(change) => change.change.actions[0] !== "no-op",
			).length,
		0,
	);
}

/** How many microservices a plan stops for good. */
function stops(plan: Plan): number {
	return Object.values(plan.stacks).flatMap((stack) => restartsOf(stack).stop)
		.length;
}

function showApplied(
	applied: Applied,
	plan: Plan,
	stopped: number,
	terminal: Terminal,
): void {
	const { destroy } = plan;
	const { bold, green } = terminal.colors;
	const sum = (key: keyof Summary) =>
		Object.values(applied.stacks).reduce(
			(n, { summary }) => n + summary[key],
			0,
		);
	const done = destroy
		? `Destroy complete! Resources: ${sum("remove")} destroyed.`
		: `Apply complete! Resources: ${sum("import") > 0 ? `${sum("import")} imported, ` : ""}${sum("add")} added, ${sum("change")} changed, ${sum("remove")} destroyed.`;
	const restarts = restartText(
		{ restart: Math.max(0, sum("restarts") - stopped), stop: 0 },
		"past",
	);
	terminal.print(`\n${bold(green(`${done}${restarts}`))}`);
	const stacks = Object.entries(applied.stacks);
	for (const [stack, { outputs }] of stacks) {
		if (destroy || Object.keys(outputs).length === 0) continue;
		terminal.print("");
		if (stacks.length > 1)
			terminal.print(stackTitle(stack, terminal).trimEnd());
		terminal.print(`${bold(green("Outputs:"))}\n\n${outputsText(outputs)}`);
	}
	// What was said with the plan is not said again.
	const said = new Set(plan.diagnostics.map(placeOf));
	showNotices(
		{ diagnostics: applied.diagnostics.filter((d) => !said.has(placeOf(d))) },
		terminal,
	);
}

function placeOf({ summary, address, stack }: EngineDiagnostic): string {
	return `${stack} ${address} ${summary}`;
}
