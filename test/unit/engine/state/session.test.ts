import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DiagnosticError, error } from "../../../../src/core";
import {
	type JournalRecord,
	parseState,
	printState,
	readStateFile,
	State,
	type StateSession,
	withState,
} from "../../../../src/engine/state";
import { thisHolder } from "../../../../src/engine/state/holder";
import {
	headerLine,
	recordsLine,
} from "../../../../src/engine/state/journal-text";
import { pathsOf } from "../../../../src/engine/state/paths";
import {
	fixture,
	instance,
	PROVIDER,
	refusal,
	result,
	temporaryFolder,
} from "./support";

const folder = temporaryFolder();
let stacks = 0;
const newStack = () => {
	const state = join(folder, `s${stacks++}`, "terraform.web.tfstate");
	mkdirSync(dirname(state));
	return pathsOf(state);
};
type Paths = ReturnType<typeof newStack>;
const run = <T>(
	paths: Paths,
	work: (session: StateSession) => Promise<T>,
	operation = "apply",
) => withState(paths.state, { operation }, work);
const stateOf = (paths: Paths) =>
	parseState(readFileSync(paths.state), paths.state);
const names = (paths: Paths) => readdirSync(paths.folder).sort();
const addresses = (state: Pick<State, "entries">) =>
	[...state.entries()].map((entry) => entry.text);
const intent = (address: string): JournalRecord => ({
	kind: "intent",
	address,
	type: "iofog_microservice",
	key: { application: "shop", name: "web" },
});

/** What a process leaves that was killed in the middle of an apply. */
function crash(
	paths: Paths,
	records: JournalRecord[],
	header = { format: 1, lineage: "l", serial: 0 },
	tail = "",
) {
	mkdirSync(paths.lock);
	const holder = {
		...thisHolder("apply", "j"),
		pid: 2 ** 22 + 1,
		started: undefined,
	};
	writeFileSync(join(paths.lock, "holder.json"), JSON.stringify(holder));
	const lines = records.map((record, i) => recordsLine(i + 1, [record]));
	writeFileSync(paths.journal, headerLine(header) + lines.join("") + tail);
}

test("a first apply writes the state, and leaves nothing else", async () => {
	const paths = newStack();
	await run(paths, async (session) => {
		expect(session.state.size).toBe(0);
		await session.append(intent("a.b"));
		expect(session.openIntents).toHaveLength(1);
		expect(names(paths)).toEqual([
			".terraform.web.tfstate.journal",
			".terraform.web.tfstate.lock.info",
		]);
		expect(statSync(paths.journal).mode & 0o777).toBe(0o600);
		const written = session.append(result("a.b", "x"));
		expect(session.state.get("a.b")).toBeDefined();
		await written;
		expect(session.openIntents).toEqual([]);
		await session.append({
			kind: "outputs",
			outputs: new Map([
				["o", { value: '"v"', type: '"string"', sensitive: true }],
			]),
		});
		await session.append({ kind: "checks", checkResults: "[]" });
	});
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
	expect(statSync(paths.state).mode & 0o777).toBe(0o600);
	const state = stateOf(paths);
	expect(state.header).toMatchObject({ serial: 1, checkResults: "[]" });
	expect(state.header.lineage).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
	expect(addresses(state)).toEqual(["a.b"]);
	expect(state.outputs.get("o")?.sensitive).toBe(true);
});

