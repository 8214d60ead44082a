import { readFile, stat } from "node:fs/promises";

/** Terraform's lock, from its lock file. */
export interface TerraformLock {
	readonly id: string;
	readonly operation: string;
	readonly who: string;
	readonly created: string;
}

/** Reads Terraform's lock file, as far as it says anything. */
export function parseTerraformLock(text: string): TerraformLock {
	let info: Record<string, unknown> = {};
	try {
		info = JSON.parse(text) ?? {};
	} catch {
		// Terraform writes it in place: for a moment it is empty.
	}
	const member = (name: string) => String(info[name] ?? "unknown");
	return {
		id: member("ID"),
		operation: member("Operation"),
		who: member("Who"),
		created: member("Created"),
	};
}

/**
 * Finds the process that holds Terraform's lock on a state file, which is an fcntl lock on the file itself.
 * Undefined where none is seen: there is none, or it runs in another container or machine, or this is no Linux.
 */
export async function terraformProcess(
	statePath: string,
): Promise<number | undefined> {
	try {
		const { ino, dev } = await stat(statePath);
		const major = ((dev >> 8) & 0xfff).toString(16).padStart(2, "0");
		const minor = ((dev & 0xff) | ((dev >> 12) & 0xfff00))
			.toString(16)
			.padStart(2, "0");
		const locks = await readFile("/proc/locks", "latin1");
		const held = `POSIX +ADVISORY +WRITE +(\\d+) +${major}:${minor}:${ino} `;
		const match = new RegExp(held).exec(locks);
		return match === null ? undefined : Number(match[1]);
	} catch {
		return undefined;
	}
}
