import {
	link,
	lstat,
	readFile,
	rename,
	rm,
	stat,
	unlink,
	writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./files";
import { type Holder, parseHolder, statusOf } from "./holder";
import { type Found, lockedError } from "./lock-messages";
import type { StatePaths } from "./paths";
import { parseTerraformLock, terraformProcess } from "./terraform-lock";

/** Name of the file, in the folder that is the lock, that says who holds it. */
export const HOLDER = "holder.json";

/** Writes a holder's file. */
export async function writeHolder(path: string, holder: Holder): Promise<void> {
	await writeFile(path, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
}

/** Finds who holds a lock; undefined where nobody does. */
export async function findHolder(lockPath: string): Promise<Found | undefined> {
	try {
		if (!(await lstat(lockPath)).isDirectory()) {
			const lock = parseTerraformLock(await readFile(lockPath, "utf8"));
			return { by: "terraform", lock };
		}
	} catch (fault) {
		if (codeOf(fault) === "ENOENT") return undefined;
		throw fault;
	}
	let holder = await readHolder(join(lockPath, HOLDER));
	while (holder !== undefined) {
		const next = await readHolder(successorOf(lockPath, holder));
		if (next === undefined) return { by: "fogform", holder };
		holder = next;
	}
	// Released in the meantime, or not ours.
	return (await stat(lockPath).catch(() => undefined))
		? { by: "unknown" }
		: undefined;
}

async function readHolder(path: string): Promise<Holder | undefined> {
	try {
		return parseHolder(await readFile(path, "utf8"));
	} catch {
		return undefined;
	}
}

function successorOf(lockPath: string, holder: Holder): string {
	return join(lockPath, `after-${holder.id}.json`);
}

/**
 * Takes a lock over from a holder that is gone: of all who try, one can link the successor's file, which stays until the release.
 * One that is late may find the lock of a later holder under the same path: then the chain of holders does not end with it.
 */
export async function takeOver(
	lockPath: string,
	prepared: string,
	holder: Holder,
	gone: Holder,
): Promise<boolean> {
	const successor = successorOf(lockPath, gone);
	try {
		await link(join(prepared, HOLDER), successor);
	} catch (fault) {
		if (["EEXIST", "ENOENT"].includes(codeOf(fault) ?? "")) return false;
		throw fault;
	}
	const found = await findHolder(lockPath);
	if (found?.by !== "fogform" || found.holder.id !== holder.id) {
		await unlink(successor).catch(() => undefined);
		return false;
	}
	await rename(join(prepared, HOLDER), join(lockPath, HOLDER));
	await rm(prepared, { recursive: true, force: true });
	return true;
}

/** Says who holds a lock now. */
export async function replaceHolder(
	lockPath: string,
	holder: Holder,
): Promise<void> {
	const next = join(lockPath, `${holder.id}.tmp`);
	await writeHolder(next, holder);
	await rename(next, join(lockPath, HOLDER));
}

/** Removes a lock: a renamed folder is gone at once, whatever happens while it is emptied. */
export async function removeLock(lockPath: string, id: string): Promise<void> {
	const removed = `${lockPath}.${id}`;
	await rename(lockPath, removed);
	await rm(removed, { recursive: true, force: true });
}

/** The error for a state that stays locked. */
export async function refusal(paths: StatePaths, found: Found): Promise<Error> {
	return lockedError(paths.state, paths.lock, found, {
		...(found.by === "fogform" && { status: statusOf(found.holder) }),
		...(found.by === "terraform" && {
			pid: await terraformProcess(paths.state),
		}),
	});
}
