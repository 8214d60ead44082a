import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Store } from "../../../src/dev-controller/store";

interface Row {
	id: number;
	group: string | null;
	updatedAt?: string;
}

const open = (folder?: string) => {
	const store = new Store(folder);
	const rows = store.table<Row>("row", {
		key: (row) => row.id,
		indexes: { group: (row) => row.group },
		timestamps: true,
	});
	return { store, rows };
};

test("rows are found by key and by index, in order of creation", () => {
	const { rows } = open();
	for (const id of [3, 1, 2]) rows.insert({ id, group: id === 1 ? "b" : "a" });
	expect(rows.get("3")).toMatchObject({ id: 3 });
	expect(rows.by("group", "a").map((row) => row.id)).toEqual([3, 2]);
	const moved = rows.get(3) as Row;
	rows.update(moved, { group: "b" });
	expect(rows.by("group", "b").map((row) => row.id)).toEqual([3, 1]);
	rows.remove(moved);
	expect(rows.by("group", "b").map((row) => row.id)).toEqual([1]);
	expect(rows.get(3)).toBeUndefined();
});

test("an update leaves undefined members alone, and renews the time", () => {
	const { rows } = open();
	const row = rows.insert({ id: 1, group: "a", updatedAt: "then" });
	rows.update(row, { group: undefined });
	expect(row.group).toBe("a");
	expect(row.updatedAt).not.toBe("then");
	rows.update(row, { group: null });
	expect(rows.by("group", "a")).toEqual([]);
});

test("a plain row id is used again after a delete, a sequence never goes back", () => {
	const { store, rows } = open();
	for (const id of [1, 2]) rows.insert({ id, group: null });
	rows.remove(rows.get(2) as Row);
	expect(rows.reusedId()).toBe(2);
	expect([store.next("s"), store.next("s"), store.next("t")]).toEqual([
		1, 2, 1,
	]);
	store.skip("s", 9);
	expect(store.next("s")).toBe(10);
});

test("a store keeps what was committed, in the same order", () => {
	const folder = mkdtempSync(join(tmpdir(), "store-"));
	try {
		const first = open(folder);
		expect(first.store.fresh).toBe(true);
		for (const id of [2, 1]) first.rows.insert({ id, group: "a" });
		first.store.next("s");
		first.store.commit();
		first.rows.update(first.rows.get(2) as Row, { group: "b" });
		first.rows.insert({ id: 3, group: "a" });
		first.rows.remove(first.rows.get(3) as Row);
		first.store.close();

		const second = open(folder);
		expect(second.store.fresh).toBe(false);
		expect(second.rows.all().map(({ id, group }) => [id, group])).toEqual([
			[2, "b"],
			[1, "a"],
		]);
		expect(second.store.next("s")).toBe(2);
		second.store.close();
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
