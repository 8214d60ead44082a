import { fdatasync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { DiagnosticError, error } from "../../core";
import { reasonOf, syncDirectory } from "./files";
import type { JournalRecord } from "./journal-records";
import { headerLine, type JournalHeader, recordsLine } from "./journal-text";

interface Waiting {
	readonly records: readonly JournalRecord[];
	resolve(): void;
	reject(reason: unknown): void;
}

// Parallel work reports within milliseconds: what comes in this time shares one wait for the disk, which costs more CPU time than the record.
const GATHER_MS = 4;

/**
 * A journal that is being written. What comes while a write is under way is written together by the next one,
 * so that parallel work shares the waits for the disk.
 */
export class Journal {
	#sequence: number;
	#waiting: Waiting[] = [];
	#writing: Promise<void> | undefined;
	#failure: DiagnosticError | undefined;
	#durable = 0;

	private constructor(
		readonly path: string,
		private readonly handle: FileHandle,
		lines: number,
		length: number,
	) {
		this.#sequence = lines;
		this.#durable = length;
	}

	/** Makes a journal that holds its header only. */
	static async create(path: string, header: JournalHeader): Promise<Journal> {
		const handle = await open(path, "wx", 0o600);
		try {
			const bytes = Buffer.from(headerLine(header));
			await handle.writeFile(bytes);
			await handle.sync();
			await syncDirectory(dirname(path));
			return new Journal(path, handle, 1, bytes.length);
		} catch (fault) {
			await handle.close();
			throw fault;
		}
	}

	/** Opens a whole journal of so many lines, to add more. */
	static async reopen(path: string, lines: number): Promise<Journal> {
		const handle = await open(path, "a", 0o600);
		const { size } = await handle.stat();
		return new Journal(path, handle, lines, size);
	}

	/** The error that ended the writing, if any. */
	get failure(): DiagnosticError | undefined {
		return this.#failure;
	}

	/** Adds records, which end in one line; resolves when it is on the disk. */
	append(records: readonly JournalRecord[]): Promise<void> {
		if (this.#failure) return Promise.reject(this.#failure);
		return new Promise((resolve, reject) => {
			this.#waiting.push({ records, resolve, reject });
			this.#writing ??= this.#write();
		});
	}

	/** Waits until everything is written or has failed. */
	async settle(): Promise<void> {
		await this.#writing;
	}

	/** Writes what is left and closes the file. */
	async close(): Promise<void> {
		await this.settle();
		await this.handle.close();
	}

	async #write(): Promise<void> {
		while (this.#waiting.length > 0) {
			await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
			const batch = this.#waiting;
			this.#waiting = [];
			try {
				if (this.#failure) throw this.#failure;
				const records = batch.flatMap((waiting) => waiting.records);
				const bytes = Buffer.from(recordsLine(this.#sequence++, records));
				await writeSynced(this.handle.fd, bytes);
				this.#durable += bytes.length;
				for (const { resolve } of batch) resolve();
			} catch (fault) {
				this.#failure ??= await this.#fail(fault);
				for (const { reject } of batch) reject(this.#failure);
			}
		}
		this.#writing = undefined;
	}

	// Half a batch on a full disk would be in the way of what can be read.
	async #fail(fault: unknown): Promise<DiagnosticError> {
		await this.handle.truncate(this.#durable).catch(() => undefined);
		return new DiagnosticError([
			error(
				"Journal cannot be written",
				`What was done could not be recorded in ${this.path}: ${reasonOf(fault)}. Nothing further is started; free space or mend the disk, then run the command again.`,
			),
		]);
	}
}

/** Writes all bytes and waits until they are on the disk. Only the wait is left to another thread: handing a write over costs more than the write (measured). */
function writeSynced(fd: number, bytes: Buffer): Promise<void> {
	return new Promise((resolve, reject) => {
		for (let from = 0; from < bytes.length; )
			from += writeSync(fd, bytes, from);
		fdatasync(fd, (fault) => (fault ? reject(fault) : resolve()));
	});
}
