import type { Configured } from "../../provider/types";
import { wrap } from "../diff/wrap";
import { Exit, UsageError } from "../failure";
import type { Terminal } from "../terminal";
import type { Workspace } from "./workspace";

/** What the story is told with. */
export interface Stage {
	readonly terminal: Terminal;
	readonly workspace: Workspace;
	readonly controllerUrl: string;
	/** A client of the same Controller, for what somebody does by hand. */
	readonly byHand: Configured;
	readonly signal: AbortSignal;
	/** Runs a command line as the user would type it; the exit code. */
	readonly fogform: (args: readonly string[]) => Promise<number>;
}

const STEPS = 8;
const PLAN_FILE = "greenhouse.fogplan";

/** Plays the story: plan, apply, an empty plan, a change by hand, drift, repair, a change of the code, destroy. Ends early with an Exit. */
export async function tellStory(stage: Stage): Promise<void> {
	const { workspace, terminal } = stage;
	let number = 0;
	const step = (title: string, text: string) => {
		if (stage.signal.aborted) throw new Exit(130);
		number++;
		terminal.print(
			`\n${terminal.colors.bold(terminal.colors.cyan(`── ${number} of ${STEPS}: ${title}`))}\n\n${wrap(text, terminal.width)}`,
		);
	};

	step(
		"What would happen?",
		`The stack in stacks/greenhouse.ts describes a small fleet in TypeScript: two agents (edge hosts), an image registry, and an application of four microservices with their configuration, ports and volumes. "plan" compares it with the Controller and changes nothing.`,
	);
	await command(stage, ["plan", "--out", PLAN_FILE], 0);

	step(
		"Make it so",
		`"apply" carries the saved plan out: exactly that, or nothing. Without a saved plan it makes one, shows it and asks. What was made is remembered in a state file.`,
	);
	await command(stage, ["apply", PLAN_FILE], 0);

	step(
		"Nothing more to do",
		"A second plan is empty: code, state and Controller agree. With --detailed-exitcode, scripts see that by the exit code: 0 for no changes, 2 for changes.",
	);
	await command(stage, ["plan", "--detailed-exitcode"], 0);

	step(
		"Somebody changes the Controller by hand",
		"At night, somebody is too warm and lets the windows open later, directly through the Controller's API. Neither the code nor the state know.",
	);
	await changeByHand(stage);
	await command(stage, ["drift"], 2);

	step(
		"Repair it",
		"The code says what is right. The plan is exactly the one change that puts it back, and the container is not restarted: configuration reaches it while it runs.",
	);
	await command(stage, ["apply", "--auto-approve"], 0);
	await command(stage, ["drift"], 0);

	step(
		"Change the code",
		"Now a change that is meant: measure more often. It is one line in stacks/settings.ts.",
	);
	const { before, after } = workspace.edit(
		"stacks/settings.ts",
		"SAMPLE_EVERY_SECONDS = 10",
		"SAMPLE_EVERY_SECONDS = 5",
	);
	terminal.print(
		`\n    ${terminal.colors.red(`- ${before}`)}\n    ${terminal.colors.green(`+ ${after}`)}`,
	);
	await command(stage, ["plan", "--detailed-exitcode"], 2);

	step(
		"Apply the change",
		"One configuration is written, nothing else is touched.",
	);
	await command(stage, ["apply", "--auto-approve"], 0);

	step(
		"Take it all away",
		`"destroy" deletes what the stack made, in the right order, and nothing else.`,
	);
	await command(stage, ["destroy", "--auto-approve"], 0);
}

/** Shows a command line and runs it; an exit code other than the expected one ends the story. */
export async function command(
	{ terminal, fogform }: Pick<Stage, "terminal" | "fogform">,
	args: readonly string[],
	expected: number,
): Promise<void> {
	terminal.print(`\n${terminal.colors.bold(`$ fogform ${args.join(" ")}`)}\n`);
	const code = await fogform(args);
	if (code === expected) {
		if (code !== 0) terminal.print(`\n(exit code ${code})`);
		return;
	}
	if (code === 130) throw new Exit(code);
	throw new UsageError(
		"The demo did not go as it should",
		`"fogform ${args.join(" ")}" ended with exit code ${code} instead of ${expected}. What it said stands above.`,
	);
}

const BY_HAND = { application: "greenhouse", name: "windows", openAbove: 45 };

async function changeByHand(stage: Stage): Promise<void> {
	const { controller } = stage.byHand;
	if (!controller) return;
	controller.forget();
	const { application, name, openAbove } = BY_HAND;
	const found = await controller.microservices.findByName(
		{ application, name },
		stage.signal,
	);
	if (!found)
		throw new UsageError(
			"The demo did not go as it should",
			`The Controller has no microservice ${application}/${name}, though it was just made.`,
		);
	const config = JSON.stringify({ ...JSON.parse(found.config), openAbove });
	stage.terminal.print(
		`\n    PATCH ${stage.controllerUrl}/api/v3/microservices/${found.uuid}\n    { "config": ${JSON.stringify(config)}, … }`,
	);
	await controller.microservices.update(
		{ uuid: found.uuid },
		found,
		{ ...found, config },
		stage.signal,
	);
}
