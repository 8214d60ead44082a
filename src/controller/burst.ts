/** Holds back what comes in quick succession, and lets it go on together. */
export class Burst {
	#held: (() => void)[] = [];
	#timer: NodeJS.Timeout | undefined;

	/** `size`: how many go on at once at the latest; `ms`: how long the first one waits for the others. */
	constructor(
		private readonly size: number,
		private readonly ms: number,
	) {}

	/** Resolves with the others. */
	join(): Promise<void> {
		return new Promise((resolve) => {
			this.#held.push(resolve);
			if (this.#held.length >= this.size) this.end();
			else this.#timer ??= setTimeout(() => this.end(), this.ms);
		});
	}

	/** Lets all go on that are held. */
	end(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const held = this.#held;
		this.#held = [];
		for (const resolve of held) resolve();
	}
}
