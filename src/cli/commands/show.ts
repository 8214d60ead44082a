import type { StateJson } from "../../engine/json-types";
import { type Define, does } from "../command";
import { printJsonValue } from "../json-output";
import { engine } from "../lazy";
import { excludeBoth, onlyStack } from "../only-stack";
import { showPlan, stackTitle } from "../plan-text";
import { isSavedPlan } from "../saved-plan";
import {
	addStackOptions,
	type StackFlags,
	stackOptions,
} from "../stack-options";
import { stateText } from "../state-text";

/** `fogform show`: states of stacks, or a saved plan. */
export const define: Define = (program, run) => {
	const command = addStackOptions(
		program
			.command("show")
			.description(
				"print the states of stacks, or a plan saved with plan --out (its path in place of stacks)",
			),
	)
		.option("--json", "print as JSON, in Terraform's representation")
		.option(
			"--stack-json",
			"print the state or plan of one stack in Terraform's own JSON representation",
		);
	does<StackFlags & { json?: boolean; stackJson?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			excludeBoth(options);
			const [path] = args;
			if (args.length === 1 && path !== undefined && isSavedPlan(path)) {
				const plan = await engine().loadPlan(path);
				const { format_version, stacks } = plan;
				if (options.stackJson)
					await printJsonValue(onlyStack(stacks, "show"), terminal);
				else if (options.json)
					await printJsonValue({ format_version, stacks }, terminal);
				else showPlan(plan, terminal);
				return undefined;
			}
			const shown = await engine().show(
				stackOptions(options, args, terminal.streams.env),
			);
			if (options.stackJson) {
				await printJsonValue(onlyStack(shown.stacks, "show"), terminal);
				return undefined;
			}
			if (options.json) {
				const { format_version, stacks } = shown;
				await printJsonValue({ format_version, stacks }, terminal);
				return undefined;
			}
			const stacks = Object.entries(shown.stacks);
			stacks.forEach(([stack, state], i) => {
				if (i > 0) terminal.print("");
				if (stacks.length > 1) terminal.print(stackTitle(stack, terminal));
				terminal.print(stateText((state as StateJson).values, terminal));
			});
			return undefined;
		},
	);
};
