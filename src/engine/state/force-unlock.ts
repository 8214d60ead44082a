import { stat, unlink } from "node:fs/promises";
import { DiagnosticError, error } from "../../core";
import { statusOf } from "./holder";
import { findHolder, refusal, removeLock, replaceHolder } from "./lock-folder";
import { pathsOf } from "./paths";
import { terraformProcess } from "./terraform-lock";

/** What became of a lock that was forced: removed, or, because a journal is there, left for the next command to take over. */
export type Unlocked = "removed" | "left for recovery";

/**
 * Ends the lock of a holder that does not work any more. Throws DiagnosticError where the state is not locked,
 * the ID is another's, or the holder is seen to work.
 */
export async function forceUnlock(
	statePath: string,
	id: string,
): Promise<Unlocked> {
	const paths = pathsOf(statePath);
	const found = await findHolder(paths.lock);
	if (found === undefined) {
		throw new DiagnosticError([
			error("State not locked", `${paths.state} is not locked.`),
		]);
	}
	const known =
		found.by === "fogform"
			? found.holder.id
			: found.by === "terraform"
				? found.lock.id
				: undefined;
	if (known === undefined) throw await refusal(paths, found);
	if (known !== id) {
		throw new DiagnosticError([
			error(
				"Wrong lock ID",
				`${paths.state} is locked with the ID ${known}, not ${id}: it was locked again since. See whether that holder still works before you unlock it.`,
			),
		]);
	}
	if (found.by === "terraform") {
		if ((await terraformProcess(paths.state)) !== undefined) {
			throw await refusal(paths, found);
		}
		await unlink(paths.lock);
		return "removed";
	}
	if (found.by === "fogform") {
		if (statusOf(found.holder) === "alive") throw await refusal(paths, found);
		if (await stat(paths.journal).catch(() => undefined)) {
			await replaceHolder(paths.lock, { ...found.holder, left: true });
			return "left for recovery";
		}
	}
	await removeLock(paths.lock, id);
	return "removed";
}
