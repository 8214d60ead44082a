import { type Diagnostic, error } from "../../core/diagnostic";
import { diagnose } from "../../provider/diagnose";

/** The error of a call that comes after the run was stopped, or was cut off by it. */
export const interrupted = (): Diagnostic =>
	error(
		"Interrupted",
		"The run was stopped before this was done. The next plan shows what is left to do.",
	);

/** What an operation threw, as diagnostics; what is no message for the user is thrown on. */
export function told(cause: unknown): Diagnostic[] {
	const { name, kind } = cause as { name?: string; kind?: string };
	if (
		name === "AbortError" ||
		(name === "ControllerError" && kind === "aborted")
	)
		return [interrupted()];
	return diagnose(cause);
}
