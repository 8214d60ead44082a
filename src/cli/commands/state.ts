import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { StateJson } from "../../engine/json-types";
import type { StateSession } from "../../engine/state";
import { type Define, does, type Run } from "../command";
import { EXIT, UsageError } from "../failure";
import { withInterrupts } from "../interrupts";
import { printJsonValue } from "../json-output";
import { engine, engineState } from "../lazy";
import { stackOptions } from "../stack-options";
import {
	addStateOptions,
	oneStateFile,
	type StateFile,
	type StateFlags,
	stateFiles,
	stateFileWith,
} from "../state-files";
import { resourceText } from "../state-text";
import type { Terminal } from "../terminal";

/** `fogform state …`: looks into states and changes nothing but them. */
export const define: Define = (program, run) => {
	const state = program
		.command("state")
		.description("look into the states of stacks, or put them right");
	defineList(state, run);
	defineShow(state, run);
	defineRemove(state, run);
	defineMove(state, run);
	definePull(state, run);
	definePush(state, run);
	defineTaint(state, run);
};

function defineList(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("list")
			.description("print the addresses of resource instances")
			.argument("[addresses...]", "only these resources or instances"),
	).option("--json", "print as JSON: addresses by stack");
	does<StateFlags & { json?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const files = await stateFiles(options, terminal);
			const { listAddresses, readStateFile } = engineState();
			const all: Record<string, string[]> = {};
			for (const { stack, path } of files) {
				const found = await readStateFile(path, { anyProvider: true });
				const known = found ? listAddresses(found) : [];
				all[stack] =
					files.length > 1
						? known.filter((a) => args.length === 0 || isNamed(a, args))
						: found
							? listAddresses(found, args)
							: [];
			}
			if (options.json) await printJsonValue(all, terminal);
			else
				for (const [stack, addresses] of Object.entries(all))
					for (const address of addresses)
						terminal.print(files.length > 1 ? `${stack}: ${address}` : address);
			return undefined;
		},
	);
}

function isNamed(address: string, names: readonly string[]): boolean {
	return names.some((n) => address === n || address.startsWith(`${n}[`));
}

function defineShow(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("show")
			.description("print one resource instance")
			.argument("<address>", "address of the instance"),
	).option("--json", "print as JSON, in Terraform's representation");
	does<StateFlags & { json?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const shown = await engine().show(
				stackOptions(
					options,
					options.stack === undefined ? [] : [options.stack],
					terminal.streams.env,
				),
			);
			const [address] = args;
			const found = Object.entries(shown.stacks).flatMap(([stack, json]) =>
				((json as StateJson).values?.root_module.resources ?? [])
					.filter((r) => r.address === address && !r.deposed_key)
					.map((resource) => ({ stack, resource })),
			);
			const [only, ...others] = found;
			if (!only)
				throw new UsageError(
					"No such resource in the state",
					`No instance has the address ${address}. To see those that there are:\n    fogform state list`,
				);
			if (others.length > 0)
				throw new UsageError(
					"One stack needed",
					`Several stacks have ${address}: ${found.map((f) => f.stack).join(", ")}. Name one:\n    fogform state show '${address}' --stack ${only.stack}`,
				);
			if (options.json) await printJsonValue(only.resource, terminal);
			else terminal.print(resourceText(only.resource, terminal));
			return undefined;
		},
	);
}

function defineRemove(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("rm")
			.description(
				"forget resources: they stay in the Controller, and are managed no more",
			)
			.argument("<addresses...>", "addresses of resources or instances"),
	).option("--dry-run", "say what would be forgotten, and forget nothing");
	does<StateFlags & { dryRun?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const file = await stateFileWith(
				args,
				options,
				terminal,
				`state rm ${args.join(" ")}`,
			);
			const { removeAddresses } = engineState();
			await change(file, "state rm", options, terminal, (session) => {
				const result = removeAddresses(session.state, args);
				if (!options.dryRun) session.replace(result.state);
				const verb = options.dryRun ? "Would remove" : "Removed";
				for (const address of result.removed)
					terminal.print(`${verb} ${address}`);
			});
			return undefined;
		},
	);
}

