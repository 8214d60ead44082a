import type { EngineEvent, HookAction, ResourceRef } from "../engine/types";
import type { Terminal } from "./terminal";

/** Follows what the engine does; `end` takes the changing line off the screen. */
export interface Progress {
	onEvent(event: EngineEvent): void;
	end(): void;
}

const VERBS: Record<HookAction, readonly [doing: string, done: string]> = {
	noop: ["Checking", "Check"],
	create: ["Creating", "Creation"],
	read: ["Reading", "Read"],
	update: ["Modifying", "Modifications"],
	replace: ["Replacing", "Replacement"],
	delete: ["Destroying", "Destruction"],
	forget: ["Forgetting", "Removal from the state"],
	import: ["Importing", "Import"],
	move: ["Moving", "Move"],
};

const EPHEMERAL_VERBS = {
	open: "Opening",
	renew: "Renewing",
	close: "Closing",
} as const;

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
// More running resources than this are counted, not named.
const NAMED = 5;
const TELL_AGAIN_MS = 10_000;

/** While a plan is made: on a terminal a line that counts what was read, elsewhere nothing. */
export function planProgress(terminal: Terminal): Progress {
	let reading = 0;
	let read = 0;
	const live = liveLines(terminal, () => [
		reading === 0
			? "Planning…"
			: `Reading the Controller… ${read} of ${reading} resources`,
	]);
	return {
		onEvent(event) {
			if (event.type === "refresh_start") reading++;
			else if (event.type === "refresh_complete") read++;
			else if (event.type === "log") live.note(event.message);
		},
		end: live.end,
	};
}

/** While a plan is applied: a line for every finished resource, and on a terminal lines for those that run. */
export function applyProgress(
	terminal: Terminal,
	options: { total: number; stacks: number },
): Progress {
	const running = new Map<
		string,
		{ verb: string; since: number; status?: string; told?: Told }
	>();
	let finished = 0;
	const live = liveLines(terminal, () => {
		const names = [...running]
			.slice(0, NAMED)
			.map(([name, { verb, since, status }]) => {
				const seconds = Math.round((Date.now() - since) / 1000);
				return `  ${name}: ${status ?? `${verb}...`} [${seconds}s]`;
			});
		const more = running.size - names.length;
		if (running.size === 0 && finished >= options.total)
			return ["Reading back what the Controller has stored…"];
		return [
			`${finished} of ${options.total} done, ${running.size} running${more > 0 ? ` (and ${more} more)` : ""}`,
			...names,
		];
	});
	const { bold, red } = terminal.colors;
	return {
		onEvent(event) {
			if (
				event.type === "ephemeral_op_complete" ||
				event.type === "ephemeral_op_errored"
			) {
				live.above(messageOf(event));
				return;
			}
			if (
				event.type !== "apply_start" &&
				event.type !== "apply_progress" &&
				event.type !== "apply_complete" &&
				event.type !== "apply_errored"
			)
				return;
			const { resource, action, id_value, elapsed_seconds } = event.hook;
			const name = `${options.stacks > 1 && event.stack ? `${event.stack}: ` : ""}${resource.addr}`;
			const [doing, done] = VERBS[action];
			if (event.type === "apply_start") {
				running.set(name, { verb: doing, since: Date.now() });
				return;
			}
			if (event.type === "apply_progress") {
				const one = running.get(name);
				const { status } = event.hook;
				if (!one || status === undefined) return;
				one.status = status;
				// A terminal shows it where it changes; a log gets a line for each new word, and now and then one for a new number.
				if (terminal.live || !isNews(one.told, status)) return;
				one.told = { status, at: Date.now() };
				live.above(`${bold(name)}: ${status} [${elapsed_seconds ?? 0}s]`);
				return;
			}
			running.delete(name);
			finished++;
			const time = `after ${Math.round(elapsed_seconds ?? 0)}s`;
			live.above(
				event.type === "apply_complete"
					? `${bold(name)}: ${done} complete ${time}${idText(id_value)}`
					: `${bold(name)}: ${red(`${done} failed`)} ${time}`,
			);
		},
		end: live.end,
	};
}

