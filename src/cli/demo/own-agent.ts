import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { endProcess, selfArguments } from "./own-controller";

/** Where an agent of the demo works. */
export interface AgentPlace {
	readonly controller: string;
	readonly data: string;
	readonly docker: string;
}

/** A dev agent in a process of its own. */
export interface OwnAgent {
	readonly pid: number;
	/** What it has printed. */
	readonly lines: readonly string[];
	/** Whether it has ended. */
	readonly ended: boolean;
	/** Takes it out of its fleet, with its containers and networks, and ends it. */
	leave(): Promise<void>;
}

const LEAVE_MS = 60_000;

/** Starts `fogform agent` and hands it a provisioning key on its standard input. */
export function startOwnAgent(place: AgentPlace, key: string): OwnAgent {
	const { controller, data, docker } = place;
	const child = spawn(
		process.execPath,
		[
			...selfArguments(),
			"agent",
			`--controller=${controller}`,
			"--key-file=-",
			`--data=${data}`,
			`--docker=${docker}`,
		],
		// Detached, so that Ctrl-C reaches only the demo, which still needs its agent to clean up; the channel ends it with the demo.
		{ stdio: ["pipe", "pipe", "pipe", "ipc"], detached: true },
	);
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr])
		createInterface({ input: stream as NodeJS.ReadableStream }).on(
			"line",
			(line) => lines.push(line),
		);
	// Whoever ended already reads no key.
	child.stdin?.on("error", () => {});
	child.stdin?.end(key);
	return {
		pid: child.pid as number,
		lines,
		get ended() {
			return hasEnded(child);
		},
		leave: () => leave(child, place),
	};
}

const hasEnded = (child: ChildProcess) =>
	child.exitCode !== null || child.signalCode !== null;

async function leave(
	child: ChildProcess,
	{ data, docker }: AgentPlace,
): Promise<void> {
	const goodbye = spawn(
		process.execPath,
		[
			...selfArguments(),
			"agent",
			"--deprovision",
			"--remove-volumes",
			`--data=${data}`,
			`--docker=${docker}`,
		],
		{ stdio: "ignore", detached: true },
	);
	const timer = setTimeout(() => goodbye.kill("SIGKILL"), LEAVE_MS);
	await new Promise((resolve) => {
		goodbye.once("exit", resolve);
		goodbye.once("error", resolve);
	});
	clearTimeout(timer);
	await endProcess(child);
}
