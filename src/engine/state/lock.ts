import { notReady } from "../not-ready";

/** Releases a lock whose holder will not come back; refused while the holder works, or where the ID is another's. Throws DiagnosticError. */
export async function forceUnlock(_path: string, _id: string): Promise<void> {
	notReady();
}
