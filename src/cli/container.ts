#!/usr/bin/env node
import { Command } from "commander";
import type { Run } from "./command";
import { define as agent } from "./commands/agent";
import { define as controller } from "./commands/controller";
import { EXIT, report } from "./failure";
import { makeTerminal } from "./terminal";

const CONTROLLER_STATUS = "http://127.0.0.1:51121/api/v3/status";
const PATIENCE_MS = 4_000;

/** What is called `fogform` in the images of the dev agent and of the dev Controller: these two commands, and one that says whether they are up. */
async function main(): Promise<number> {
	const { stdin, stdout, stderr, env } = process;
	const streams = { stdin, stdout, stderr, env };
	const run: Run = {
		streams,
		exitCode: EXIT.done,
		runCommand: () => Promise.resolve(EXIT.failed),
	};
	const program = new Command("fogform").description(
		"The dev agent and the dev Controller of fogform, in a container.",
	);
	agent(program, run);
	controller(program, run);
	program
		.command("healthy <program>")
		.description("end with 0 where the agent or the controller is up")
		.action(async (name: string) => {
			run.exitCode = (await isUp(name)) ? EXIT.done : EXIT.failed;
		});
	try {
		await program.parseAsync(process.argv.slice(2), { from: "user" });
		return run.exitCode;
	} catch (cause) {
		return report(cause, makeTerminal(streams, {}));
	}
}

/** The agent is the first process of its container: while a check runs, so does it. The Controller has to answer. */
async function isUp(name: string): Promise<boolean> {
	if (name === "agent") return true;
	const answer = await fetch(CONTROLLER_STATUS, {
		signal: AbortSignal.timeout(PATIENCE_MS),
	}).catch(() => undefined);
	return answer?.ok === true;
}

void main().then((code) => process.exit(code));
