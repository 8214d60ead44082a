import type { Colors } from "picocolors/types";
import { type Path, pathText } from "../core";
import { wrap } from "./diff/wrap";

/** A diagnostic as the command line shows it; the engine's own diagnostics have this shape. */
export interface ShownDiagnostic {
	readonly severity: "error" | "warning";
	readonly summary: string;
	readonly detail: string;
	readonly path?: Path;
	readonly stack?: string;
	readonly address?: string;
	readonly file?: string;
}

/** Writes a diagnostic: the summary, the place, the detail; on a screen with colours in a box like Terraform's, elsewhere with nothing around it. */
export function renderDiagnostic(
	diagnostic: ShownDiagnostic,
	colors: Colors,
	width: number,
): string {
	const isError = diagnostic.severity === "error";
	const color = isError ? colors.red : colors.yellow;
	const title = isError ? "Error" : "Warning";
	const head = [
		`${colors.bold(color(`${title}: `))}${colors.bold(diagnostic.summary)}`,
		...placeLines(diagnostic),
		"",
	];
	const detail = diagnostic.detail.trimEnd();
	if (!colors.isColorSupported) return `\n${[...head, detail].join("\n")}`;
	return [
		color("╷"),
		...[...head, ...wrap(detail, width - 3).split("\n")].map((line) =>
			line ? `${color("│")} ${line}` : color("│"),
		),
		color("╵"),
	].join("\n");
}

function placeLines(diagnostic: ShownDiagnostic): string[] {
	const { address, stack, path, file } = diagnostic;
	const place: string[] = [];
	if (address) place.push(`with ${address}`);
	if (stack) place.push(`in stack "${stack}"`);
	if (file) place.push(`in ${file}`);
	const argument = path?.length ? `argument ${pathText(path)}` : "";
	if (place.length === 0) return argument ? [`  (${argument})`] : [];
	return [`  ${place.join(", ")}${argument ? ` (${argument})` : ""}`];
}
