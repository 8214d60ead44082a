/**
 * Lets only one agent at a time bring in a tag that is new: the Controller looks a tag up and then inserts it without a transaction, so that two
 * agents with the same new tag at the same time make one of them fail with "Validation error" (measured on 3.0.4 and 3.7.3). Agents whose tags
 * exist, or differ, do not wait.
 */
export class NewTags {
	readonly #existing = new Set<string>();
	readonly #arriving = new Map<string, Promise<void>>();

	/** Runs `work`, which writes an agent with these tags, when no other work under way brings in one of them. */
	async bring<T>(
		tags: readonly string[] | null | undefined,
		work: () => Promise<T>,
	): Promise<T> {
		const unseen = () => (tags ?? []).filter((tag) => !this.#existing.has(tag));
		for (;;) {
			const ahead = unseen().find((tag) => this.#arriving.has(tag));
			if (ahead === undefined) break;
			await this.#arriving.get(ahead);
		}
		const mine = unseen();
		if (mine.length === 0) return work();
		const running = work();
		const arrived = running.then(
			() => {
				for (const tag of mine) this.#existing.add(tag);
			},
			() => {},
		);
		for (const tag of mine) this.#arriving.set(tag, arrived);
		try {
			return await running;
		} finally {
			for (const tag of mine) this.#arriving.delete(tag);
		}
	}
}
