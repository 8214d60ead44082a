import { type ChildProcess, spawn } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { apply, loadPlan, savePlan } from "../../../src/engine";
import { type TestController, testController } from "../../support/controllers";
import { BadInput, lockOf, SECRET, wellSaid } from "./support";

jest.setTimeout(120_000);

const JITI = join(__dirname, "../../../node_modules/jiti/lib/jiti-cli.mjs");
const CHILD = join(__dirname, "../../support/apply-child.ts");

let controller: TestController;
let input: BadInput;
beforeAll(async () => {
	controller = await testController("3.0", { latencyMs: 5 });
});
afterAll(() => controller.close());
let nth = 0;
beforeEach(async () => {
	nth++;
	input = new BadInput({ ...controller.login });
	stack("one");
	await input.apply();
});
afterEach(() => input.remove());

/** A stack with an application whose description is given. */
const stack = (description: string, more: object = {}) =>
	input.write({
		resource: {
			iofog_application: { shop: { name: `shop-${nth}`, description } },
		},
		...more,
	});
const state = () => input.folder.statePath;
const text = () => readFileSync(state(), "utf8");
const edit = (change: (json: Record<string, unknown>) => void) => {
	const json = JSON.parse(text());
	change(json);
	writeFileSync(state(), JSON.stringify(json));
};
type StateJson = {
	resources: {
		type: string;
		provider: string;
		instances: Record<string, unknown>[];
	}[];
};
const lock = () => lockOf(state());

describe("the file of the state", () => {
	const cases: Record<string, [() => void, string, RegExp[]]> = {
		torn: [
			() => writeFileSync(state(), text().slice(0, -40)),
			"Damaged state",
			[/ends in the middle/, /Nothing was changed/, /\.backup and those in/],
		],
		"torn in the middle of a secret": [
			() => writeFileSync(state(), `{"version":4,"password":${SECRET}}`),
			"Damaged state",
			[/Nothing was changed/],
		],
		"no JSON at all": [
			() => writeFileSync(state(), "<html></html>"),
			"Damaged state",
			[/Nothing was changed/],
		],
		"of a newer version": [
			() => edit((json) => Object.assign(json, { version: 5 })),
			"State of a newer version",
			[/version 5/, /version 4/, /a newer fogform/],
		],
		"of an older version": [
			() => edit((json) => Object.assign(json, { version: 3 })),
			"State of an older version",
			[/version 3/, /Terraform 1\.x converts it/],
		],
		"with an object of a newer schema": [
			() =>
				edit((json) => {
					for (const { instances } of (json as StateJson).resources)
						for (const each of instances) each.schema_version = 99;
				}),
			"Resource instance managed by newer provider version",
			[/iofog_application\.shop, in stack "test"/, /99/, /npm install/],
		],
		"with an object of another provider": [
			() =>
				edit((json) => {
					for (const each of (json as StateJson).resources) {
						each.type = "docker_image";
						each.provider =
							'provider["registry.terraform.io/kreuzwerker/docker"]';
					}
				}),
			"Resource of another provider in the state",
			[/docker_image\.shop/, /cdktf deploy/],
		],
		"a folder": [
			() => {
				rmSync(state());
				mkdirSync(state());
			},
			"State cannot be read",
			[/it is a folder/, /Mend that/],
		],
	};
	test.each(Object.entries(cases))(
		"%s",
		async (_, [damage, summary, texts]) => {
			damage();
			stack("two");
			const refusal = await input.refused();
			if (!refusal.text.includes('in stack "test"'))
				expect(refusal.text).toContain(state());
			expect(refusal.summaries).toEqual([summary]);
			for (const each of texts) expect(refusal.text).toMatch(each);
		},
	);
});

