import { notReady } from "../not-ready";
import type { State } from "./state";

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
	_path: string,
	_options: ReadStateOptions = {},
): Promise<State | undefined> {
	return notReady();
}
