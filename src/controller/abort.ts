import { ControllerError } from "./errors";

/** The error of work that was called off before or while it ran; `wrote` is "no" unless a call had been sent. */
export function abortReason(
	signal?: AbortSignal,
	sent?: { method: string; url: string; wrote: "no" | "maybe" },
): ControllerError {
	const given = signal?.reason;
	if (given instanceof ControllerError && !sent) return given;
	return new ControllerError("The operation was interrupted.", {
		kind: "aborted",
		method: sent?.method ?? "",
		url: sent?.url ?? "",
		wrote: sent?.wrote ?? "no",
		cause: given instanceof Error ? given : undefined,
	});
}

/** Waits `ms` milliseconds; rejects at once when `signal` is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) {
			reject(abortReason(signal));
			return;
		}
		const onAbort = () => {
			clearTimeout(timer);
			reject(abortReason(signal));
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener("abort", onAbort);
			resolve();
		}, ms);
		signal?.addEventListener("abort", onAbort, { once: true });
	});
}
