/** Runs one operation with a signal of its own, which is aborted when `signal` is: by it the client knows what the operation has begun. */
export async function withOwnSignal<T>(
	signal: AbortSignal,
	work: (own: AbortSignal) => Promise<T>,
): Promise<T> {
	const own = new AbortController();
	const abort = () => own.abort(signal.reason);
	if (signal.aborted) abort();
	signal.addEventListener("abort", abort);
	try {
		return await work(own.signal);
	} finally {
		signal.removeEventListener("abort", abort);
	}
}
