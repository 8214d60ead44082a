import { spawn, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { forceUnlock } from "../../../../src/engine/state";
import {
	type Holder,
	statusOf,
	thisHolder,
} from "../../../../src/engine/state/holder";
import { acquireLock } from "../../../../src/engine/state/lock";
import { pathsOf } from "../../../../src/engine/state/paths";
import { refusal, temporaryFolder } from "./support";

const folder = temporaryFolder();
let stacks = 0;
const newStack = () => {
	const state = join(folder, `s${stacks++}`, "terraform.web.tfstate");
	mkdirSync(dirname(state));
	return pathsOf(state);
};
const options = { operation: "apply" };
const deadPid = () => spawnSync("true").pid as number;
const holderFile = (lock: string) =>
	JSON.parse(readFileSync(join(lock, "holder.json"), "utf8")) as Holder;

/** Makes the lock that another process would have left. */
function plant(lock: string, holder: Partial<Holder>) {
	mkdirSync(lock, { recursive: true });
	const whole = { ...thisHolder("apply", ".journal"), ...holder };
	writeFileSync(join(lock, "holder.json"), JSON.stringify(whole));
	return whole;
}

const gone = () => ({ pid: deadPid(), started: undefined });

test("the lock is a folder where Terraform writes its lock file, and says who holds it", async () => {
	const paths = newStack();
	const lock = await acquireLock(paths, options);
	expect(paths.lock).toBe(
		join(dirname(paths.state), ".terraform.web.tfstate.lock.info"),
	);
	expect(holderFile(paths.lock)).toMatchObject({
		id: lock.id,
		operation: "apply",
		host: hostname(),
		pid: process.pid,
		journal: ".terraform.web.tfstate.journal",
	});
	expect(statSync(join(paths.lock, "holder.json")).mode & 0o777).toBe(0o600);
	const message = await refusal(() => acquireLock(paths, options));
	expect(message).toContain(`process ${process.pid}`);
	expect(message).toContain(`lock ID ${lock.id}`);
	expect(message).not.toContain("force-unlock");
	await lock.release();
	expect(readdirSync(dirname(paths.lock))).toEqual([]);
	await (await acquireLock(paths, options)).release();
});

test("of many who ask at once, one gets the lock", async () => {
	const paths = newStack();
	const all = await Promise.allSettled(
		Array.from({ length: 20 }, () => acquireLock(paths, options)),
	);
	const locks = all.filter((one) => one.status === "fulfilled");
	expect(locks).toHaveLength(1);
	await locks[0]?.value.release();
	expect(readdirSync(dirname(paths.lock))).toEqual([]);
});

test("of many who take over from a dead holder, one gets the lock, and the folder never goes away", async () => {
	const paths = newStack();
	plant(paths.lock, gone());
	const all = await Promise.allSettled(
		Array.from({ length: 20 }, () => acquireLock(paths, options)),
	);
	const locks = all.filter((one) => one.status === "fulfilled");
	expect(locks).toHaveLength(1);
	expect(holderFile(paths.lock).id).toBe(locks[0]?.value.id);
	expect(locks[0]?.value.after?.operation).toBe("apply");
	await locks[0]?.value.release();
	expect(readdirSync(dirname(paths.lock))).toEqual([]);
});

test("one after another, all who wait get the lock", async () => {
	const paths = newStack();
	let inside = 0;
	await Promise.all(
		Array.from({ length: 5 }, async () => {
			const lock = await acquireLock(paths, {
				...options,
				lockTimeoutSeconds: 20,
			});
			expect(++inside).toBe(1);
			await new Promise((resolve) => setTimeout(resolve, 5));
			inside--;
			await lock.release();
		}),
	);
});

test("waiting for a lock ends with its signal", async () => {
	const paths = newStack();
	const lock = await acquireLock(paths, options);
	const signal = AbortSignal.timeout(50);
	await expect(
		acquireLock(paths, { ...options, lockTimeoutSeconds: 60, signal }),
	).rejects.toThrow();
	await lock.release();
	expect(readdirSync(dirname(paths.lock))).toEqual([]);
});

test("a holder that died while it took over is taken over from", async () => {
	const paths = newStack();
	const first = plant(paths.lock, gone());
	const second = { ...thisHolder("plan", ".journal"), ...gone() };
	writeFileSync(
		join(paths.lock, `after-${first.id}.json`),
		JSON.stringify(second),
	);
	const lock = await acquireLock(paths, options);
	expect(lock.after?.id).toBe(second.id);
	await lock.release();
	expect(existsSync(paths.lock)).toBe(false);
});

test("a lock that was left can be taken, by the same process too", async () => {
	const paths = newStack();
	const first = await acquireLock(paths, options);
	await first.leave();
	expect(holderFile(paths.lock).left).toBe(true);
	const second = await acquireLock(paths, options);
	expect(second.after?.id).toBe(first.id);
	await first.release();
	expect(holderFile(paths.lock).id).toBe(second.id);
	await second.release();
});

const boot = thisHolder("x", "y").started?.split("/") ?? [];
const linux = process.platform === "linux" ? test : test.skip;

linux.each<[string, () => Partial<Holder>, string]>([
	["itself", () => ({}), "alive"],
	[
		"another process that runs",
		() => ({ pid: 1, started: undefined }),
		"alive",
	],
	["a process that ended", gone, "dead"],
	[
		"its process ID, used again by another process",
		() => ({ started: `${boot[0]}/${boot[1]}/1` }),
		"dead",
	],
	[
		"a process from before the machine started",
		() => ({ started: `other/${boot[1]}/1` }),
		"dead",
	],
	[
		"a process of another container",
		() => ({ started: `${boot[0]}/1/1`, pid: deadPid() }),
		"elsewhere",
	],
	["a process of another machine", () => ({ host: "elsewhere" }), "elsewhere"],
	["one that left", () => ({ left: true }), "left"],
])("a holder that is %s", (_, holder, status) => {
	expect(statusOf({ ...thisHolder("apply", "j"), ...holder() })).toBe(status);
});

linux("a killed holder that nobody has waited for is dead", async () => {
	const script = "sleep 60 & echo $!; exec sleep 60";
	const parent = spawn("sh", ["-c", script], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const pid = Number(
		await new Promise((resolve) => parent.stdout.once("data", resolve)),
	);
	const holder = { ...thisHolder("apply", "j"), pid, started: undefined };
	expect(statusOf(holder)).toBe("alive");
	const waitFor = async (expected: RegExp, process: number | undefined) => {
		while (!expected.test(readFileSync(`/proc/${process}/stat`, "latin1")))
			await new Promise((resolve) => setTimeout(resolve, 5));
	};
	// A shell would wait for it.
	await waitFor(/\(sleep\)/, parent.pid);
	process.kill(pid, "SIGKILL");
	await waitFor(/\) Z /, pid);
	expect(statusOf(holder)).toBe("dead");
	parent.kill("SIGKILL");
});

test.each<[string, Partial<Holder> | undefined, RegExp]>([
	[
		"a dead holder without journal",
		{ ...gone(), journal: undefined },
		/no longer exists, and it left no journal[\s\S]*fogform force-unlock the-id/,
	],
	[
		"a holder on another machine",
		{ host: "far" },
		/cannot be seen from here: look on far[\s\S]*fogform force-unlock the-id/,
	],
	[
		"nobody who can be read",
		undefined,
		/does not say by whom[\s\S]*rm -r .*lock\.info/,
	],
])("a lock of %s needs a hand", async (_, holder, message) => {
	const paths = newStack();
	mkdirSync(paths.lock);
	if (holder) plant(paths.lock, { id: "the-id", ...holder });
	expect(await refusal(() => acquireLock(paths, options))).toMatch(message);
	expect(existsSync(paths.lock)).toBe(true);
	if (!holder) return;
	const wrong = await refusal(() => forceUnlock(paths.state, "another"));
	expect(wrong).toMatch(/^Wrong lock ID: .*the ID the-id, not another/);
	expect(await forceUnlock(paths.state, "the-id")).toBe("removed");
	await (await acquireLock(paths, options)).release();
});

test("the lock of a holder that works is not forced", async () => {
	const paths = newStack();
	const lock = await acquireLock(paths, options);
	const message = await refusal(() => forceUnlock(paths.state, lock.id));
	expect(message).toMatch(/^State locked: /);
	await lock.release();
	expect(await refusal(() => forceUnlock(paths.state, lock.id))).toMatch(
		/^State not locked: /,
	);
});

test("a forced lock stays, for fogform to take over, where a journal is", async () => {
	const paths = newStack();
	plant(paths.lock, { id: "the-id", host: "far" });
	writeFileSync(paths.journal, "");
	expect(await forceUnlock(paths.state, "the-id")).toBe("left for recovery");
	const lock = await acquireLock(paths, options);
	expect(lock.after?.id).toBe("the-id");
	await lock.release();
});

test("Terraform's lock file is reported, and forced by its ID", async () => {
	const paths = newStack();
	const info = {
		ID: "27f9a012-7bb1",
		Operation: "OperationTypeApply",
		Who: "ann@laptop",
		Created: "2026-11-23T06:59:53Z",
	};
	writeFileSync(paths.lock, JSON.stringify(info));
	const message = await refusal(() => acquireLock(paths, options));
	expect(message).toMatch(
		/locked by Terraform: OperationTypeApply by ann@laptop since 2026-11-23T06:59:53Z \(lock ID 27f9a012-7bb1\)/,
	);
	expect(await refusal(() => forceUnlock(paths.state, "x"))).toMatch(
		/^Wrong lock ID/,
	);
	expect(await forceUnlock(paths.state, info.ID)).toBe("removed");
	writeFileSync(paths.lock, "");
	expect(await refusal(() => acquireLock(paths, options))).toMatch(
		/locked by Terraform: unknown by unknown/,
	);
	rmSync(paths.lock);
});

test("a folder that cannot be written to is named", async () => {
	const file = join(folder, "file");
	writeFileSync(file, "");
	const paths = pathsOf(join(file, "x", "terraform.web.tfstate"));
	const message = await refusal(() => acquireLock(paths, options));
	expect(message).toMatch(/^State cannot be locked: .*file\/x/);
});
