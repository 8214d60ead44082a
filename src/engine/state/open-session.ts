import { randomUUID } from "node:crypto";
import { DiagnosticError, error } from "../../core";
import { reasonOf } from "./files";
import { Fold } from "./fold";
import { Journal } from "./journal";
import type { JournalRecord, OpenIntent } from "./journal-records";
import { JOURNAL_FORMAT } from "./journal-text";
import type { Lock } from "./lock";
import { quoted } from "./lock-messages";
import type { StatePaths } from "./paths";
import { type Opened, removeJournal, resetJournal } from "./recovery";
import { sameContent } from "./same-content";
import type { Recovered, StateSession } from "./session";
import type { State } from "./state";
import { fingerprint, type WriteProblem, writeStateFile } from "./state-file";

/** A session whose state is locked and read. */
export class OpenSession implements StateSession {
	#base: State;
	#fold: Fold;
	#fingerprint: string | undefined;
	#journal: Promise<Journal> | undefined;
	#journalLines: number;
	#dirty = false;
	#keepSerial = false;

	constructor(
		private readonly paths: StatePaths,
		private readonly lock: Lock,
		opened: Opened,
		readonly recovered?: Recovered,
	) {
		this.#base = opened.state;
		this.#fold = new Fold(opened.state.copy(), opened.openIntents);
		this.#fingerprint = opened.fingerprint;
		this.#journalLines = opened.journalLines;
	}

	get path(): string {
		return this.paths.state;
	}

	get state(): State {
		return this.#fold.state;
	}

	get openIntents(): readonly OpenIntent[] {
		return this.#fold.openIntents;
	}

	async append(...records: JournalRecord[]): Promise<void> {
		if (records.length === 0) return;
		for (const record of records) this.#fold.add(record);
		this.#dirty = true;
		this.#journal ??= this.#openJournal();
		await (await this.#journal).append(records);
	}

	replace(state: State, options: { keepSerial?: boolean } = {}): void {
		this.#keepSerial = options.keepSerial ?? false;
		const next = state.copy();
		if (!this.#keepSerial) {
			const { serial, lineage } = this.#base.header;
			next.header = { ...next.header, serial, lineage };
		}
		this.#fold = new Fold(next, this.openIntents);
		this.#dirty = true;
	}

	async commit(): Promise<{ written: boolean; serial: number }> {
		const journal = await this.#journal?.catch(() => undefined);
		await journal?.settle();
		const { serial } = this.#base.header;
		if (!this.#dirty || sameContent(this.#base, this.state)) {
			this.#dirty = false;
			return { written: false, serial };
		}
		this.#giveLineage();
		const recorded =
			this.#journal === undefined
				? "nothing"
				: journal === undefined || journal.failure
					? "a part"
					: "all";
		const next = this.state.copy();
		if (!this.#keepSerial) {
			next.header = { ...next.header, serial: serial + 1 };
		}
		const problem = await writeStateFile(this.paths, next, {
			fingerprint: this.#fingerprint,
			serial,
		});
		if (problem) throw notWritten(this.paths, problem, recorded);
		this.state.header = next.header;
		this.#base = next;
		this.#dirty = false;
		this.#keepSerial = false;
		this.#fingerprint = await fingerprint(this.paths.state);
		await this.#renewJournal();
		return { written: true, serial: next.header.serial };
	}

	/** Closes the journal, and removes it unless intents are open or the state could not be written. */
	async close(): Promise<void> {
		await this.#closeJournal();
		if (!this.#dirty && this.openIntents.length === 0) {
			await removeJournal(this.paths);
		}
	}

	async #openJournal(): Promise<Journal> {
		const { journal: path } = this.paths;
		try {
			if (this.#journalLines > 0) {
				return await Journal.reopen(path, this.#journalLines);
			}
			this.#giveLineage();
			await this.lock.persist();
			const { lineage, serial } = this.#base.header;
			const header = { format: JOURNAL_FORMAT, lineage, serial };
			return await Journal.create(path, header);
		} catch (fault) {
			throw new DiagnosticError([
				error(
					"Journal cannot be written",
					`${path}: ${reasonOf(fault)}. Nothing further is started; free space or mend the rights, then run the command again.`,
				),
			]);
		}
	}

	#giveLineage(): void {
		if (this.#base.header.lineage !== "" || this.state.header.lineage !== "") {
			return;
		}
		const lineage = randomUUID();
		this.#base.header = { ...this.#base.header, lineage };
		this.state.header = { ...this.state.header, lineage };
	}

	async #closeJournal(): Promise<void> {
		const journal = await this.#journal?.catch(() => undefined);
		this.#journal = undefined;
		await journal?.close();
	}

	// What the journal held is in the state now, but for the open intents.
	async #renewJournal(): Promise<void> {
		if (this.#journal === undefined && this.#journalLines === 0) return;
		await this.#closeJournal();
		if (this.openIntents.length > 0) {
			this.#journalLines = await resetJournal(
				this.paths,
				this.state,
				this.openIntents,
			);
		} else {
			await removeJournal(this.paths);
			this.#journalLines = 0;
		}
	}
}

function notWritten(
	paths: StatePaths,
	{ reason, errored }: WriteProblem,
	recorded: "nothing" | "a part" | "all",
): DiagnosticError {
	const copy = errored && `fogform state push --force ${quoted(errored)}`;
	const next = {
		nothing: "The state is as it was.",
		all: `Nothing is lost: it stays in ${paths.journal}, and the next command that works on this state takes it from there. Free space or mend the rights first.`,
		"a part": copy
			? `The journal does not hold all that was done, but the new state is in ${errored}. Free space or mend the rights, then put it in place:\n    ${copy}`
			: `The journal does not hold all that was done, and the new state could not be written anywhere else: see what fogform plan finds, and import what it does not know.`,
	}[recorded];
	return new DiagnosticError([
		error("State cannot be written", `${paths.state}: ${reason}.\n${next}`),
	]);
}
