import { abortReason } from "./abort";

/** One call whose result several callers wait for; it is called off when the last of them gives up. */
export class Flight<T> {
	#waiters = 0;
	#settled = false;
	#abort = new AbortController();
	#promise: Promise<T>;
	/** Those who give up by the same signal wait together: a signal with thousands of listeners takes ever longer for one more. */
	#joined = new Map<AbortSignal, Promise<T>>();
	/** True once everybody has given up: nobody may join any more. */
	dead = false;

	constructor(run: (signal: AbortSignal) => Promise<T>) {
		this.#promise = run(this.#abort.signal);
		const settle = () => {
			this.#settled = true;
			this.#joined.clear();
		};
		this.#promise.then(settle, () => {
			settle();
			this.dead = true;
		});
	}

	/** Whether the call has ended, well or not. */
	get settled(): boolean {
		return this.#settled;
	}

	/** Waits for the result; an abort of `signal` ends this wait only. */
	join(signal?: AbortSignal): Promise<T> {
		if (this.#settled || !signal) {
			this.#waiters++;
			return this.#promise;
		}
		if (signal.aborted) return Promise.reject(abortReason(signal));
		let joined = this.#joined.get(signal);
		if (!joined) {
			joined = this.#until(signal);
			this.#joined.set(signal, joined);
		}
		return joined;
	}

	/** The result, unless the signal comes first. */
	#until(signal: AbortSignal): Promise<T> {
		this.#waiters++;
		return new Promise((resolve, reject) => {
			const onAbort = () => {
				this.#waiters--;
				if (this.#waiters === 0 && !this.#settled) {
					this.dead = true;
					this.#abort.abort();
				}
				reject(abortReason(signal));
			};
			signal.addEventListener("abort", onAbort, { once: true });
			const done = () => signal.removeEventListener("abort", onAbort);
			this.#promise.then(
				(value) => {
					done();
					resolve(value);
				},
				(error) => {
					done();
					reject(error);
				},
			);
		});
	}
}

interface Loaded<T> {
	flight: Flight<Index<T>>;
	/** Keys of objects written since the load began: what the load says of them is not to be trusted. */
	stale: Set<string>;
}

interface Index<T> {
	all: T[];
	byKey: Map<string, T[]>;
}

/** What a shared list knows of one key: `undefined` in place of this means that the object was written since and must be read by itself. */
export interface Known<T> {
	matches: T[];
}

/** A list that is read once and then answers for everybody, until `forget`; objects that were written since are not answered for. */
export class SharedList<T> {
	#load: (signal: AbortSignal) => Promise<T[]>;
	#keysOf: (object: T) => string[];
	#loaded?: Loaded<T>;

	constructor(
		load: (signal: AbortSignal) => Promise<T[]>,
		keysOf: (object: T) => string[],
	) {
		this.#load = load;
		this.#keysOf = keysOf;
	}

	/** The whole list, read anew when anything was written since the last read began. */
	async all(signal?: AbortSignal): Promise<T[]> {
		const loaded = this.#current(true);
		return (await loaded.flight.join(signal)).all;
	}

	/** What the list says of `key`, or undefined when that object was written since. */
	async find(key: string, signal?: AbortSignal): Promise<Known<T> | undefined> {
		const loaded = this.#loaded?.flight.dead ? undefined : this.#loaded;
		if (loaded?.stale.has(key)) return undefined;
		const current = loaded ?? this.#current(false);
		const index = await current.flight.join(signal);
		const matches = index.byKey.get(key) ?? [];
		// What was written under its id must not be found under its name either.
		const written = [key, ...matches.flatMap(this.#keysOf)].some((each) =>
			current.stale.has(each),
		);
		return written ? undefined : { matches };
	}

	/** Marks keys as written: to be called before the write is sent and again after it has ended. */
	touch(...keys: (string | undefined)[]): void {
		for (const key of keys) if (key) this.#loaded?.stale.add(key);
	}

	forget(): void {
		this.#loaded = undefined;
	}

	#current(untouched: boolean): Loaded<T> {
		const loaded = this.#loaded;
		if (
			loaded &&
			!loaded.flight.dead &&
			!(untouched && loaded.stale.size > 0)
		) {
			return loaded;
		}
		const flight = new Flight(async (signal) => {
			const all = await this.#load(signal);
			const byKey = new Map<string, T[]>();
			for (const object of all) {
				for (const key of this.#keysOf(object)) {
					const same = byKey.get(key);
					if (same) same.push(object);
					else byKey.set(key, [object]);
				}
			}
			return { all, byKey };
		});
		const fresh = { flight, stale: new Set<string>() };
		this.#loaded = fresh;
		return fresh;
	}
}
