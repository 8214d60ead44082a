import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { Clock } from "./race";

/** What a table needs to know of its rows: the key, and the values that rows are looked up by. */
export interface TableShape<Row> {
	key: (row: Row) => string | number;
	indexes?: Record<string, (row: Row) => string | number | null | undefined>;
	/** Rows that carry `createdAt` and `updatedAt` have the latter renewed on every write. */
	timestamps?: boolean;
}

/** Rows of one kind, held in memory in order of creation and written through to SQLite when the store commits. */
export class Table<Row extends object> {
	private readonly rows = new Map<string, Row>();
	private readonly indexes = new Map<string, Map<string, Set<Row>>>();
	private readonly positions = new WeakMap<Row, number>();

	constructor(
		readonly kind: string,
		private readonly shape: TableShape<Row>,
		private readonly touched: (table: Table<object>, id: string) => void,
		private readonly clock: Clock,
		private readonly history: { undo: (() => void)[] | undefined },
	) {
		for (const name of Object.keys(shape.indexes ?? {}))
			this.indexes.set(name, new Map());
	}

	get size(): number {
		return this.rows.size;
	}

	get(id: string | number | null | undefined): Row | undefined {
		return id === null || id === undefined
			? undefined
			: this.rows.get(String(id));
	}

	all(): Row[] {
		return [...this.rows.values()];
	}

	find(test: (row: Row) => boolean): Row | undefined {
		for (const row of this.rows.values()) if (test(row)) return row;
		return undefined;
	}

	/** The rows whose indexed value is `value`, in order of creation. */
	by(index: string, value: string | number | null | undefined): Row[] {
		if (value === null || value === undefined) return [];
		return [...(this.indexes.get(index)?.get(String(value)) ?? [])];
	}

	insert(row: Row): Row {
		this.positions.set(row, this.clock.tick());
		this.put(row);
		this.changed(row);
		this.history.undo?.push(() => {
			this.take(row);
			this.changed(row);
		});
		return row;
	}

	/** When a row was made, by the clock of the store. */
	age(row: Row): number {
		return this.positions.get(row) ?? 0;
	}

	/** Changes a row in place; undefined members of `patch` are left alone. */
	update(row: Row, patch: Partial<Row>): Row {
		const old = this.history.undo && { ...row };
		this.change(row, () => {
			for (const [name, value] of Object.entries(patch))
				if (value !== undefined) (row as Record<string, unknown>)[name] = value;
			if (this.shape.timestamps)
				(row as { updatedAt?: string }).updatedAt = new Date().toISOString();
		});
		this.changed(row);
		this.history.undo?.push(() => {
			this.change(row, () => {
				for (const name of Object.keys(row))
					if (!Object.hasOwn(old as Row, name))
						delete (row as Record<string, unknown>)[name];
				Object.assign(row, old);
			});
			this.changed(row);
		});
		return row;
	}

	private change(row: Row, write: () => void): void {
		const before = this.indexed(row);
		write();
		const after = this.indexed(row);
		for (const [name, value] of after) {
			const old = before.get(name);
			if (old === value) continue;
			const entries = this.indexes.get(name);
			if (old !== undefined) {
				const set = entries?.get(old);
				set?.delete(row);
				if (set?.size === 0) entries?.delete(old);
			}
			if (value === undefined) continue;
			const found = entries?.get(value) ?? new Set();
			entries?.set(value, this.ordered([...found, row]));
		}
	}

	remove(row: Row): void {
		if (!this.take(row)) return;
		this.changed(row);
		this.history.undo?.push(() => {
			this.putBack(row);
			this.changed(row);
		});
	}

	private put(row: Row): void {
		this.rows.set(String(this.shape.key(row)), row);
		this.eachIndex(row, (entries, value) => {
			const found = entries.get(value);
			if (found) found.add(row);
			else entries.set(value, new Set([row]));
		});
	}

	private take(row: Row): boolean {
		if (!this.rows.delete(String(this.shape.key(row)))) return false;
		this.eachIndex(row, (entries, value) => {
			const found = entries.get(value);
			found?.delete(row);
			if (found?.size === 0) entries.delete(value);
		});
		return true;
	}

	/** Puts a row that was taken out in its old place. */
	private putBack(row: Row): void {
		this.put(row);
		const rows = this.ordered([...this.rows.values()]);
		this.rows.clear();
		for (const each of rows) this.rows.set(String(this.shape.key(each)), each);
		this.eachIndex(row, (entries, value) => {
			entries.set(value, this.ordered([...(entries.get(value) ?? [])]));
		});
	}

	private changed(row: Row): void {
		const table = this as unknown as Table<object>;
		this.touched(table, String(this.shape.key(row)));
	}

	/** The first id after the highest in use: a plain SQLite rowid, which is given again after a delete. */
	reusedId(): number {
		let highest = 0;
		for (const id of this.rows.keys()) highest = Math.max(highest, Number(id));
		return highest + 1;
	}

	private ordered(rows: Row[]): Set<Row> {
		const position = (row: Row) => this.positions.get(row) ?? 0;
		return new Set(rows.sort((a, b) => position(a) - position(b)));
	}

