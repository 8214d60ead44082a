import { notReady } from "../not-ready";

/** A saved plan of one stack: what it was made from, and the plan as text. */
export interface PlanFile {
	readonly stack: string;
	/** Hash of the configuration that was planned. */
	readonly configHash: string;
	readonly stateLineage: string;
	readonly stateSerial: number;
	/** The plan, encoded by the caller; no write-only and no ephemeral values. */
	readonly payload: string;
}

/** Writes a saved plan, readable by its owner only, with a checksum. Throws DiagnosticError. */
export async function writePlanFile(
	_path: string,
	_plan: PlanFile,
): Promise<void> {
	notReady();
}

/** Reads a saved plan. Throws DiagnosticError where it is damaged, of a newer format, or no saved plan. */
export async function readPlanFile(_path: string): Promise<PlanFile> {
	return notReady();
}
