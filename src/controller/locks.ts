import { abortReason } from "./abort";

interface Waiter {
	shared: boolean;
	start: () => void;
}

/** Lets several sharers in at once or one exclusive holder, in the order in which they asked. */
class SharedLock {
	#holders = 0;
	#exclusive = false;
	#queue: Waiter[] = [];

	get idle(): boolean {
		return this.#holders === 0 && this.#queue.length === 0;
	}

	async acquire(shared: boolean, signal?: AbortSignal): Promise<void> {
		if (this.#queue.length === 0 && this.#admits(shared)) {
			this.#enter(shared);
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const onAbort = () => {
				this.#queue = this.#queue.filter((other) => other !== waiter);
				this.#advance();
				reject(abortReason(signal));
			};
			const waiter: Waiter = {
				shared,
				start: () => {
					signal?.removeEventListener("abort", onAbort);
					resolve();
				},
			};
			this.#queue.push(waiter);
			signal?.addEventListener("abort", onAbort, { once: true });
		});
	}

	release(): void {
		this.#holders--;
		this.#exclusive = false;
		this.#advance();
	}

	#admits(shared: boolean): boolean {
		return this.#holders === 0 || (shared && !this.#exclusive);
	}

	#enter(shared: boolean): void {
		this.#holders++;
		this.#exclusive = !shared;
	}

	#advance(): void {
		for (;;) {
			const next = this.#queue[0];
			if (!next || !this.#admits(next.shared)) return;
			this.#queue.shift();
			this.#enter(next.shared);
			next.start();
		}
	}
}

/** One lock to hold: `shared` lets other sharers of the same key in at the same time. */
export interface LockRequest {
	key: string;
	shared?: boolean;
}

/** Locks by name. Requests are taken in the order given, which must be the same everywhere: an application before its microservices. */
export class Locks {
	#locks = new Map<string, SharedLock>();

	/** Runs `work` while it holds all of `requests`; rejects without running it when `signal` is aborted first. */
	async hold<T>(
		requests: LockRequest[],
		signal: AbortSignal | undefined,
		work: () => Promise<T>,
	): Promise<T> {
		const held: [string, SharedLock][] = [];
		try {
			for (const { key, shared = false } of requests) {
				if (signal?.aborted) throw abortReason(signal);
				let lock = this.#locks.get(key);
				if (!lock) {
					lock = new SharedLock();
					this.#locks.set(key, lock);
				}
				await lock.acquire(shared, signal);
				held.push([key, lock]);
			}
			return await work();
		} finally {
			for (const [key, lock] of held.reverse()) {
				lock.release();
				if (lock.idle && this.#locks.get(key) === lock) this.#locks.delete(key);
			}
		}
	}
}

/** Lets at most `size` pieces of work run at a time, in the order in which they asked. */
export class Slots {
	#free: number;
	#queue: (() => void)[] = [];

	constructor(readonly size: number) {
		this.#free = Math.max(1, size);
	}

	/** How many wait for their turn. */
	get waiting(): number {
		return this.#queue.length;
	}

	async run<T>(
		signal: AbortSignal | undefined,
		work: () => Promise<T>,
	): Promise<T> {
		if (signal?.aborted) throw abortReason(signal);
		if (this.#free > 0) this.#free--;
		else await this.#wait(signal);
		try {
			return await work();
		} finally {
			const next = this.#queue.shift();
			if (next) next();
			else this.#free++;
		}
	}

	#wait(signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const onAbort = () => {
				this.#queue = this.#queue.filter((other) => other !== start);
				reject(abortReason(signal));
			};
			const start = () => {
				signal?.removeEventListener("abort", onAbort);
				resolve();
			};
			this.#queue.push(start);
			signal?.addEventListener("abort", onAbort, { once: true });
		});
	}
}
