import type { IConstruct } from "constructs";

/** What constructs note beside a stack or an app, for others that are written there. */
export class Notes<T> {
	readonly #all = new WeakMap<IConstruct, T[]>();

	add(beside: IConstruct, note: T): void {
		const known = this.#all.get(beside);
		if (known) known.push(note);
		else this.#all.set(beside, [note]);
	}

	of(beside: IConstruct): readonly T[] {
		return this.#all.get(beside) ?? [];
	}
}
