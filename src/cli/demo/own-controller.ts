import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { UsageError } from "../failure";

/** A dev Controller in a process of its own. */
export interface OwnController {
	readonly url: string;
	readonly email: string;
	readonly password: string;
	readonly pid: number;
	stop(): Promise<void>;
}

const LOGIN = { email: "demo@fogform.example", password: "Greenhouse-2000" };
// A real Controller 3.7 lets an agent settle for seconds; the story waits a moment only.
const SETTLE_MS = 500;
const START_MS = 30_000;
const STOP_MS = 5_000;

/** Starts `fogform controller` on a free port and waits until it says its address. */
export async function startOwnController(
	dialect: string,
	data: string,
): Promise<OwnController> {
	const child = spawn(
		process.execPath,
		[
			...selfArguments(),
			"controller",
			"--port=0",
			`--dialect=${dialect}`,
			`--data=${data}`,
			`--settle-ms=${SETTLE_MS}`,
			`--email=${LOGIN.email}`,
			`--password=${LOGIN.password}`,
		],
		// Detached, so that Ctrl-C reaches only the demo, which still needs its Controller to clean up; the channel ends it with the demo.
		{ stdio: ["ignore", "pipe", "pipe", "ipc"], detached: true },
	);
	const url = await addressOf(child);
	return {
		...LOGIN,
		url,
		pid: child.pid as number,
		stop: () => endProcess(child),
	};
}

/** The arguments with which Node runs this command line again: the built file, or in development the source through jiti. */
export function selfArguments(): string[] {
	if (__filename.endsWith(".js")) return [require.resolve("../main")];
	return [
		join(dirname(require.resolve("jiti/package.json")), "lib", "jiti-cli.mjs"),
		__filename.replace(/demo\/[^/]+$/, "main.ts"),
	];
}

function addressOf(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let errors = "";
		const fail = (why: string) => {
			child.kill("SIGKILL");
			reject(
				new UsageError(
					"The dev Controller did not start",
					`${why}${errors ? `\n${errors.trim()}` : ""}`,
				),
			);
		};
		const timer = setTimeout(
			() => fail(`It said nothing for ${START_MS / 1000} seconds.`),
			START_MS,
		);
		child.stderr?.on("data", (chunk) => {
			errors += chunk;
		});
		child.once("error", (error) => fail(error.message));
		child.once("exit", (code) => fail(`It ended with exit code ${code}.`));
		const lines = createInterface({
			input: child.stdout as NodeJS.ReadableStream,
		});
		lines.on("line", (line) => {
			const url = /https?:\/\/[^\s/]+/.exec(line)?.[0];
			if (!url) return;
			clearTimeout(timer);
			child.removeAllListeners("exit");
			lines.removeAllListeners("line");
			resolve(url);
		});
	});
}

/** Asks a process to end, and ends it where it does not. */
export function endProcess(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) return resolve();
		const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
		child.once("exit", () => {
			clearTimeout(timer);
			resolve();
		});
		child.kill("SIGTERM");
	});
}