	private indexed(row: Row): Map<string, string | undefined> {
		const values = new Map<string, string | undefined>();
		for (const [name, read] of Object.entries(this.shape.indexes ?? {})) {
			const value = read(row);
			values.set(
				name,
				value === null || value === undefined ? undefined : String(value),
			);
		}
		return values;
	}

	private eachIndex(
		row: Row,
		visit: (entries: Map<string, Set<Row>>, value: string) => void,
	): void {
		for (const [name, value] of this.indexed(row)) {
			const entries = this.indexes.get(name);
			if (entries && value !== undefined) visit(entries, value);
		}
	}
}

interface Sequence {
	name: string;
	last: number;
}

/** The dev Controller's data: every table in memory, and a SQLite database that survives a killed process. */
export class Store {
	private readonly db: Database.Database;
	private readonly tables = new Map<string, Table<object>>();
	private readonly dirty = new Map<string, [Table<object>, string]>();
	private readonly stored: Map<string, string[]>;
	private readonly sequences: Table<Sequence>;
	private readonly statements: {
		begin: Database.Statement;
		put: Database.Statement;
		drop: Database.Statement;
		commit: Database.Statement;
	};
	private loading = false;
	private order = 0;
	private readonly history: { undo: (() => void)[] | undefined } = {
		undo: undefined,
	};
	/** Ticks with every row that is made. */
	readonly clock = new Clock();

	/** Opens `controller.sqlite` in `directory` (made if missing), or a database in memory. */
	constructor(directory?: string) {
		if (directory) mkdirSync(directory, { recursive: true });
		this.db = new Database(
			directory ? join(directory, "controller.sqlite") : ":memory:",
		);
		// A write-ahead log committed per request outlives kill -9 without a disk flush per write.
		this.db.exec("PRAGMA journal_mode = WAL");
		this.db.exec("PRAGMA synchronous = NORMAL");
		this.db.exec(
			"CREATE TABLE IF NOT EXISTS objects (kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID",
		);
		this.stored = new Map();
		for (const row of this.db
			.prepare("SELECT kind, position, body FROM objects ORDER BY position")
			.all() as { kind: string; position: number; body: string }[]) {
			const bodies = this.stored.get(row.kind);
			if (bodies) bodies.push(row.body);
			else this.stored.set(row.kind, [row.body]);
			this.order = row.position;
		}
		this.statements = {
			begin: this.db.prepare("BEGIN"),
			put: this.db.prepare(
				"INSERT INTO objects (kind, id, position, body) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
			),
			drop: this.db.prepare("DELETE FROM objects WHERE kind = ? AND id = ?"),
			commit: this.db.prepare("COMMIT"),
		};
		this.sequences = this.table<Sequence>("sequence", { key: (s) => s.name });
	}

	/** True when the database held nothing before, so that the built-in objects must be made. */
	get fresh(): boolean {
		return this.order === 0;
	}

	/** Declares a table and fills it with what the database holds of that kind. */
	table<Row extends object>(kind: string, shape: TableShape<Row>): Table<Row> {
		const table = new Table<Row>(
			kind,
			shape,
			(changed, id) => {
				if (!this.loading)
					this.dirty.set(`${changed.kind}\n${id}`, [changed, id]);
			},
			this.clock,
			this.history,
		);
		this.tables.set(kind, table as unknown as Table<object>);
		this.loading = true;
		for (const body of this.stored.get(kind) ?? [])
			table.insert(JSON.parse(body) as Row);
		this.loading = false;
		this.stored.delete(kind);
		return table;
	}

	/** The next id of a sequence that never gives a number twice. */
	next(name: string): number {
		const sequence =
			this.sequences.get(name) ?? this.sequences.insert({ name, last: 0 });
		this.sequences.update(sequence, { last: sequence.last + 1 });
		return sequence.last;
	}

	/** Moves a sequence past an id that a client chose itself. */
	skip(name: string, to: number): void {
		const sequence =
			this.sequences.get(name) ?? this.sequences.insert({ name, last: 0 });
		if (to > sequence.last) this.sequences.update(sequence, { last: to });
	}

	/** Begins to keep what `rollback` takes back. */
	track(): void {
		this.history.undo = [];
	}

	/** Takes back everything that changed since `track`. */
	rollback(): void {
		const undo = this.history.undo ?? [];
		this.history.undo = undefined;
		for (const step of undo.reverse()) step();
	}

	/** Writes everything that changed since the last commit, in one transaction. */
	commit(): void {
		this.history.undo = undefined;
		if (this.dirty.size === 0) return;
		this.statements.begin.run();
		for (const [table, id] of this.dirty.values()) {
			const row = table.get(id);
			if (row)
				this.statements.put.run(
					table.kind,
					id,
					++this.order,
					JSON.stringify(row),
				);
			else this.statements.drop.run(table.kind, id);
		}
		this.statements.commit.run();
		this.dirty.clear();
	}

	close(): void {
		this.commit();
		this.db.close();
	}
}