interface Told {
	readonly status: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

const withoutNumbers = (text: string) => text.replace(/\d+ %/g, "");

function isNews(told: Told | undefined, status: string): boolean {
	return (
		told === undefined ||
		withoutNumbers(told.status) !== withoutNumbers(status) ||
		Date.now() - told.at >= TELL_AGAIN_MS
	);
}

function idText(id: string | undefined): string {
	return id === undefined ? "" : ` [id=${id}]`;
}

/** Messages of Terraform's machine-readable output, one JSON object a line. */
export function jsonProgress(
	write: (message: object) => void,
): (event: EngineEvent) => void {
	return (event) => {
		const isError =
			event.type === "apply_errored" ||
			event.type === "ephemeral_op_errored" ||
			(event.type === "diagnostic" && event.diagnostic.severity === "error");
		const isWarning =
			event.type === "diagnostic" && event.diagnostic.severity === "warning";
		write({
			"@level": isError ? "error" : isWarning ? "warn" : "info",
			"@message": messageOf(event),
			"@module": "fogform.ui",
			"@timestamp": new Date().toISOString(),
			...event,
		});
	};
}

function messageOf(event: EngineEvent): string {
	switch (event.type) {
		case "planned_change":
			return `${event.change.resource.addr}: Plan to ${event.change.action}`;
		case "resource_drift":
			return `${event.change.resource.addr}: Drift detected (${event.change.action})`;
		case "refresh_start":
			return `${nameOf(event.hook)}: Refreshing state...${idText(event.hook.id_value)}`;
		case "refresh_complete":
			return `${nameOf(event.hook)}: Refresh complete${idText(event.hook.id_value)}`;
		case "apply_start":
			return `${nameOf(event.hook)}: ${VERBS[event.hook.action][0]}...${idText(event.hook.id_value)}`;
		case "apply_progress":
			return `${nameOf(event.hook)}: ${event.hook.status ?? `Still ${VERBS[event.hook.action][0].toLowerCase()}...`} [${event.hook.elapsed_seconds ?? 0}s elapsed]`;
		case "apply_complete":
			return `${nameOf(event.hook)}: ${VERBS[event.hook.action][1]} complete after ${event.hook.elapsed_seconds ?? 0}s${idText(event.hook.id_value)}`;
		case "apply_errored":
			return `${nameOf(event.hook)}: ${VERBS[event.hook.action][1]} errored after ${event.hook.elapsed_seconds ?? 0}s`;
		case "ephemeral_op_start":
			return `${nameOf(event.hook)}: ${EPHEMERAL_VERBS[event.hook.action]}...`;
		case "ephemeral_op_complete":
			return `${nameOf(event.hook)}: ${EPHEMERAL_VERBS[event.hook.action]} complete after ${event.hook.elapsed_seconds ?? 0}s`;
		case "ephemeral_op_errored":
			return `${nameOf(event.hook)}: ${EPHEMERAL_VERBS[event.hook.action]} errored after ${event.hook.elapsed_seconds ?? 0}s`;
		case "diagnostic": {
			const { severity, summary } = event.diagnostic;
			return `${severity === "error" ? "Error" : "Warning"}: ${summary}`;
		}
		case "outputs":
			return `Outputs: ${Object.keys(event.outputs).length}`;
		case "change_summary": {
			const { add, change, remove, operation } = event.changes;
			if (operation === "plan")
				return `Plan: ${add} to add, ${change} to change, ${remove} to destroy.`;
			return operation === "apply"
				? `Apply complete! Resources: ${add} added, ${change} changed, ${remove} destroyed.`
				: `Destroy complete! Resources: ${remove} destroyed.`;
		}
		case "log":
			return event.message;
	}
}

function nameOf(hook: { resource: ResourceRef }): string {
	return hook.resource.addr;
}

interface LiveLines {
	/** Writes a line of data above the changing ones. */
	above(line: string): void;
	/** Writes a line that is no data above the changing ones. */
	note(line: string): void;
	end(): void;
}

function liveLines(terminal: Terminal, lines: () => string[]): LiveLines {
	if (!terminal.live)
		return { above: terminal.print, note: terminal.note, end: () => {} };
	const { stderr } = terminal.streams;
	const width = (stderr.columns || terminal.width) - 1;
	let shown = 0;
	let frame = 0;
	const clear = () => {
		if (shown > 0) stderr.write(`\u001b[${shown}A\u001b[0J`);
		shown = 0;
	};
	const draw = () => {
		clear();
		const [first = "", ...rest] = lines();
		frame = (frame + 1) % FRAMES.length;
		const text = [`${FRAMES[frame]} ${first}`, ...rest].map((line) =>
			line.slice(0, width),
		);
		stderr.write(`${text.join("\n")}\n`);
		shown = text.length;
	};
	const timer = setInterval(draw, FRAME_MS);
	timer.unref();
	return {
		above(line) {
			clear();
			terminal.print(line);
		},
		note(line) {
			clear();
			terminal.note(line);
		},
		end() {
			clearInterval(timer);
			clear();
		},
	};
}
