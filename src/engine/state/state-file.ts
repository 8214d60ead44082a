import { realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiagnosticError, error } from "../../core";
import { codeOf, readIfThere, reasonOf, writeWhole } from "./files";
import { keepState } from "./kept-states";
import { parseState } from "./parse";
import type { StatePaths } from "./paths";
import { printState } from "./print";
import { checkProviders } from "./providers";
import type { ReadonlyState, State } from "./state";

/** Options for reading a state file. */
export interface ReadStateOptions {
	/** True: resources of other providers are no error (for a remote state of which only outputs are read). */
	readonly anyProvider?: boolean;
}

/**
 * Reads a state file without lock; undefined where there is none or it is empty.
 * Throws DiagnosticError where it is torn, of another version, or holds resources of another provider.
 */
export async function readStateFile(
	path: string,
	options: ReadStateOptions = {},
): Promise<State | undefined> {
	let bytes: Buffer | undefined;
	try {
		bytes = await readIfThere(path);
	} catch (fault) {
		throw new DiagnosticError([
			error(
				"State cannot be read",
				`${path} cannot be read: ${reasonOf(fault)}. Nothing was changed. Mend that, or give the stack's local backend another path.`,
			),
		]);
	}
	// Terraform makes an empty file when it locks a state that is not there yet.
	if (bytes === undefined || bytes.length === 0) return undefined;
	const state = parseState(bytes, path);
	if (!options.anyProvider) checkProviders(state, path);
	return state;
}

/** What tells one content of a file from another without reading it; undefined where there is no file, or an empty one. */
export async function fingerprint(path: string): Promise<string | undefined> {
	try {
		const { ino, size, mtimeNs } = await stat(path, { bigint: true });
		return size === 0n ? undefined : `${ino} ${size} ${mtimeNs}`;
	} catch (fault) {
		if (codeOf(fault) === "ENOENT") return undefined;
		throw fault;
	}
}

/** A write that did not come to pass, and what it leaves. */
export interface WriteProblem {
	readonly reason: string;
	/** Where the state was written instead. */
	readonly errored?: string;
}

/**
 * Puts a state in place of the file whose fingerprint was taken when it was read; the file before is kept.
 * Where that fails, the state goes to `errored.<name>` beside it or in the folder for temporary files.
 */
export async function writeStateFile(
	paths: StatePaths,
	state: ReadonlyState,
	before: { readonly fingerprint: string | undefined; readonly serial: number },
): Promise<WriteProblem | undefined> {
	const bytes = printState(state);
	try {
		if ((await fingerprint(paths.state)) !== before.fingerprint) {
			throw new Error("another program has written to it in the meantime");
		}
		const target = await realpath(paths.state).catch(() => paths.state);
		await keepState(paths, target, before.serial);
		await writeWhole(target, bytes);
		return undefined;
	} catch (fault) {
		const errored = await writeErrored(paths, bytes);
		return { reason: reasonOf(fault), ...(errored && { errored }) };
	}
}

async function writeErrored(
	paths: StatePaths,
	bytes: Uint8Array,
): Promise<string | undefined> {
	const name = `fogform-${process.pid}-errored.tfstate`;
	for (const path of [paths.errored, join(tmpdir(), name)]) {
		try {
			await writeWhole(path, bytes);
			return path;
		} catch {
			// The next place may take it.
		}
	}
	return undefined;
}