test("a session without change writes nothing", async () => {
	const paths = newStack();
	await run(paths, async () => undefined, "plan");
	expect(names(paths)).toEqual([]);
	writeFileSync(paths.state, fixture("values"));
	const before = statSync(paths.state);
	await run(paths, async (session) => {
		expect(session.state.size).toBe(19);
		const { current } = session.state.get("terraform_data.one") ?? {};
		await session.append({
			kind: "result",
			address: "terraform_data.one",
			instance: { ...(current as NonNullable<typeof current>) },
		});
		expect(await session.commit()).toEqual({ written: false, serial: 20 });
	});
	expect(statSync(paths.state).mtimeMs).toBe(before.mtimeMs);
	expect(readFileSync(paths.state).equals(fixture("values"))).toBe(true);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("lineage stays, the serial grows by one, and the ten states before are kept", async () => {
	const paths = newStack();
	writeFileSync(paths.state, fixture("values"), { mode: 0o644 });
	const { lineage, serial } = stateOf(paths).header;
	for (let i = 1; i <= 13; i++) {
		await run(paths, (session) => session.append(result("a.b", `n${i}`)));
		expect(stateOf(paths).header).toMatchObject({
			lineage,
			serial: serial + i,
		});
	}
	expect(names(paths)).toEqual([
		".fogform",
		"terraform.web.tfstate",
		"terraform.web.tfstate.backup",
	]);
	const kept = readdirSync(paths.kept).sort();
	expect(kept.map((name) => name.replace(/^.*-/, ""))).toEqual(
		Array.from({ length: 10 }, (_, i) => `${serial + 3 + i}.tfstate`),
	);
	const last = readFileSync(join(paths.kept, kept.at(-1) as string));
	expect(readFileSync(paths.backup).equals(last)).toBe(true);
	expect(parseState(last, "last").header.serial).toBe(serial + 12);
	for (const path of [
		paths.state,
		paths.backup,
		join(paths.kept, kept[0] as string),
	]) {
		expect(statSync(path).mode & 0o777).toBe(0o600);
	}
	// Terraform writes the backup in place: no kept state may change with it.
	writeFileSync(paths.backup, "");
	expect(statSync(join(paths.kept, kept.at(-1) as string)).size).toBe(
		last.length,
	);
});

test("what a failed command has done is written all the same", async () => {
	const paths = newStack();
	const work = run(paths, async (session) => {
		await session.append(result("a.b", "x"));
		throw new Error("the Controller went away");
	});
	await expect(work).rejects.toThrow("the Controller went away");
	expect(addresses(stateOf(paths))).toEqual(["a.b"]);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("a state can be committed in between", async () => {
	const paths = newStack();
	await run(paths, async (session) => {
		await session.append(result("a.b", "x"), intent("a.c"));
		expect(await session.commit()).toEqual({ written: true, serial: 1 });
		expect(existsSync(paths.journal)).toBe(true);
		await session.append(result("a.c", "y"));
		expect(await session.commit()).toEqual({ written: true, serial: 2 });
		expect(existsSync(paths.journal)).toBe(false);
		await session.append(result("a.d", "z"));
	});
	expect(stateOf(paths).header.serial).toBe(3);
	expect(addresses(stateOf(paths))).toEqual(["a.b", "a.c", "a.d"]);
});

test("after a crash the journal is folded before anything else", async () => {
	const paths = newStack();
	crash(
		paths,
		[intent("a.b"), result("a.b", "x"), result("a.c", "y")],
		undefined,
		'{"sum":"torn',
	);
	await run(
		paths,
		async (session) => {
			expect(session.recovered).toMatchObject({
				operation: "apply",
				changes: 2,
				torn: true,
			});
			expect(addresses(session.state)).toEqual(["a.b", "a.c"]);
			expect(stateOf(paths).header).toMatchObject({ lineage: "l", serial: 1 });
			expect(existsSync(paths.journal)).toBe(false);
		},
		"plan",
	);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("a crash between the write of the state and the end of the journal changes nothing more", async () => {
	const paths = newStack();
	crash(paths, [result("a.b", "x")]);
	await run(paths, async () => undefined);
	const bytes = readFileSync(paths.state);
	crash(paths, [result("a.b", "x")]);
	await run(paths, async (session) => {
		expect(addresses(session.state)).toEqual(["a.b"]);
	});
	expect(readFileSync(paths.state).equals(bytes)).toBe(true);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("open intents stay, with the lock, until a result closes them", async () => {
	const paths = newStack();
	const identity = { uuid: "u" };
	crash(paths, [
		result("a.x", "x"),
		intent("a.b"),
		{ kind: "identity", address: "a.b", identity },
	]);
	for (const operation of ["state list", "plan"]) {
		await run(
			paths,
			async (session) => {
				expect(session.openIntents).toEqual([
					expect.objectContaining({ address: "a.b", identity }),
				]);
			},
			operation,
		);
		expect(names(paths)).toEqual([
			".terraform.web.tfstate.journal",
			".terraform.web.tfstate.lock.info",
			"terraform.web.tfstate",
		]);
		expect(stateOf(paths).header.serial).toBe(1);
	}
	await run(paths, async (session) => {
		await session.append(result("a.b", "b"));
		expect(session.openIntents).toEqual([]);
	});
	expect(names(paths)).toContain("terraform.web.tfstate");
	expect(existsSync(paths.lock)).toBe(false);
	expect(existsSync(paths.journal)).toBe(false);
	expect(stateOf(paths).header.serial).toBe(2);
});

test("an open intent that turns out to have made nothing is closed without a new state", async () => {
	const paths = newStack();
	writeFileSync(paths.state, fixture("values"));
	const { lineage, serial } = stateOf(paths).header;
	crash(paths, [intent("a.b")], { format: 1, lineage, serial });
	await run(paths, (session) => session.append(result("a.b", null)));
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
	expect(readFileSync(paths.state).equals(fixture("values"))).toBe(true);
});

test("an intent of this session stays open when the command ends without its result", async () => {
	const paths = newStack();
	await run(paths, (session) =>
		session.append(intent("a.b"), result("a.c", "c")),
	);
	expect(existsSync(paths.lock)).toBe(true);
	expect(addresses(stateOf(paths))).toEqual(["a.c"]);
	await run(paths, async (session) => {
		expect(session.openIntents.map((i) => i.address)).toEqual(["a.b"]);
		expect(session.recovered).toBeUndefined();
		await session.append(result("a.b", null));
	});
	expect(existsSync(paths.lock)).toBe(false);
});

test.each<[string, (paths: Paths) => void, RegExp]>([
	[
		"a state with another serial",
		(p) => writeFileSync(p.state, printState(withSerial("l", 7))),
		/^State and journal do not belong together: .*serial 0 and lineage l, but .*serial 7 and lineage l/,
	],
	[
		"a state of another lineage",
		(p) => writeFileSync(p.state, printState(withSerial("m", 0))),
		/^State and journal do not belong together: /,
	],
	[
		"a torn state",
		(p) => writeFileSync(p.state, '{"version":4,'),
		/^Damaged state: /,
	],
	[
		"a damaged journal",
		(p) =>
			writeFileSync(
				p.journal,
				`${headerLine({ format: 1, lineage: "l", serial: 0 })}x\n`,
			),
		/^Damaged journal: .*line 2/,
	],
])(
	"after a crash, %s is refused, and lock and journal stay",
	async (_, damage, message) => {
		const paths = newStack();
		crash(paths, [result("a.b", "x")]);
		damage(paths);
		const before = names(paths);
		for (let i = 0; i < 2; i++) {
			expect(await refusal(() => run(paths, async () => undefined))).toMatch(
				message,
			);
			expect(names(paths)).toEqual(before);
		}
	},
);

function withSerial(lineage: string, serial: number) {
	const state = State.empty(lineage);
	state.header = { ...state.header, serial };
	return state;
}

test("a damaged state is refused, and not locked after that", async () => {
	const paths = newStack();
	writeFileSync(paths.state, "{");
	expect(await refusal(() => run(paths, async () => undefined))).toMatch(
		/^Damaged state/,
	);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("an empty file is no state: Terraform makes one when it locks", async () => {
	const paths = newStack();
	writeFileSync(paths.state, "");
	expect(await readStateFile(paths.state)).toBeUndefined();
	await run(paths, (session) => session.append(result("a.b", "x")));
	expect(stateOf(paths).header.serial).toBe(1);
	expect(names(paths)).toEqual(["terraform.web.tfstate"]);
});

test("a state that changed behind our back is not overwritten", async () => {
	const paths = newStack();
	const foreign = printState(withSerial("other", 5));
	const message = await refusal(() =>
		run(paths, async (session) => {
			await session.append(result("a.b", "x"));
			writeFileSync(paths.state, foreign);
		}),
	);
	expect(message).toMatch(
		/^State cannot be written: .*another program has written to it[\s\S]*Nothing is lost/,
	);
	expect(readFileSync(paths.state).equals(foreign)).toBe(true);
	expect(addresses(parseState(readFileSync(paths.errored), "e"))).toEqual([
		"a.b",
	]);
	expect(existsSync(paths.lock)).toBe(true);
	rmSync(paths.state);
	await run(paths, async (session) => {
		expect(addresses(session.state)).toEqual(["a.b"]);
	});
	expect(existsSync(paths.lock)).toBe(false);
});

test("where the state cannot be put in place, nothing is lost", async () => {
	const paths = newStack();
	const message = await refusal(() =>
		run(paths, async (session) => {
			await session.append(result("a.b", "x"));
			// A folder in the way of the file that is renamed.
			mkdirSync(join(paths.folder, ".terraform.web.tfstate.tmp", "x"), {
				recursive: true,
			});
			throw new DiagnosticError([error("First", "fault.")]);
		}),
	);
	expect(message).toMatch(/^First: fault\.\nState cannot be written: /);
	expect(names(paths)).toContain(".terraform.web.tfstate.journal");
	rmSync(join(paths.folder, ".terraform.web.tfstate.tmp"), { recursive: true });
	await run(paths, async (session) => {
		expect(session.recovered?.changes).toBe(1);
	});
	expect(addresses(stateOf(paths))).toEqual(["a.b"]);
});

test("another state takes the place of the present one", async () => {
	const paths = newStack();
	writeFileSync(paths.state, fixture("values"));
	const given = withSerial("other", 99);
	given.set({ address: "a.b", provider: PROVIDER, instance: instance("x") });
	const { lineage, serial } = stateOf(paths).header;
	await run(paths, async (session) => session.replace(given));
	expect(stateOf(paths).header).toMatchObject({ lineage, serial: serial + 1 });
	expect(addresses(stateOf(paths))).toEqual(["a.b"]);
	given.set({ address: "a.c", provider: PROVIDER, instance: instance("x") });
	await run(paths, async (session) =>
		session.replace(given, { keepSerial: true }),
	);
	expect(stateOf(paths).header).toMatchObject({ lineage: "other", serial: 99 });
	expect(given.header.serial).toBe(99);
});

test("a state behind a symbolic link stays behind it", async () => {
	const paths = newStack();
	const target = join(paths.folder, "elsewhere.state");
	writeFileSync(target, fixture("values"));
	symlinkSync(target, paths.state);
	await run(paths, (session) => session.append(result("a.b", "x")));
	expect(parseState(readFileSync(target), "t").get("a.b")).toBeDefined();
	const [kept] = readdirSync(paths.kept);
	expect(
		readFileSync(join(paths.kept, kept as string)).equals(fixture("values")),
	).toBe(true);
});

test("records of one call are there together or not at all", async () => {
	const paths = newStack();
	const old = instance("old");
	await run(paths, async (session) => {
		await session.append(result("a.b", "old"));
		await session.append(
			{
				kind: "result",
				address: "a.b",
				deposed: "0000000a",
				provider: PROVIDER,
				instance: old,
			},
			result("a.b", null),
		);
		const lines = readFileSync(paths.journal, "utf8").trimEnd().split("\n");
		expect(lines).toHaveLength(3);
	});
	expect(stateOf(paths).get("a.b")?.current).toBeUndefined();
	expect([...(stateOf(paths).get("a.b")?.deposed ?? [])]).toHaveLength(1);
});

test("a state that cannot be read is named", async () => {
	const paths = newStack();
	mkdirSync(paths.state);
	expect(await refusal(() => readStateFile(paths.state))).toMatch(
		/^State cannot be read: .*terraform\.web\.tfstate/,
	);
	chmodSync(paths.state, 0o700);
});
