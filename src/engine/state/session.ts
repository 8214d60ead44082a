import { notReady } from "../not-ready";
import type { JournalRecord, OpenIntent } from "./journal-records";
import type { ReadonlyState, State } from "./state";

/** How a state is opened. */
export interface SessionOptions {
	/** Said to those who find the state locked, e.g. "apply". */
	readonly operation: string;
	/** Seconds to wait for the lock; default: 0. */
	readonly lockTimeoutSeconds?: number;
	/** Ends the waiting for the lock. */
	readonly signal?: AbortSignal;
}

/** What a crashed or unfinished command had left, already folded into the state when the session begins. */
export interface Recovered {
	/** Operation and holder of the session that left it, where they are known. */
	readonly operation?: string;
	readonly who?: string;
	/** Number of instances whose state came from the journal. */
	readonly changes: number;
	/** True where a torn last record was dropped. */
	readonly torn: boolean;
}

/** A locked state. */
export interface StateSession {
	/** The state file's path. */
	readonly path: string;
	/** The state with everything that was appended, durable or not yet. */
	readonly state: ReadonlyState;
	/** Creates whose result is unknown, those of this session included; a result record for the address closes one. */
	readonly openIntents: readonly OpenIntent[];
	readonly recovered?: Recovered;
	/**
	 * Records what has happened: `state` has it at once, the promise resolves when it survives a crash.
	 * Records of one call are kept together: after a crash all of them are there or none.
	 * Rejects with a DiagnosticError when it cannot be written; from then on every call rejects, and no new object may be created.
	 */
	append(...records: JournalRecord[]): Promise<void>;
	/**
	 * Takes another state in place of the present one, not through the journal: for commands that touch nothing but the state.
	 * With `keepSerial`, the file gets the serial and lineage of the given state.
	 */
	replace(state: State, options?: { keepSerial?: boolean }): void;
	/** Writes the state file if anything in it changes, with the next serial. Called by the end of the session anyway. */
	commit(): Promise<{ written: boolean; serial: number }>;
}

/**
 * Locks a state, folds what a crash has left, gives it to `work`, and at the end, also when `work` fails,
 * writes the file, removes the journal and releases the lock. Journal and lock stay while intents are open.
 * Throws DiagnosticError where the state is locked, damaged or cannot be written, and what `work` throws.
 */
export async function withState<T>(
	_path: string,
	_options: SessionOptions,
	_work: (session: StateSession) => Promise<T>,
): Promise<T> {
	return notReady();
}
