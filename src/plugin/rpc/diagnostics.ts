import type { CtyType } from "../../core/cty-type";
import type { Diagnostic, Path } from "../../core/diagnostic";
import type { Body } from "../wire/message";
import type { AttributePath, Diagnostic as Message } from "../wire/messages";

const SEVERITY = { error: 1, warning: 2 } as const;

/** Diagnostics as messages, with paths that Terraform can follow in values of the type. */
export function encodeDiagnostics(
	diagnostics: readonly Diagnostic[],
	type?: CtyType,
): Body<typeof Message>[] {
	return diagnostics.map(({ severity, summary, detail, path }) => {
		const attribute = path && type ? encodePath(path, type) : undefined;
		return {
			severity: SEVERITY[severity],
			summary,
			detail,
			...(attribute?.steps?.length && { attribute }),
		};
	});
}

/** A path as a message: it ends where the type goes no further, and at a set, whose elements have no place. */
export function encodePath(
	path: Path,
	type: CtyType,
): Body<typeof AttributePath> {
	const steps: NonNullable<Body<typeof AttributePath>["steps"]>[number][] = [];
	let at: CtyType | undefined = type;
	for (const step of path) {
		if (at === undefined || typeof at === "string" || at[0] === "set") break;
		if (at[0] === "object") {
			const next: CtyType | undefined = at[1][String(step)];
			if (next === undefined) break;
			steps.push({ attributeName: String(step) });
			at = next;
		} else if (at[0] === "map") {
			steps.push({ elementKeyString: String(step) });
			at = at[1];
		} else {
			if (typeof step !== "number") break;
			steps.push({ elementKeyInt: step });
			at = at[0] === "tuple" ? at[1][step] : at[1];
		}
	}
	return { steps };
}
