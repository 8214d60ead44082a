import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { DiagnosticError, error } from "../../core";
import { readIfThere, syncDirectory, writeWhole } from "./files";
import { fold, intentRecords } from "./fold";
import { type JournalContent, parseJournal } from "./journal-read";
import type { OpenIntent } from "./journal-records";
import { headerLine, JOURNAL_FORMAT, recordsLine } from "./journal-text";
import { quoted } from "./lock-messages";
import type { StatePaths } from "./paths";
import { sameContent } from "./same-content";
import { State } from "./state";
import { fingerprint, readStateFile, writeStateFile } from "./state-file";

/** A state as a session begins with it. */
export interface Opened {
	readonly state: State;
	readonly fingerprint: string | undefined;
	/** Creates of earlier sessions whose result is unknown. */
	readonly openIntents: readonly OpenIntent[];
	/** Number of lines of the journal that stays for the open intents; 0 without journal. */
	readonly journalLines: number;
	/** What an earlier session had left, where it had left anything to fold. */
	readonly folded?: { readonly changes: number; readonly torn: boolean };
}

/** Reads a locked state, folds into it what an earlier session has left in its journal, and writes it. Throws DiagnosticError. */
export async function openState(paths: StatePaths): Promise<Opened> {
	const before = await fingerprint(paths.state);
	const file = await readStateFile(paths.state);
	const bytes = await readIfThere(paths.journal);
	const journal = bytes && parseJournal(bytes, paths.journal);
	if (journal?.header === undefined) {
		if (bytes !== undefined) await removeJournal(paths);
		const state = file ?? State.empty();
		return { state, fingerprint: before, openIntents: [], journalLines: 0 };
	}
	const { lineage, serial } = journal.header;
	const base = file ?? State.empty(lineage);
	const { state, openIntents } = fold(base, journal.records);
	const changed = !sameContent(base, state);
	if (
		base.header.lineage !== lineage ||
		(changed && base.header.serial !== serial)
	) {
		throw movedOn(paths, base, journal);
	}
	if (changed) {
		state.header = { ...state.header, serial: serial + 1 };
		const problem = await writeStateFile(paths, state, {
			fingerprint: before,
			serial,
		});
		if (problem) throw notRecovered(paths, problem.reason);
	}
	const results = journal.records.filter((r) => r.kind === "result");
	const worth = changed || journal.torn || results.length > 0;
	let lines = journal.lines;
	if (openIntents.length === 0) {
		await removeJournal(paths);
		lines = 0;
	} else if (worth) {
		lines = await resetJournal(paths, state, openIntents);
	}
	return {
		state,
		fingerprint: await fingerprint(paths.state),
		openIntents,
		journalLines: lines,
		...(worth && {
			folded: { changes: results.length, torn: journal.torn },
		}),
	};
}

/** Puts a journal in place that knows nothing but the open intents; gives its number of lines. */
export async function resetJournal(
	paths: StatePaths,
	state: State,
	openIntents: readonly OpenIntent[],
): Promise<number> {
	const { lineage, serial } = state.header;
	const header = headerLine({ format: JOURNAL_FORMAT, lineage, serial });
	const line = recordsLine(1, intentRecords(openIntents));
	await writeWhole(paths.journal, Buffer.from(header + line));
	return 2;
}

/** Removes a journal that is folded. */
export async function removeJournal(paths: StatePaths): Promise<void> {
	await rm(paths.journal, { force: true });
	await syncDirectory(dirname(paths.journal));
}

function movedOn(
	paths: StatePaths,
	base: State,
	journal: JournalContent,
): DiagnosticError {
	const { lineage, serial } = journal.header as {
		lineage: string;
		serial: number;
	};
	const path = quoted(paths.journal);
	return new DiagnosticError([
		error(
			"State and journal do not belong together",
			`${paths.journal} holds what an interrupted command has done to the state with serial ${serial} and lineage ${lineage}, but ${paths.state} has serial ${base.header.serial} and lineage ${base.header.lineage}: it was replaced since. Nothing was changed.\nPut the state with that serial back (see ${paths.backup} and ${paths.kept}), then run the command again. To go on without what the journal holds:\n    mv ${path} ${quoted(`${paths.journal}.unused`)}`,
		),
	]);
}

function notRecovered(paths: StatePaths, reason: string): DiagnosticError {
	return new DiagnosticError([
		error(
			"State cannot be written",
			`What an interrupted command has done could not be written to ${paths.state}: ${reason}.\nNothing is lost: it stays in ${paths.journal}. Free space or mend the rights, then run the command again.`,
		),
	]);
}
