import { notReady } from "../not-ready";
import type { State } from "./state";

/** Reads a state snapshot; `source` names it in messages. Throws DiagnosticError where it is torn or of another version. */
export function parseState(_bytes: Uint8Array, _source: string): State {
	return notReady();
}
