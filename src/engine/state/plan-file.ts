import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { DiagnosticError, error } from "../../core";
import { reasonOf, writeWhole } from "./files";

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

const FORMAT = 1;

function refuse(summary: string, detail: string): never {
	throw new DiagnosticError([error(summary, detail)]);
}

/** Writes a saved plan, readable by its owner only, with a checksum. Throws DiagnosticError. */
export async function writePlanFile(
	path: string,
	plan: PlanFile,
): Promise<void> {
	const { stack, configHash, stateLineage, stateSerial, payload } = plan;
	const body = JSON.stringify({
		stack,
		configHash,
		stateLineage,
		stateSerial,
		payload,
	});
	const head = JSON.stringify({ fogformPlan: FORMAT, sha256: sha256(body) });
	try {
		await writeWhole(path, Buffer.from(`${head}\n${body}\n`));
	} catch (fault) {
		refuse(
			"Plan cannot be saved",
			`${path} cannot be written: ${reasonOf(fault)}.`,
		);
	}
}

/** Reads a saved plan. Throws DiagnosticError where it is damaged, of a newer format, or no saved plan. */
export async function readPlanFile(path: string): Promise<PlanFile> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (fault) {
		return refuse(
			"Plan cannot be read",
			`${path} cannot be read: ${reasonOf(fault)}.`,
		);
	}
	const [head = "", body = "", rest] = text.split("\n");
	const { fogformPlan: format, sha256: sum } = parseHead(head);
	if (!Number.isSafeInteger(format)) {
		refuse(
			"Not a saved plan",
			`${path} was not written by fogform plan --out. Plan again:\n    fogform plan --out FILE`,
		);
	}
	if (Number(format) > FORMAT) {
		refuse(
			"Saved plan of a newer version",
			`${path} was written by a newer fogform. Use that one, or plan again.`,
		);
	}
	if (sum !== sha256(body) || rest !== "") {
		refuse(
			"Damaged plan",
			`${path} is not as it was written. Nothing was changed. Plan again:\n    fogform plan --out FILE`,
		);
	}
	return JSON.parse(body);
}

function parseHead(text: string): { fogformPlan?: unknown; sha256?: unknown } {
	try {
		return JSON.parse(text) ?? {};
	} catch {
		return {};
	}
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
