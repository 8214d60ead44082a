import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DiagnosticError, error } from "../../core";
import { codeOf, reasonOf, syncDirectory } from "./files";
import { type Holder, statusOf, thisHolder } from "./holder";
import {
	findHolder,
	HOLDER,
	refusal,
	removeLock,
	replaceHolder,
	takeOver,
	writeHolder,
} from "./lock-folder";
import type { Found } from "./lock-messages";
import type { StatePaths } from "./paths";

/** How a lock is asked for. */
export interface LockOptions {
	readonly operation: string;
	readonly lockTimeoutSeconds?: number;
	readonly signal?: AbortSignal;
}

/** A lock that is held. */
export interface Lock {
	readonly id: string;
	/** The holder it was taken over from: dead, or gone with a journal left. */
	readonly after?: Holder;
	/** Makes the lock survive a loss of power. */
	persist(): Promise<void>;
	/** Removes the lock. */
	release(): Promise<void>;
	/** Ends the holding, but keeps Terraform out: whoever comes next takes the lock over. */
	leave(): Promise<void>;
}

const POLL_MS = 200;

/**
 * Locks a state: a folder stands where Terraform would write its lock file, which makes Terraform refuse.
 * The folder is prepared under another name and renamed, so that it never stands without its holder;
 * an empty one Terraform would remove. Throws DiagnosticError where the state stays locked.
 */
export async function acquireLock(
	paths: StatePaths,
	options: LockOptions,
): Promise<Lock> {
	const holder = thisHolder(options.operation, basename(paths.journal));
	const prepared = `${paths.lock}.${holder.id}`;
	const deadline = Date.now() + (options.lockTimeoutSeconds ?? 0) * 1000;
	try {
		await prepare(prepared, holder);
		for (;;) {
			options.signal?.throwIfAborted();
			const attempt = await tryLock(paths, prepared, holder);
			if ("lock" in attempt) {
				await sweep(paths.lock).catch(() => undefined);
				return attempt.lock;
			}
			if (attempt.found !== undefined) {
				if (Date.now() >= deadline) throw await refusal(paths, attempt.found);
				await sleep(POLL_MS, undefined, { signal: options.signal });
			}
		}
	} catch (fault) {
		await rm(prepared, { recursive: true, force: true }).catch(() => undefined);
		throw fault;
	}
}

async function prepare(prepared: string, holder: Holder): Promise<void> {
	try {
		await mkdir(dirname(prepared), { recursive: true });
		await mkdir(prepared, { mode: 0o700 });
		await writeHolder(join(prepared, HOLDER), holder);
	} catch (fault) {
		throw new DiagnosticError([
			error(
				"State cannot be locked",
				`The folder of the state, ${dirname(prepared)}, cannot be written to: ${reasonOf(fault)}. Mend that, or give the stack's local backend another path.`,
			),
		]);
	}
}

type Attempt = { readonly lock: Lock } | { readonly found: Found | undefined };

async function tryLock(
	paths: StatePaths,
	prepared: string,
	holder: Holder,
): Promise<Attempt> {
	const found = await findHolder(paths.lock);
	if (found === undefined) {
		try {
			await rename(prepared, paths.lock);
			return { lock: heldLock(paths.lock, holder) };
		} catch (fault) {
			// Somebody else was faster.
			if (["ENOTEMPTY", "EEXIST", "ENOTDIR"].includes(codeOf(fault) ?? "")) {
				return { found: undefined };
			}
			throw fault;
		}
	}
	if (found.by !== "fogform" || !canTakeOver(found.holder)) return { found };
	const taken = await takeOver(paths.lock, prepared, holder, found.holder);
	if (!taken) return { found: undefined };
	return { lock: heldLock(paths.lock, holder, found.holder) };
}

function canTakeOver(holder: Holder): boolean {
	const status = statusOf(holder);
	return (
		status === "left" || (status === "dead" && holder.journal !== undefined)
	);
}

function heldLock(lockPath: string, holder: Holder, after?: Holder): Lock {
	const isOurs = async () => {
		const found = await findHolder(lockPath);
		return found?.by === "fogform" && found.holder.id === holder.id;
	};
	return {
		id: holder.id,
		...(after && { after }),
		async persist() {
			const handle = await open(join(lockPath, HOLDER), "r");
			await handle.sync().finally(() => handle.close());
			await syncDirectory(lockPath);
			await syncDirectory(dirname(lockPath));
		},
		async release() {
			if (await isOurs()) await removeLock(lockPath, holder.id);
		},
		async leave() {
			if (!(await isOurs())) return;
			await replaceHolder(lockPath, { ...holder, left: true });
		},
	};
}

// What processes have left that were killed while they prepared or removed a lock.
async function sweep(lockPath: string): Promise<void> {
	const folder = dirname(lockPath);
	const prefix = `${basename(lockPath)}.`;
	for (const name of await readdir(folder)) {
		if (!name.startsWith(prefix)) continue;
		const path = join(folder, name);
		const age = await stat(path).then(
			(found) => Date.now() - found.mtimeMs,
			() => 0,
		);
		if (age > 60 * 60 * 1000) await rm(path, { recursive: true, force: true });
	}
}
