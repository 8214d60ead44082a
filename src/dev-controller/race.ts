/** Counts every write, so that it can be told which of two things was there first. */
export class Clock {
	now = 0;
	tick(): number {
		return ++this.now;
	}
}

/**
 * What a request can know in chaos mode. The real Controllers check first and write later, with other requests in between: there,
 * whatever was written after a request arrived is not seen by its checks. Without chaos everything is.
 */
export class Race {
	#arrived: number | undefined;
	readonly #noted = new WeakMap<object, number>();

	constructor(private readonly clock: Clock) {}

	/** Does a request's work as if it had looked at the moment of its arrival; undefined is now. */
	during<T>(arrived: number | undefined, work: () => T): T {
		this.#arrived = arrived;
		try {
			return work();
		} finally {
			this.#arrived = undefined;
		}
	}

	/** True where the checks of the request at work see something of this age. */
	sees(age: number): boolean {
		return this.#arrived === undefined || age <= this.#arrived;
	}

	/** Remembers that a part of a row was written now. */
	note(part: object): void {
		this.#noted.set(part, this.clock.tick());
	}

	/** True where that part was written since the request at work arrived. */
	isCrossed(part: object): boolean {
		return !this.sees(this.#noted.get(part) ?? 0);
	}
}
