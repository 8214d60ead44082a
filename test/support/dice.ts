/** Seeded source of choices: the same seed gives the same choices on every machine. */
export class Dice {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed * 2654435761) >>> 0;
	}

	/** A number in [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** An integer in [low, high]. */
	int(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	/** True with probability `p`. */
	chance(p: number): boolean {
		return this.next() < p;
	}

	/** One member of a list that is not empty. */
	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.next() * list.length)] as T;
	}

	/** Between `low` and `high` values made by `make`. */
	many<T>(low: number, high: number, make: (index: number) => T): T[] {
		return Array.from({ length: this.int(low, high) }, (_, index) =>
			make(index),
		);
	}

	/** One value of a table of weights and values. */
	weighted<T>(table: readonly (readonly [number, T])[]): T {
		let left = this.next() * table.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, value] of table) {
			left -= weight;
			if (left < 0) return value;
		}
		return (table[table.length - 1] as readonly [number, T])[1];
	}
}
