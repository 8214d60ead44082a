import { createHash } from "node:crypto";
import { instanceText, readInstance } from "./instance";
import type { JournalRecord } from "./journal-records";
import { JsonReader } from "./json-reader";
import type { JsonText } from "./json-text";
import { objectText, readMembers, stringText } from "./members";
import { readOutputs } from "./parse";
import { outputsText } from "./print";

/** The version of the journal's format. */
export const JOURNAL_FORMAT = 1;

/** The first line of a journal: the state that its records are to be folded into. */
export interface JournalHeader {
	readonly format: number;
	readonly lineage: string;
	readonly serial: number;
}

/** A line of a journal: its number within the file, and the header or records that belong together. */
export interface JournalLine {
	readonly sequence: number;
	readonly header?: JournalHeader;
	readonly records: readonly JournalRecord[];
}

const SUM_LENGTH = 16;
const BEFORE_SUM = '{"sum":"';
const BODY_START = BEFORE_SUM.length + SUM_LENGTH + 2;

function checksum(body: string | Uint8Array): string {
	return createHash("sha256").update(body).digest("hex").slice(0, SUM_LENGTH);
}

/** Prints the first line. */
export function headerLine(header: JournalHeader): string {
	return line(`"sequence":0,"header":${JSON.stringify(header)}}`);
}

/** Prints a line of records. */
export function recordsLine(
	sequence: number,
	records: readonly JournalRecord[],
): string {
	const texts = records.map(recordText).join(",");
	return line(`"sequence":${sequence},"records":[${texts}]}`);
}

function line(body: string): string {
	return `${BEFORE_SUM}${checksum(body)}",${body}\n`;
}

function recordText(record: JournalRecord): JsonText {
	switch (record.kind) {
		case "result":
			return objectText([
				["kind", '"result"'],
				["address", stringText(record.address)],
				["deposed", record.deposed && stringText(record.deposed)],
				["provider", record.provider && stringText(record.provider)],
				[
					"instance",
					record.instance === null
						? "null"
						: instanceText({ instance: record.instance }),
				],
			]);
		case "outputs":
			return `{"kind":"outputs","outputs":${outputsText(record.outputs)}}`;
		case "checks":
			return `{"kind":"checks","checkResults":${record.checkResults}}`;
		default:
			return JSON.stringify(record);
	}
}

/** Reads a line without its newline; undefined where it is not as it was written. */
export function parseLine(bytes: Uint8Array): JournalLine | undefined {
	const start = Buffer.from(bytes.subarray(0, BODY_START)).toString("latin1");
	const body = bytes.subarray(BODY_START);
	if (start !== `${BEFORE_SUM}${checksum(body)}",`) return undefined;
	const reader = new JsonReader(bytes);
	let sequence = -1;
	let header: JournalHeader | undefined;
	const records: JournalRecord[] = [];
	readMembers(reader, {
		sum: () => reader.text(),
		sequence: () => {
			sequence = reader.count();
		},
		header: () => {
			header = JSON.parse(reader.text());
		},
		records: () => reader.elements(() => records.push(readRecord(reader))),
	});
	return { sequence, ...(header && { header }), records };
}

function readRecord(reader: JsonReader): JournalRecord {
	const found: Record<string, unknown> = {};
	const plain = (name: string) => () => {
		found[name] = JSON.parse(reader.text());
	};
	readMembers(reader, {
		kind: plain("kind"),
		address: plain("address"),
		deposed: plain("deposed"),
		provider: plain("provider"),
		type: plain("type"),
		key: plain("key"),
		seen: plain("seen"),
		identity: plain("identity"),
		instance: () => {
			found.instance = reader.isNull() ? null : readInstance(reader).instance;
		},
		outputs: () => {
			found.outputs = readOutputs(reader);
		},
		checkResults: () => {
			found.checkResults = reader.text();
		},
	});
	return found as unknown as JournalRecord;
}
