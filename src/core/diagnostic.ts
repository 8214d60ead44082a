/** Steps from the root of a resource to a nested value: attribute names and map keys as strings, list positions as numbers. */
export type Path = readonly (string | number)[];

/** Something the user must know, in Terraform's form: a short fixed summary, and a detail that says what, where and what to do. */
export interface Diagnostic {
	readonly severity: "error" | "warning";
	/** Short, fixed, without user values. */
	readonly summary: string;
	/** Full sentences: what is wrong and where, why, what to do. */
	readonly detail: string;
	/** The argument it is about, in snake_case, where there is one. */
	readonly path?: Path;
}

/** A diagnostic of severity "error". */
export function error(
	summary: string,
	detail: string,
	path?: Path,
): Diagnostic {
	return { severity: "error", summary, detail, ...(path && { path }) };
}

/** A diagnostic of severity "warning". */
export function warning(
	summary: string,
	detail: string,
	path?: Path,
): Diagnostic {
	return { severity: "warning", summary, detail, ...(path && { path }) };
}

/** True where a diagnostic of severity "error" is among them. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
	return diagnostics.some((d) => d.severity === "error");
}

/** Diagnostics on their way up: thrown where a value cannot be returned, caught by the provider or the command line. */
export class DiagnosticError extends Error {
	constructor(readonly diagnostics: readonly Diagnostic[]) {
		super(diagnostics.map((d) => `${d.summary}: ${d.detail}`).join("\n"));
		this.name = "DiagnosticError";
	}
}

/** Writes a path as a user writes it: `ports[0].internal`, `images["arm"]`. */
export function pathText(path: Path): string {
	return path.reduce<string>((text, step, i) => {
		if (typeof step === "number") return `${text}[${step}]`;
		if (i === 0) return step;
		return /^[A-Za-z_][\w-]*$/.test(step)
			? `${text}.${step}`
			: `${text}[${JSON.stringify(step)}]`;
	}, "");
}
