import { ControllerError, type ControllerErrorKind } from "../controller";
import {
	type Diagnostic,
	DiagnosticError,
	error,
	type Path,
	toSnake,
} from "../core";

const SUMMARIES: Record<ControllerErrorKind, string> = {
	"not-found": "Object not found",
	conflict: "Object exists already",
	invalid: "The Controller refused the values",
	"in-use": "Object in use",
	unauthorized: "Log-in failed",
	forbidden: "Not permitted",
	unreachable: "Controller not reachable",
	timeout: "Controller did not answer in time",
	aborted: "Interrupted",
	tls: "Certificate not trusted",
	"unsupported-version": "Unknown Controller version",
	unsupported: "Not supported by this Controller",
	"not-a-controller": "No Controller answers there",
	"too-large": "Request too large",
	"read-only": "Refused: read-only",
	ambiguous: "Not unique",
	unsettled: "Agent did not settle",
	failed: "The Controller failed",
};

/** Turns what an operation threw into diagnostics; anything that is no message for the user is thrown on. */
export function diagnose(cause: unknown): Diagnostic[] {
	if (cause instanceof DiagnosticError) return [...cause.diagnostics];
	if (!(cause instanceof ControllerError)) throw cause;
	if (cause.kind === "aborted") throw cause;
	return [
		error(
			SUMMARIES[cause.kind],
			cause.message,
			cause.attribute === undefined ? undefined : pathOf(cause.attribute),
		),
	];
}

/** `ports[0].internal` in camelCase → a path in snake_case. */
function pathOf(attribute: string): Path {
	return attribute
		.split(/[.[\]]+/)
		.filter((step) => step !== "")
		.map((step) => (/^\d+$/.test(step) ? Number(step) : toSnake(step)));
}
