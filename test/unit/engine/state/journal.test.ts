import fs, {
	appendFileSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
	addressText,
	type JournalRecord,
	printState,
	State,
} from "../../../../src/engine/state";
import { fold, intentRecords } from "../../../../src/engine/state/fold";
import { Journal } from "../../../../src/engine/state/journal";
import { parseJournal } from "../../../../src/engine/state/journal-read";
import {
	headerLine,
	recordsLine,
} from "../../../../src/engine/state/journal-text";
import {
	anyAddress,
	anyInstance,
	PROVIDER,
	refusal,
	result,
	temporaryFolder,
} from "./support";

const folder = temporaryFolder();
const header = { format: 1, lineage: "l", serial: 3 };
let files = 0;
const newPath = () => join(folder, `journal-${files++}`);
const read = (path: string) => parseJournal(readFileSync(path), path);

const intent = (address: string): JournalRecord => ({
	kind: "intent",
	address,
	type: "iofog_microservice",
	key: { application: "shop", name: address },
	seen: [1, 2],
});

const anyPlace = fc
	.tuple(
		anyAddress,
		fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: undefined }),
	)
	.map(([address, deposed]) => ({
		address: addressText(address),
		...(deposed !== undefined && { deposed }),
	}));

/** What happens to one object, in its order. */
const anyHistory: fc.Arbitrary<JournalRecord[]> = anyPlace.chain((place) =>
	fc.array(
		fc.oneof(
			fc.constant<JournalRecord>({
				...(intent(place.address) as JournalRecord & { kind: "intent" }),
				...place,
			}),
			fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.nat())).map(
				(identity): JournalRecord => ({
					kind: "identity",
					...place,
					identity: JSON.parse(JSON.stringify(identity)),
				}),
			),
			fc.option(anyInstance).map(
				(instance): JournalRecord => ({
					kind: "result",
					...place,
					provider: PROVIDER,
					instance,
				}),
			),
		),
		{ maxLength: 4 },
	),
);

const anyHistories = fc.uniqueArray(
	anyHistory.filter((h) => h.length > 0),
	{
		maxLength: 6,
		selector: (history) => {
			const [first] = history as [JournalRecord & { kind: "intent" }];
			return `${first.address} ${first.deposed}`;
		},
	},
);

/** Merges the histories of different objects as the dice say. */
function interleave(histories: JournalRecord[][], dice: number[]) {
	const queues = histories.map((history) => [...history]);
	const merged: JournalRecord[] = [];
	for (let i = 0; queues.some((queue) => queue.length > 0); i++) {
		const waiting = queues.filter((queue) => queue.length > 0);
		const queue = waiting[(dice[i % dice.length] ?? 0) % waiting.length];
		merged.push(queue?.shift() as JournalRecord);
	}
	return merged;
}

test("any interleaving of different objects' records folds into the same state", () => {
	const anyDice = fc.array(fc.nat(20), { minLength: 1, maxLength: 30 });
	fc.assert(
		fc.property(anyHistories, anyDice, (histories, dice) => {
			const base = State.empty("l");
			const one = fold(base, histories.flat());
			const other = fold(base, interleave(histories, dice));
			expect(printState(other.state).equals(printState(one.state))).toBe(true);
			const sorted = (open: typeof one.openIntents) =>
				open.map((i) => JSON.stringify(i)).sort();
			expect(sorted(other.openIntents)).toEqual(sorted(one.openIntents));
			expect(base.size).toBe(0);
			const twice = fold(one.state, histories.flat());
			expect(printState(twice.state).equals(printState(one.state))).toBe(true);
		}),
	);
});

test("records read back are the records written", async () => {
	await fc.assert(
		fc.asyncProperty(anyHistories, async (histories) => {
			const path = newPath();
			const journal = await Journal.create(path, header);
			const records = histories.flat();
			await Promise.all(records.map((record) => journal.append([record])));
			await journal.close();
			const content = read(path);
			expect(content.header).toEqual(header);
			expect(content.torn).toBe(false);
			const parts = (all: readonly JournalRecord[]) => {
				const folded = fold(State.empty("l"), all);
				return [printState(folded.state).toString(), folded.openIntents];
			};
			expect(parts(content.records)).toEqual(parts(records));
		}),
		{ numRuns: 30 },
	);
});

test("wherever a journal is cut, what was durable before the cut is there and nothing crashes", () => {
	fc.assert(
		fc.property(anyHistories, fc.nat(), (histories, cut) => {
			const lines = histories.map((history, i) => recordsLine(i + 1, history));
			const bytes = Buffer.from(headerLine(header) + lines.join(""));
			const length = cut % (bytes.length + 1);
			const content = parseJournal(bytes.subarray(0, length), "journal");
			let end = Buffer.byteLength(headerLine(header));
			let whole = 0;
			for (const [i, line] of lines.entries()) {
				end += Buffer.byteLength(line);
				if (end <= length) whole += histories[i]?.length ?? 0;
			}
			expect(content.records.length).toBeGreaterThanOrEqual(whole);
			if (length < bytes.length && bytes[length - 1] === 0x0a) {
				expect(content.records).toHaveLength(whole);
			}
		}),
	);
});

