import { DiagnosticError } from "../core";
import type { ShownDiagnostic } from "./diagnostics";
import { renderDiagnostic } from "./diagnostics";
import { diagnosed } from "./lazy";
import type { Terminal } from "./terminal";

/** The exit codes of all commands; `drift` has 2 and 3 of its own. */
export const EXIT = {
	done: 0,
	failed: 1,
	changes: 2,
	interrupted: 130,
} as const;

/** A fault of whoever called the command: what is wrong, and what to type instead. */
export class UsageError extends Error {
	constructor(
		readonly summary: string,
		readonly detail: string,
	) {
		super(`${summary}: ${detail}`);
		this.name = "UsageError";
	}
}

/** Ends a command with an exit code and without a message, because everything is said. */
export class Exit extends Error {
	constructor(readonly code: number) {
		super(`exit ${code}`);
		this.name = "Exit";
	}
}

/** Tells the user why a command failed and returns the exit code; a stack trace is written only where FOGFORM_DEBUG is set. */
export function report(cause: unknown, terminal: Terminal): number {
	if (cause instanceof Exit) return cause.code;
	for (const diagnostic of diagnosticsOf(cause))
		showDiagnostic(diagnostic, terminal);
	const debug = terminal.streams.env.FOGFORM_DEBUG;
	if (debug && debug !== "0")
		terminal.note(cause instanceof Error ? traceOf(cause) : String(cause));
	return isInterruption(cause) ? EXIT.interrupted : EXIT.failed;
}

/** Writes a diagnostic to standard error. */
export function showDiagnostic(
	diagnostic: ShownDiagnostic,
	terminal: Terminal,
): void {
	terminal.note(
		renderDiagnostic(diagnostic, terminal.errorColors, terminal.width),
	);
}

/** What a thrown value has to say, as diagnostics. */
export function diagnosticsOf(cause: unknown): readonly ShownDiagnostic[] {
	if (cause instanceof UsageError)
		return [
			{ severity: "error", summary: cause.summary, detail: cause.detail },
		];
	// The engine and the client are loaded only by commands that need them: their errors are known by shape.
	if (cause instanceof DiagnosticError || hasDiagnostics(cause))
		return cause.diagnostics;
	if (isInterruption(cause))
		return [
			{
				severity: "error",
				summary: "Interrupted",
				detail: "The command was stopped before it had finished.",
			},
		];
	if (cause instanceof Error && cause.name === "ControllerError")
		return diagnosed(cause);
	const file = fileFault(cause);
	if (file) return [file];
	return [
		{
			severity: "error",
			summary: "Unexpected fault",
			detail: `${cause instanceof Error ? cause.message : String(cause)}\n\nThis is a fault of fogform, not of your configuration. To see where it happened, run the command again with FOGFORM_DEBUG=1 and report what it prints.`,
		},
	];
}

function hasDiagnostics(
	cause: unknown,
): cause is Error & { diagnostics: readonly ShownDiagnostic[] } {
	return (
		cause instanceof Error &&
		"diagnostics" in cause &&
		Array.isArray(cause.diagnostics) &&
		cause.diagnostics.length > 0
	);
}

function isInterruption(cause: unknown): boolean {
	return (
		cause instanceof Error &&
		(cause.name === "AbortError" ||
			("kind" in cause && cause.kind === "aborted") ||
			("interrupted" in cause && cause.interrupted === true))
	);
}

const FILE_FAULTS: Record<string, string> = {
	ENOENT: "does not exist",
	EACCES: "may not be read or written by you",
	EPERM: "may not be read or written by you",
	EISDIR: "is a folder, not a file",
	ENOTDIR: "lies in something that is not a folder",
	ENOSPC: "could not be written: the disk is full",
	EROFS: "could not be written: the file system is read-only",
};

function fileFault(cause: unknown): ShownDiagnostic | undefined {
	const { code, path } = (cause ?? {}) as { code?: string; path?: string };
	const what = code && FILE_FAULTS[code];
	if (!what || !path) return undefined;
	return {
		severity: "error",
		summary: "File not usable",
		detail: `${path} ${what}.`,
	};
}

function traceOf(error: Error): string {
	const cause = error.cause instanceof Error ? `\n${traceOf(error.cause)}` : "";
	return `${error.stack ?? error.message}${cause}`;
}
