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

/** What a call is called off by: as much of an AbortSignal as axios asks for, at a tenth of its cost, which every call would pay. */
export class CallOff {
	aborted = false;
	readonly #listeners = new Set<() => void>();

	abort(): void {
		if (this.aborted) return;
		this.aborted = true;
		for (const listener of this.#listeners) listener();
	}

	addEventListener(_type: string, listener: () => void): void {
		this.#listeners.add(listener);
	}

	removeEventListener(_type: string, listener: () => void): void {
		this.#listeners.delete(listener);
	}
}