const three = () =>
	[
		headerLine(header),
		recordsLine(1, [result("a.b", "x")]),
		recordsLine(2, [result("a.c", "y"), result("a.d", "z")]),
	] as [string, string, string];

test.each<[string, (lines: [string, string, string]) => string, RegExp]>([
	[
		"a changed byte in the middle",
		([a, b, c]) => a + b.replace("uuid-x", "uuid-z") + c,
		/its line 2 is damaged.*\n.*The line before can be used[\s\S]*head -n 1 /,
	],
	[
		"a changed byte in a whole last line",
		([a, b, c]) => a + b + c.replace("uuid-y", "uuid-z"),
		/its line 3 is damaged[\s\S]*head -n 2 /,
	],
	["a line taken out", ([a, , c]) => a + c, /its line 2 is damaged/],
	["two lines swapped", ([a, b, c]) => a + c + b, /its line 2 is damaged/],
	["a line twice", ([a, b, c]) => a + b + b + c, /its line 3 is damaged/],
	[
		"no header",
		([, b, c]) => b + c,
		/its line 1 is damaged[\s\S]*Nothing in it can be used[\s\S]*mv /,
	],
	["a second header", ([a, b]) => a + b + a, /its line 3 is damaged/],
	["an empty line", ([a, b]) => `${a}\n${b}`, /its line 2 is damaged/],
	["lines of something else", () => "hello\nworld\n", /its line 1 is damaged/],
	[
		"a newer format",
		() => headerLine({ ...header, format: 2 }),
		/^Journal of a newer version: .*format 2/,
	],
])("a journal with %s is refused", async (_, damage, message) => {
	const bytes = Buffer.from(damage(three()));
	expect(await refusal(() => parseJournal(bytes, "web.journal"))).toMatch(
		message,
	);
});

test.each<
	[string, (lines: [string, string, string]) => string, number, boolean]
>([
	["nothing", () => "", 0, false],
	["half a header", ([a]) => a.slice(0, 30), 0, true],
	["half a line", ([a, b, c]) => a + b + c.slice(0, -20), 1, true],
	["a line without its newline", ([a, b]) => a + b.slice(0, -1), 1, true],
	["zeros after the end", ([a, b]) => `${a}${b}\0\0\0\0`, 1, true],
	["all", (lines) => lines.join(""), 3, false],
])("a journal with %s is read as far as it goes", (_, cut, records, torn) => {
	const content = parseJournal(Buffer.from(cut(three())), "journal");
	expect(content.records).toHaveLength(records);
	expect(content.torn).toBe(torn);
});

test("what is appended at the same time shares the waits for the disk", async () => {
	const path = newPath();
	const journal = await Journal.create(path, header);
	const spy = jest.spyOn(fs, "fdatasync");
	await Promise.all(
		Array.from({ length: 40 }, async (_, i) => {
			await journal.append([result(`a.b[${i}]`, "x")]);
			await journal.append([result(`a.b[${i}]`, "y")]);
		}),
	);
	expect(spy.mock.calls.length).toBeGreaterThan(1);
	expect(spy.mock.calls.length).toBeLessThanOrEqual(6);
	spy.mockRestore();
	await journal.close();
	expect(read(path).records).toHaveLength(80);
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a journal that is opened again goes on with its numbers", async () => {
	const path = newPath();
	writeFileSync(path, three().slice(0, 2).join(""));
	const journal = await Journal.reopen(path, 2);
	await journal.append([result("a.z", "z")]);
	await journal.close();
	expect(read(path).records).toHaveLength(2);
});

test("after a failed write nothing more is taken, and what is readable stays", async () => {
	const path = newPath();
	const journal = await Journal.create(path, header);
	await journal.append([result("a.a", "a")]);
	const full = Object.assign(new Error("ENOSPC: no space left on device"), {
		code: "ENOSPC",
	});
	const spy = jest.spyOn(fs, "writeSync").mockImplementationOnce(() => {
		appendFileSync(path, '{"sum":"half a line');
		throw full;
	});
	const message = await refusal(() => journal.append([result("a.b", "b")]));
	expect(message).toMatch(/^Journal cannot be written: .*the disk is full/);
	spy.mockRestore();
	expect(await refusal(() => journal.append([result("a.c", "c")]))).toBe(
		message,
	);
	await journal.close();
	expect(read(path)).toMatchObject({ torn: false, lines: 2 });
});

test("open intents are those without result, with the identity where it came through", () => {
	const { state, openIntents } = fold(State.empty("l"), [
		intent("a.done"),
		intent("a.failed"),
		intent("a.lost"),
		intent("a.half"),
		{ kind: "identity", address: "a.half", identity: { uuid: "u" } },
		{ kind: "identity", address: "a.unheard", identity: { uuid: "v" } },
		result("a.done", "done"),
		result("a.failed", null),
	]);
	expect([...state.entries()].map((e) => e.text)).toEqual(["a.done"]);
	expect(openIntents).toEqual([
		expect.objectContaining({ address: "a.lost", seen: [1, 2] }),
		expect.objectContaining({ address: "a.half", identity: { uuid: "u" } }),
	]);
	const again = fold(State.empty("l"), intentRecords(openIntents));
	expect(again.openIntents).toEqual(openIntents);
});
