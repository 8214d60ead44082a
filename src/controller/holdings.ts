// Long enough for a fleet to be planned, short enough to be as good as a read right before the call.
const RECENT_MS = 30_000;

/** A microservice that an application holds. */
export interface Holding {
	readonly uuid: string;
	readonly name: string;
}

/** What applications held when they were last read under one log-in: for those who delete them right after that. */
export class Holdings {
	readonly #read = new Map<
		string,
		{ readonly held: readonly Holding[]; readonly since: number }
	>();

	/** Notes what a read of an application shows. */
	note(application: string, held: readonly Holding[]): void {
		this.#read.set(application, {
			held: held.map(({ uuid, name }) => ({ uuid, name })),
			since: performance.now(),
		});
	}

	/** Forgets an application: to be called when it or something in it is written. */
	drop(application: string): void {
		this.#read.delete(application);
	}

	/** What an application held less than half a minute ago; undefined where it was not read since. */
	recent(application: string): readonly Holding[] | undefined {
		const read = this.#read.get(application);
		if (read && performance.now() - read.since < RECENT_MS) return read.held;
		this.#read.delete(application);
		return undefined;
	}
}
