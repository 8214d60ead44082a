import type { Place } from "./manifest-place";

type Values = Record<string, unknown>;

/** Objects of one kind; the same one twice is a fault. */
export class Group {
	private readonly found = new Map<string, { values: Values; line: number }>();
	constructor(private readonly kind: string) {}

	add(key: string, values: Values, place: Place): void {
		const before = this.found.get(key);
		if (before)
			throw place.fault(
				`is the ${this.kind} "${key}" a second time; the first is on line ${before.line}`,
			);
		this.found.set(key, { values, line: place.line });
	}

	get(key: string): Values | undefined {
		return this.found.get(key)?.values;
	}

	get keys(): string[] {
		return [...this.found.keys()];
	}

	get all(): Record<string, Values> {
		return Object.fromEntries(
			[...this.found].map(([key, { values }]) => [key, values]),
		);
	}
}
