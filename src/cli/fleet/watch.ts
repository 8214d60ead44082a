import type { Terminal } from "../terminal";
import { fleetText, isFine } from "./text";
import type { FleetStatus, MicroserviceStatus } from "./types";

const HOME = "\x1b[H";
const TO_LINE_END = "\x1b[K";
const TO_SCREEN_END = "\x1b[J";
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
/** Lines for titles, gaps and the last line. */
const AROUND = 7;
const DEFAULT_ROWS = 24;

/** Counts the restarts of microservices between one look and the next; the Controller counts none. */
export class RestartCounter {
	private readonly known = new Map<string, { run: string; restarts: number }>();

	/** Takes note of what runs now. */
	see(microservices: readonly MicroserviceStatus[]): void {
		for (const { uuid, container, started } of microservices) {
			// One that does not run at the moment has not restarted yet.
			if (started === undefined) continue;
			const run = `${container} ${started}`;
			const before = this.known.get(uuid);
			const restarts = before
				? before.restarts + Number(before.run !== run)
				: 0;
			this.known.set(uuid, { run, restarts });
		}
	}

	/** How often a microservice has restarted since it was seen first. */
	of = (uuid: string): number => this.known.get(uuid)?.restarts ?? 0;
}

/** The first characters of a line that may have colours in it. */
export function cutLine(line: string, width: number): string {
	let length = 0;
	let out = "";
	// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with it.
	for (const part of line.split(/(\x1b\[[0-9;]*m)/)) {
		if (part.startsWith("\x1b")) out += part;
		else {
			out += part.slice(0, Math.max(0, width - length));
			length += part.length;
		}
	}
	return out;
}

/** The part of a fleet that fits a screen, those with faults first, and how many microservices it leaves out. */
function fitting(
	fleet: FleetStatus,
	rows: number,
): { fleet: FleetStatus; left: number } {
	const { agents, microservices } = fleet;
	const total = agents.length + microservices.length;
	const room = Math.max(4, rows - AROUND);
	if (total <= room) return { fleet, left: 0 };
	const forAgents = Math.min(agents.length, Math.ceil(room / 3));
	const forMicroservices = room - forAgents;
	// Array sorting keeps the order of equals.
	const byFault = [...microservices].sort(
		(a, b) => Number(isFine(a)) - Number(isFine(b)),
	);
	const agentsByFault = [...agents].sort(
		(a, b) => Number(a.state === "RUNNING") - Number(b.state === "RUNNING"),
	);
	return {
		fleet: {
			...fleet,
			agents: agentsByFault.slice(0, forAgents),
			microservices: byFault.slice(0, forMicroservices),
		},
		left: total - room,
	};
}

/** A screen that shows a fleet anew again and again. */
export class Screen {
	private readonly counter = new RestartCounter();
	private shown: FleetStatus | undefined;

	constructor(private readonly terminal: Terminal) {
		this.write(`${HIDE_CURSOR}${HOME}${TO_SCREEN_END}`);
	}

	/** Shows a fleet, or the one before with the reason why there is no newer one. */
	show(fleet: FleetStatus | undefined, trouble?: string): void {
		const { stdout } = this.terminal.streams;
		const { colors } = this.terminal;
		if (fleet) {
			this.shown = fleet;
			this.counter.see(fleet.microservices);
		}
		if (!this.shown) return;
		const { rows = DEFAULT_ROWS, columns = this.terminal.width } = stdout as {
			rows?: number;
			columns?: number;
		};
		const part = fitting(this.shown, rows);
		const lines = fleetText(part.fleet, colors, this.counter.of).split("\n");
		const { url } = this.shown.controller;
		const time = new Date(this.shown.at).toTimeString().slice(0, 8);
		const more = part.left > 0 ? `, ${part.left} more that do not fit` : "";
		lines.splice(rows - 3);
		lines.push(
			"",
			trouble
				? colors.red(`${trouble} Shown is ${time}.`)
				: colors.dim(`${url} at ${time}${more}. Ctrl-C ends.`),
		);
		const text = lines
			.map((line) => `${cutLine(line, columns)}${TO_LINE_END}`)
			.join("\n");
		this.write(`${HOME}${text}${TO_SCREEN_END}`);
	}

	/** Leaves the last picture where it is. */
	end(): void {
		this.write(`\n${SHOW_CURSOR}`);
	}

	private write(text: string): void {
		this.terminal.streams.stdout.write(text);
	}
}