function defineMove(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("mv")
			.description("give a resource or instance another address")
			.argument("<from>", "its address now")
			.argument("<to>", "its address from now on"),
	).option("--dry-run", "say what would be moved, and move nothing");
	does<StateFlags & { dryRun?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const [from = "", to = ""] = args;
			const file = await stateFileWith(
				[from],
				options,
				terminal,
				`state mv ${from} ${to}`,
			);
			const { moveAddress } = engineState();
			await change(file, "state mv", options, terminal, (session) => {
				const result = moveAddress(session.state, from, to);
				if (!options.dryRun) session.replace(result.state);
				const verb = options.dryRun ? "Would move" : "Moved";
				for (const moved of result.moved)
					terminal.print(`${verb} ${moved.from} to ${moved.to}`);
			});
			return undefined;
		},
	);
}

function definePull(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("pull")
			.description(
				"print the state of a stack as it is stored, secrets included",
			),
	);
	does<StateFlags>(command, run, async ({ terminal, options }) => {
		const { path } = await oneStateFile(options, terminal, "state pull");
		const { printState, readStateFile } = engineState();
		const found = await readStateFile(path, { anyProvider: true });
		if (found) terminal.streams.stdout.write(printState(found));
		else terminal.note(`There is no state yet: ${path} does not exist.`);
		return undefined;
	});
}

function definePush(state: Command, run: Run): void {
	const command = addStateOptions(
		state
			.command("push")
			.description("put a state in place of the stored one")
			.argument("<file>", "state file, or - for standard input"),
	).option("--force", "also where lineage or serial forbid it");
	does<StateFlags & { force?: boolean }>(
		command,
		run,
		async ({ terminal, args, options }) => {
			const source = args[0] as string;
			const bytes =
				source === "-"
					? await readAll(terminal.streams.stdin)
					: await readFile(source);
			const { checkPush, parseState } = engineState();
			const given = parseState(
				bytes,
				source === "-" ? "standard input" : source,
			);
			const file = await oneStateFile(
				options,
				terminal,
				`state push ${source}`,
			);
			const force = options.force === true;
			await change(file, "state push", options, terminal, (session) => {
				checkPush(given, session.state, { force });
				session.replace(given, { keepSerial: true });
			});
			terminal.note(`Pushed the state to ${file.path}.`);
			return undefined;
		},
	);
}

function defineTaint(state: Command, run: Run): void {
	for (const [name, tainted, description] of [
		["taint", true, "mark an instance, so that the next apply replaces it"],
		["untaint", false, "take the mark of an instance away"],
	] as const) {
		const command = addStateOptions(
			state
				.command(name)
				.description(description)
				.argument("<address>", "address of the instance"),
		);
		does<StateFlags>(command, run, async ({ terminal, args, options }) => {
			const address = args[0] as string;
			const file = await stateFileWith(
				[address],
				options,
				terminal,
				`state ${name} ${address}`,
			);
			const { setTainted } = engineState();
			await change(file, `state ${name}`, options, terminal, (session) => {
				session.replace(setTainted(session.state, address, tainted));
			});
			terminal.print(
				tainted
					? `${address} is marked: the next apply replaces it.`
					: `${address} is no longer marked.`,
			);
			return EXIT.done;
		});
	}
}

function change(
	file: StateFile,
	operation: string,
	flags: StateFlags,
	terminal: Terminal,
	work: (session: StateSession) => void | Promise<void>,
): Promise<void> {
	return withInterrupts(terminal, ({ signal }) =>
		engineState().withState(
			file.path,
			{
				operation,
				signal,
				...(flags.lockTimeout !== undefined && {
					lockTimeoutSeconds: flags.lockTimeout,
				}),
			},
			async (session) => work(session),
		),
	);
}

async function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}