describe("the lock", () => {
	test("held by a fogform that works", async () => {
		mkdirSync(lock());
		writeFileSync(
			join(lock(), "holder.json"),
			JSON.stringify({
				id: "0123",
				operation: "apply",
				who: "you@there",
				host: hostname(),
				pid: process.pid,
				created: "2026-11-23T08:00:00.000Z",
			}),
		);
		stack("two");
		const { text, summaries, writes } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["State locked"]);
		expect(text).toContain(state());
		expect(text).toMatch(/lock/);
		expect(writes).toEqual([]);
	});

	test("held by another machine", async () => {
		mkdirSync(lock());
		writeFileSync(
			join(lock(), "holder.json"),
			JSON.stringify({
				id: "0123",
				operation: "apply",
				who: "you@elsewhere",
				host: "elsewhere",
				pid: 1,
				created: "2026-11-23T08:00:00.000Z",
			}),
		);
		stack("two");
		const { text, summaries, writes } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["State locked"]);
		expect(text).toMatch(/you@elsewhere/);
		expect(text).toMatch(/fogform force-unlock 0123/);
		expect(writes).toEqual([]);
	});

	test("held by Terraform", async () => {
		writeFileSync(
			lock(),
			JSON.stringify({
				ID: "abc-1",
				Operation: "OperationTypeApply",
				Who: "you@there",
				Created: "2026-11-23T08:00:00Z",
			}),
		);
		stack("two");
		const { text, summaries, writes } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["State locked"]);
		expect(text).toMatch(
			/locked by Terraform: OperationTypeApply by you@there/,
		);
		expect(text).toMatch(/fogform force-unlock abc-1/);
		expect(writes).toEqual([]);
		expect(readFileSync(lock(), "utf8")).toContain("abc-1");
	});

	test("that says nothing", async () => {
		mkdirSync(lock());
		stack("two");
		const { text, summaries, writes } = await input.failed(() => input.apply());
		expect(summaries).toEqual(["State locked"]);
		expect(text).toContain(`rm -r ${lock()}`);
		expect(writes).toEqual([]);
	});
});

describe("a plan", () => {
	const file = () => join(input.folder.dir, "saved.plan");
	const saved = async () => {
		stack("two");
		await savePlan(await input.plan(), file());
	};
	const applied = async () =>
		apply(await loadPlan(file()), { onRequest: input.options.onRequest });

	test("that the state has left behind", async () => {
		await saved();
		await input.apply();
		const { text, summaries } = await input.refused(applied);
		expect(summaries).toEqual(["Saved plan is stale"]);
		expect(text).toMatch(/stack "test"/);
		expect(text).toMatch(/fogform plan test/);
	});

	test("that the state has left behind, in one process", async () => {
		stack("two");
		const made = await input.plan();
		await input.apply();
		const { text, summaries } = await input.refused(() =>
			apply(made, { onRequest: input.options.onRequest }),
		);
		expect(summaries).toEqual(["Saved plan is stale"]);
		expect(text).toMatch(/fogform plan test/);
	});

	test("of a state of another lineage", async () => {
		await saved();
		edit((json) =>
			Object.assign(json, { lineage: "11111111-2222-3333-4444-555555555555" }),
		);
		const { text, summaries } = await input.refused(applied);
		expect(summaries).toEqual(["Saved plan is stale"]);
		expect(text).toMatch(/is another one.*lineage/);
		expect(text).toMatch(/fogform plan test/);
	});

	test("that the configuration has left behind", async () => {
		await saved();
		stack("three");
		const { text, summaries } = await input.refused(applied);
		expect(summaries).toEqual(["Saved plan is stale"]);
		expect(text).toContain("cdk.tf.json");
		expect(text).toMatch(/fogform plan test/);
	});

	test("that is torn, changed, or none", async () => {
		await saved();
		const whole = readFileSync(file());
		for (const bytes of [
			whole.subarray(0, whole.length / 2),
			Buffer.from(whole.toString().replace("two", "owt")),
			Buffer.from("{}"),
			Buffer.from(""),
			Buffer.from("PK\u0003\u0004"),
		]) {
			writeFileSync(file(), bytes);
			const { text, summaries } = await input.refused(applied);
			expect(summaries).toHaveLength(1);
			expect(text).toContain(file());
			expect(text).toMatch(/Plan again:\n {4}fogform plan --out/);
		}
	});

	test("that is not there", async () => {
		const { text, summaries } = await input.refused(applied);
		expect(summaries).toEqual(["No such plan"]);
		expect(text).toContain(file());
	});
});

