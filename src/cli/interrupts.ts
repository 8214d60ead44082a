import { EXIT } from "./failure";
import type { Terminal } from "./terminal";

// How long running calls may take to end after the second Ctrl-C.
const LAST_MOMENT_MS = 1000;

/** Runs `work` with a signal that the first Ctrl-C (or SIGTERM) sets off, and one for the second: no new calls first, then none at all. */
export async function withInterrupts<T>(
	terminal: Terminal,
	work: (signals: { signal: AbortSignal; kill: AbortSignal }) => Promise<T>,
): Promise<T> {
	const stop = new AbortController();
	const kill = new AbortController();
	const interrupt = () => {
		if (!stop.signal.aborted) {
			terminal.note(
				"\nInterrupt received: no new calls are made, running ones finish. Press Ctrl-C again to stop at once.",
			);
			stop.abort();
		} else if (!kill.signal.aborted) {
			terminal.note("\nStopping at once.");
			kill.abort();
			setTimeout(() => process.exit(EXIT.interrupted), LAST_MOMENT_MS).unref();
		} else process.exit(EXIT.interrupted);
	};
	process.on("SIGINT", interrupt);
	process.on("SIGTERM", interrupt);
	try {
		return await work({ signal: stop.signal, kill: kill.signal });
	} finally {
		process.off("SIGINT", interrupt);
		process.off("SIGTERM", interrupt);
	}
}
