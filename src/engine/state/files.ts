import { chmod, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The error code of a failed system call, e.g. "ENOENT". */
export function codeOf(fault: unknown): string | undefined {
	return (fault as NodeJS.ErrnoException | undefined)?.code;
}

const REASONS: Record<string, string> = {
	EACCES: "you may not read or write it",
	EPERM: "you may not read or write it",
	EROFS: "the file system is read-only",
	ENOSPC: "the disk is full",
	EDQUOT: "your share of the disk is used up",
	EISDIR: "it is a folder, not a file",
	ENOTDIR: "what should be a folder of its path is a file",
	ENOENT: "it does not exist",
	EEXIST: "there is a file of that name",
};

/** Why a system call failed, in words that end a sentence. */
export function reasonOf(fault: unknown): string {
	const known = REASONS[codeOf(fault) ?? ""];
	if (known !== undefined) return known;
	return ((fault as Error | undefined)?.message ?? String(fault)).replace(
		/\.$/,
		"",
	);
}

/** Reads a file; undefined where there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
	try {
		return await readFile(path);
	} catch (fault) {
		if (codeOf(fault) === "ENOENT") return undefined;
		throw fault;
	}
}

/** Makes the names in a folder survive a loss of power. */
export async function syncDirectory(path: string): Promise<void> {
	const handle = await open(path, "r");
	try {
		await handle.sync();
	} catch (fault) {
		// Some network and container file systems refuse this for folders, and keep names in order by themselves.
		if (!["EINVAL", "ENOTSUP", "EISDIR"].includes(codeOf(fault) ?? "")) {
			throw fault;
		}
	} finally {
		await handle.close();
	}
}

/**
 * Puts a file in place as a whole, readable by its owner only: after a crash there is the old one or the new one.
 * Only one process at a time may write to a path.
 */
export async function writeWhole(
	path: string,
	bytes: Uint8Array,
): Promise<void> {
	const temporary = join(dirname(path), `.${basename(path)}.tmp`);
	await rm(temporary, { force: true });
	const handle = await open(temporary, "wx", 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
		await handle.close();
		await rename(temporary, path);
	} catch (fault) {
		await handle.close().catch(() => undefined);
		await rm(temporary, { force: true }).catch(() => undefined);
		throw fault;
	}
	await syncDirectory(dirname(path));
}

/** Takes the rights of group and others from a file, where the file system has such. */
export async function makePrivate(path: string): Promise<void> {
	await chmod(path, 0o600).catch(() => undefined);
}