describe("a folder that cannot be written", () => {
	test("of the state: a process without the right to write there", async () => {
		stack("two");
		const before = text();
		const { dir } = input.folder;
		chmodSync(dir, 0o555);
		// For root every folder can be written, so that it must be somebody else.
		const root = process.getuid?.() === 0;
		if (root) chmodSync(state(), 0o644);
		const child = spawn(process.execPath, [JITI, CHILD, dir], {
			...(root && { uid: 65534, gid: 65534 }),
			env: { ...process.env, JITI_FS_CACHE: "false", HOME: "/" },
			stdio: ["ignore", "ignore", "pipe"],
		});
		let err = "";
		child.stderr?.on("data", (chunk) => {
			err += chunk;
		});
		const code = await new Promise((done) => child.on("close", done));
		chmodSync(dir, 0o700);
		expect(err).toMatch(
			/State cannot be locked: The folder of the state, \S+, cannot be written to: you may not read or write it\. Mend that/,
		);
		expect(err).toContain(dir);
		expect(code).toBe(1);
		expect(text()).toBe(before);
		wellSaid(err);
	});

	test("that is not there, or lies in a file", async () => {
		const { dir } = input.folder;
		stack("two", {
			terraform: {
				backend: {
					local: { path: join(dir, "cdk.tf.json", "deep", "t.tfstate") },
				},
			},
		});
		const { text, summaries } = await input.refused();
		expect(summaries).toHaveLength(1);
		expect(text).toContain(join(dir, "cdk.tf.json"));
		expect(text).toMatch(/cannot be written to: .*is a file\. Mend that/);
	});
});

test("a killed process: the next run goes on where it ended", async () => {
	const many = Object.fromEntries(
		Array.from({ length: 500 }, (_, i) => [`a${i}`, { name: `kill-${i}` }]),
	);
	input.write({ resource: { iofog_application: many } });
	const child: ChildProcess = spawn(
		process.execPath,
		[JITI, CHILD, input.folder.dir],
		{ stdio: "ignore" },
	);
	const ended = new Promise<string | null>((done) =>
		child.on("exit", (_, signal) => done(signal)),
	);
	const hasResults = () =>
		readdirSync(input.folder.dir).some(
			(name) =>
				name.endsWith(".journal") &&
				readFileSync(join(input.folder.dir, name), "utf8").includes(
					'"kind":"result"',
				),
		);
	while (child.exitCode === null && !hasResults())
		await new Promise((done) => setTimeout(done, 2));
	child.kill("SIGKILL");
	expect(await ended).toBe("SIGKILL");
	expect(existsSync(lock())).toBe(true);
	const made = await input.plan();
	expect(made.diagnostics.map((d) => d.summary)).toContain(
		"Interrupted run recovered",
	);
	await apply(made);
	expect((await input.plan()).hasChanges).toBe(false);
	expect(existsSync(lock())).toBe(false);
});

test("a run that is interrupted: what runs ends, the state is written, and it says so", async () => {
	const many = Object.fromEntries(
		Array.from({ length: 60 }, (_, i) => [`a${i}`, { name: `stop-${i}` }]),
	);
	input.write({ resource: { iofog_application: many } });
	const made = await input.plan();
	const stop = new AbortController();
	let done = 0;
	const refusal = await input.failed(() =>
		apply(made, {
			signal: stop.signal,
			parallelism: 2,
			onEvent: ({ type }) => {
				if (type === "apply_complete" && ++done === 3) stop.abort();
			},
		}),
	);
	expect(refusal.interrupted).toBe(true);
	expect(existsSync(lock())).toBe(false);
	const managed = input.folder.state.resources.filter(
		({ name }) => name !== "shop",
	);
	expect(managed.length).toBeGreaterThanOrEqual(3);
	expect(managed.length).toBeLessThan(60);
	await input.apply();
	expect((await input.plan()).hasChanges).toBe(false);
});
