import { DiagnosticError, error } from "../../core";
import type { Holder, HolderStatus } from "./holder";
import type { TerraformLock } from "./terraform-lock";

/** What is found at the place of the lock. */
export type Found =
	| { readonly by: "fogform"; readonly holder: Holder }
	| { readonly by: "terraform"; readonly lock: TerraformLock }
	| { readonly by: "unknown" };

const unlock = (id: string) => `    fogform force-unlock ${id}`;

/** The error for a state that somebody else has locked. */
export function lockedError(
	statePath: string,
	lockPath: string,
	found: Found,
	known: { status?: HolderStatus; pid?: number | undefined },
): DiagnosticError {
	return new DiagnosticError([
		error("State locked", detail(statePath, lockPath, found, known)),
	]);
}

function detail(
	statePath: string,
	lockPath: string,
	found: Found,
	{ status, pid }: { status?: HolderStatus; pid?: number | undefined },
): string {
	if (found.by === "unknown") {
		return `${statePath} is locked, and the lock does not say by whom.\nIf nothing works on this state any more, remove the lock:\n    rm -r ${quoted(lockPath)}`;
	}
	if (found.by === "terraform") {
		const { id, operation, who, created } = found.lock;
		const head = `${statePath} is locked by Terraform: ${operation} by ${who} since ${created} (lock ID ${id}).`;
		if (pid !== undefined) {
			return `${head}\nProcess ${pid} holds it. Wait until it has ended.`;
		}
		return `${head}\nWait until it has ended. If that Terraform no longer runs (a killed one leaves its lock file behind), unlock it:\n${unlock(id)}`;
	}
	const { holder } = found;
	const head = `${statePath} is locked by fogform ${holder.operation}: process ${holder.pid} of ${holder.who} since ${holder.created} (lock ID ${holder.id}).`;
	if (status === "alive") {
		return `${head}\nWait until it has ended, or give a time to wait for it with --lock-timeout.`;
	}
	const why =
		status === "dead"
			? "That process no longer exists, and it left no journal from which to recover."
			: `Whether it still works cannot be seen from here: look on ${holder.host}.`;
	return `${head}\n${why}\nIf it does not work any more, unlock it:\n${unlock(holder.id)}`;
}

/** A path as a shell takes it. */
export function quoted(path: string): string {
	return /^[\w@%+=:,./-]+$/.test(path)
		? path
		: `'${path.replaceAll("'", "'\\''")}'`;
}
