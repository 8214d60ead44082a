import { sleep } from "./abort";
import type { ControllerError } from "./errors";

const ATTEMPTS = 4;
const FIRST_DELAY_MS = 100;

/** Whether the same call may be made again: a read that met a passing failure, or any call that cannot have reached the Controller. */
export function isRetryable(error: ControllerError, write: boolean): boolean {
	if (write) return error.kind === "unreachable" && error.wrote === "no";
	// The Controller's own 500s are client mistakes more often than not (core contract §1.2), so only a busy database is worth another try.
	return (
		error.kind === "unreachable" ||
		error.controllerMessage?.includes("SQLITE_BUSY") === true
	);
}

/** Runs `call` until it succeeds, fails for good, or has been tried 4 times; waits 0.1, 0.3 and 0.9 seconds in between, each ± 50 %. */
export async function withRetries<T>(
	call: () => Promise<T>,
	retryable: (error: unknown) => boolean,
	signal?: AbortSignal,
): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await call();
		} catch (error) {
			if (attempt >= ATTEMPTS || !retryable(error)) throw error;
		}
		await sleep(
			FIRST_DELAY_MS * 3 ** (attempt - 1) * (0.5 + Math.random()),
			signal,
		);
	}
}
