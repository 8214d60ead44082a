import type { JournalRecord, OpenIntent } from "./journal-records";
import type { ReadonlyState, State } from "./state";

/** A state with the records of a journal in it, and the creates among them whose result is unknown. */
export class Fold {
	readonly #open = new Map<string, OpenIntent>();

	constructor(
		readonly state: State,
		open: readonly OpenIntent[] = [],
	) {
		for (const intent of open) this.#open.set(slot(intent), intent);
	}

	/** Creates whose result is unknown, in the order of their intents. */
	get openIntents(): readonly OpenIntent[] {
		return [...this.#open.values()];
	}

	/** Adds a record. */
	add(record: JournalRecord): void {
		switch (record.kind) {
			case "intent": {
				const { kind: _, ...intent } = record;
				this.#open.set(slot(record), intent);
				break;
			}
			case "identity": {
				const intent = this.#open.get(slot(record));
				if (intent === undefined) break;
				const { identity } = record;
				this.#open.set(slot(record), { ...intent, identity });
				break;
			}
			case "result":
				this.#open.delete(slot(record));
				this.state.set(record);
				break;
			case "outputs":
				this.state.outputs = record.outputs;
				break;
			case "checks":
				this.state.header = {
					...this.state.header,
					checkResults: record.checkResults,
				};
		}
	}
}

function slot({ address, deposed }: OpenPlace): string {
	// No address holds a line break: the keys of instances are quoted.
	return deposed === undefined ? address : `${address}\n${deposed}`;
}

interface OpenPlace {
	readonly address: string;
	readonly deposed?: string;
}

/** Folds records into a state, which stays as it is. Records of different objects may come in any order. */
export function fold(
	state: ReadonlyState,
	records: Iterable<JournalRecord>,
): { state: State; openIntents: readonly OpenIntent[] } {
	const folded = new Fold(state.copy());
	for (const record of records) folded.add(record);
	return { state: folded.state, openIntents: folded.openIntents };
}

/** The records that make intents open again. */
export function intentRecords(open: readonly OpenIntent[]): JournalRecord[] {
	return open.flatMap(({ identity, ...intent }) => {
		const { address, deposed } = intent;
		const place = { address, ...(deposed !== undefined && { deposed }) };
		return [
			{ kind: "intent" as const, ...intent },
			...(identity ? [{ kind: "identity" as const, ...place, identity }] : []),
		];
	});
}
