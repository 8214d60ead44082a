import { setTimeout as pause } from "node:timers/promises";
import type { Controller } from "../../controller";
import { type Define, does, repeated } from "../command";
import {
	addConnectionOptions,
	type ConnectionFlags,
	connect,
} from "../connection";
import { EXIT, UsageError } from "../failure";
import { fleetJson } from "../fleet/json";
import { readFleet } from "../fleet/read";
import {
	madeByStacks,
	namedApplications,
	type Selection,
	select,
} from "../fleet/select";
import { fleetText } from "../fleet/text";
import type { FleetStatus } from "../fleet/types";
import { Screen } from "../fleet/watch";
import { printJsonValue } from "../json-output";
import { numberOption } from "../numbers";
import type { Terminal } from "../terminal";

interface Flags extends ConnectionFlags {
	readonly application?: string[];
	readonly agent?: string[];
	readonly watch?: boolean;
	readonly interval: number;
	readonly json?: boolean;
}

const DEFAULT_INTERVAL_S = 2;

/** `fogform status`: agents and microservices as they are now. */
export const define: Define = (program, run) => {
	const command = addConnectionOptions(
		program
			.command("status")
			.description("show agents and microservices as they are now")
			.argument(
				"[stacks...]",
				"only what these stacks have made; names or globs such as 'shop-*'",
			),
	)
		.option(
			"--application <name>",
			"only this application (or glob); may be given more than once",
			repeated,
		)
		.option(
			"--agent <name>",
			"only this agent (or glob) and what it runs; may be given more than once",
			repeated,
		)
		.option(
			"-w, --watch",
			"on a terminal: show it anew again and again, until Ctrl-C, and count restarts",
		)
		.option(
			"--interval <seconds>",
			`seconds between looks with --watch (default: ${DEFAULT_INTERVAL_S})`,
			numberOption("--interval", { min: 1, max: 3600 }),
			DEFAULT_INTERVAL_S,
		)
		.option("--json", "print as JSON, once");
	does<Flags>(command, run, async ({ terminal, args, options }) => {
		const made =
			args.length > 0 ? await madeByStacks(args, options, terminal) : undefined;
		const selection: Selection = {
			...(options.application && { applications: options.application }),
			...(options.agent && { agents: options.agent }),
			...(made && { stacks: made.uuids }),
		};
		const { stack = made?.stack } = options;
		const configured = await connect(
			{ ...options, ...(stack !== undefined && { stack }) },
			terminal,
		);
		const stop = new AbortController();
		const end = () => stop.abort();
		process.on("SIGINT", end);
		process.on("SIGTERM", end);
		try {
			const { controller } = configured;
			if (!controller)
				throw new UsageError("No Controller", "Give its address with --url.");
			const look = () => readPart(controller, selection, stop.signal);
			const { isTTY } = terminal.streams.stdout;
			if (options.watch && isTTY && !options.json)
				return await watch(look, options.interval, terminal, stop.signal);
			await printOnce(await look(), options, terminal);
			return undefined;
		} finally {
			process.off("SIGINT", end);
			process.off("SIGTERM", end);
			configured.close();
		}
	});
};

async function readPart(
	controller: Controller,
	selection: Selection,
	signal: AbortSignal,
): Promise<FleetStatus> {
	const names = namedApplications(selection);
	return select(await readFleet(controller, signal, names), selection);
}

async function printOnce(
	fleet: FleetStatus,
	{ json }: Flags,
	terminal: Terminal,
): Promise<void> {
	const unknown = () => undefined;
	if (json) return printJsonValue(fleetJson(fleet, unknown), terminal);
	const { agents, microservices } = fleet;
	if (agents.length + microservices.length === 0)
		return terminal.note("There are no agents and no microservices.");
	terminal.print(fleetText(fleet, terminal.colors, unknown));
}

async function watch(
	look: () => Promise<FleetStatus>,
	interval: number,
	terminal: Terminal,
	signal: AbortSignal,
): Promise<number> {
	// What is wrong from the beginning is an error; what goes wrong later may pass.
	const first = await look();
	const screen = new Screen(terminal);
	try {
		screen.show(first);
		for (;;) {
			await pause(interval * 1000, undefined, { signal });
			try {
				screen.show(await look());
			} catch (error) {
				if (signal.aborted) throw error;
				screen.show(undefined, (error as Error).message);
			}
		}
	} catch (error) {
		if (signal.aborted) return EXIT.done;
		throw error;
	} finally {
		screen.end();
	}
}
