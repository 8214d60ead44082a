import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./fleet";

const main = join(__dirname, "../../../lib/cli/main.js");
const shiftedClock = join(__dirname, "shifted-clock.cjs");

/** How a process of an agent is started. */
export interface ProcessOptions {
	readonly args: readonly string[];
	/** For its standard input, such as a key. */
	readonly input?: string;
	/** By how much its clock is off, in milliseconds. */
	readonly clockShift?: number;
	/** The user that it runs as. */
	readonly uid?: number;
}

/** `fogform agent` in a process of its own. */
export class AgentProcess {
	/** All that it has printed. */
	output = "";
	private readonly child: ChildProcess;
	private readonly ended: Promise<number | null>;

	constructor({ args, input, clockShift, uid }: ProcessOptions) {
		if (!existsSync(main)) throw new Error("run npm run build first");
		const shifted = clockShift ? ["--require", shiftedClock] : [];
		this.child = spawn(process.execPath, [...shifted, main, "agent", ...args], {
			stdio: ["pipe", "pipe", "pipe"],
			env: { ...process.env, CLOCK_SHIFT: String(clockShift ?? 0) },
			...(uid !== undefined && { uid }),
		});
		this.child.stdin?.end(input ?? "");
		for (const stream of [this.child.stdout, this.child.stderr])
			stream?.on("data", (chunk) => {
				this.output += chunk;
				if (process.env.FOGFORM_DEBUG) process.stderr.write(chunk);
			});
		this.ended = new Promise((resolve) =>
			this.child.once("close", (code) => resolve(code)),
		);
	}

	/** Waits until it has said something. */
	says(expected: RegExp): Promise<unknown> {
		return eventually(
			`the agent says ${expected}`,
			async () => expected.test(this.output),
			60_000,
		);
	}

	/** Its exit code, once it has ended. */
	end(): Promise<number | null> {
		return this.ended;
	}

	/** Ends it at once, or as the signal says. */
	kill(signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
		this.child.kill(signal);
		return this.ended;
	}
}
