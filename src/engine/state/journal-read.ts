import { DiagnosticError, error } from "../../core";
import type { JournalRecord } from "./journal-records";
import { JOURNAL_FORMAT, type JournalHeader, parseLine } from "./journal-text";
import { quoted } from "./lock-messages";

/** What a journal says. Without header it was torn before it held anything. */
export interface JournalContent {
	readonly header?: JournalHeader;
	readonly records: readonly JournalRecord[];
	/** Number of lines, the header included. */
	readonly lines: number;
	/** True where the last line has no end; unless it is whole but for its newline, it was dropped. */
	readonly torn: boolean;
}

const NEWLINE = 0x0a;

/**
 * Reads a journal. A last line without its end was being written when the process or the machine died:
 * nobody was told that it is durable, and it is dropped. Any other damage is a DiagnosticError.
 */
export function parseJournal(bytes: Uint8Array, path: string): JournalContent {
	const records: JournalRecord[] = [];
	let header: JournalHeader | undefined;
	let lines = 0;
	let start = 0;
	while (start < bytes.length) {
		const end = bytes.indexOf(NEWLINE, start);
		const parsed = parseLine(bytes.subarray(start, end < 0 ? undefined : end));
		const fits =
			parsed !== undefined &&
			parsed.sequence === lines &&
			(lines === 0) === (parsed.header !== undefined);
		if (!fits) {
			if (end < 0) break;
			throw damaged(path, lines + 1);
		}
		if (parsed.header) {
			checkFormat(parsed.header, path);
			header = parsed.header;
		}
		for (const record of parsed.records) records.push(record);
		lines++;
		start = end < 0 ? bytes.length : end + 1;
	}
	return {
		...(header && { header }),
		records,
		lines,
		torn: bytes.length > 0 && bytes.at(-1) !== NEWLINE,
	};
}

function checkFormat(header: JournalHeader, path: string): void {
	if (header.format <= JOURNAL_FORMAT) return;
	throw new DiagnosticError([
		error(
			"Journal of a newer version",
			`${path} was written by a newer fogform (format ${header.format}; this one reads ${JOURNAL_FORMAT}). Use that one to go on.`,
		),
	]);
}

function damaged(path: string, line: number): DiagnosticError {
	const file = quoted(path);
	const rest =
		line === 1
			? `Nothing in it can be used. To go on with the state file as it is:\n    mv ${file} ${quoted(`${path}.damaged`)}`
			: `The ${line - 1 === 1 ? "line" : `${line - 1} lines`} before can be used. To go on with them, and without what follows:\n    cp ${file} ${quoted(`${path}.damaged`)}\n    head -n ${line - 1} ${quoted(`${path}.damaged`)} > ${file}`;
	return new DiagnosticError([
		error(
			"Damaged journal",
			`${path} holds what an interrupted command has done and the state file does not yet have; its line ${line} is damaged, though not by an interruption. Nothing was changed.\nRestore the file if you have a copy. ${rest}\nThen run fogform plan: objects that the lost lines told of appear as conflicts, and can be imported.`,
		),
	]);
}
