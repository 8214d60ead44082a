/** Waits that double from `first` to `last` milliseconds, each shortened at random by up to a half, so that clients of one agent do not come back together. */
export class Backoff {
	private next: number;

	constructor(
		private readonly first: number,
		private readonly last: number,
	) {
		this.next = first;
	}

	/** The next wait, in milliseconds. */
	take(): number {
		const wait = this.next;
		this.next = Math.min(this.last, wait * 2);
		return Math.round(wait * (0.5 + Math.random() / 2));
	}

	/** Begins anew, after a success. */
	reset(): void {
		this.next = this.first;
	}
}
