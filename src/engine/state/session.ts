import { stat } from "node:fs/promises";
import { DiagnosticError } from "../../core";
import { reasonOf } from "./files";
import type { JournalRecord, OpenIntent } from "./journal-records";
import { acquireLock, type Lock, type LockOptions } from "./lock";
import { OpenSession } from "./open-session";
import { pathsOf, type StatePaths } from "./paths";
import { openState } from "./recovery";
import type { ReadonlyState, State } from "./state";

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
	path: string,
	options: LockOptions,
	work: (session: StateSession) => Promise<T>,
): Promise<T> {
	const paths = pathsOf(path);
	const lock = await acquireLock(paths, options);
	const session = await begin(paths, lock);
	let result: T;
	try {
		result = await work(session);
	} catch (fault) {
		try {
			await end(session, lock);
		} catch (second) {
			throw bothFaults(fault, second);
		}
		throw fault;
	}
	await end(session, lock);
	return result;
}

async function begin(paths: StatePaths, lock: Lock): Promise<OpenSession> {
	try {
		const opened = await openState(paths);
		const { operation, who } = lock.after ?? {};
		const recovered: Recovered | undefined = opened.folded && {
			...opened.folded,
			...(operation !== undefined && { operation }),
			...(who !== undefined && { who }),
		};
		return new OpenSession(paths, lock, opened, recovered);
	} catch (fault) {
		// A journal that cannot be folded keeps everybody out until somebody has looked at it.
		await unlock(paths, lock);
		throw fault;
	}
}

async function end(session: OpenSession, lock: Lock): Promise<void> {
	try {
		await session.commit();
	} finally {
		await session.close().finally(() => unlock(pathsOf(session.path), lock));
	}
}

// Terraform must stay out as long as a journal holds what the state file does not.
async function unlock(paths: StatePaths, lock: Lock): Promise<void> {
	const hasJournal = await stat(paths.journal).then(
		() => true,
		() => false,
	);
	await (hasJournal ? lock.leave() : lock.release());
}

function bothFaults(first: unknown, second: unknown): unknown {
	if (first instanceof DiagnosticError && second instanceof DiagnosticError) {
		return new DiagnosticError([...first.diagnostics, ...second.diagnostics]);
	}
	return new AggregateError(
		[first, second],
		`${reasonOf(first)}\n${reasonOf(second)}`,
	);
}
