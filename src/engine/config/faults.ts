import type { Diagnostic, Path } from "../../core";
import { ConversionError, LanguageError } from "../language";
import type { EngineDiagnostic } from "../types";

/** Collects diagnostics of one stack with the places that they are about. */
export class Faults {
	readonly list: EngineDiagnostic[] = [];
	#errors = 0;
	#seen = new Set<string>();
	constructor(readonly stack?: string) {}

	get failed(): boolean {
		return this.#errors > 0;
	}

	/** Adds a diagnostic once. */
	add(
		diagnostic: Diagnostic,
		address?: string,
		rest: { file?: string } = {},
	): void {
		const located: EngineDiagnostic = {
			...diagnostic,
			...(this.stack !== undefined && { stack: this.stack }),
			...(address !== undefined && { address }),
			...rest,
		};
		const text = JSON.stringify(located);
		if (this.#seen.has(text)) return;
		this.#seen.add(text);
		this.list.push(located);
		if (diagnostic.severity === "error") this.#errors++;
	}

	addAll(diagnostics: readonly Diagnostic[], address?: string): void {
		for (const diagnostic of diagnostics) this.add(diagnostic, address);
	}

	error(summary: string, detail: string, address?: string, path?: Path): void {
		this.add(
			{ severity: "error", summary, detail, ...(path && { path }) },
			address,
		);
	}

	warning(
		summary: string,
		detail: string,
		address?: string,
		path?: Path,
	): void {
		this.add(
			{ severity: "warning", summary, detail, ...(path && { path }) },
			address,
		);
	}

	/** Adds what an expression or a conversion threw; anything else is a fault of our own and passes on. */
	caught(thrown: unknown, address?: string, path?: Path): void {
		if (thrown instanceof LanguageError) {
			const { snippet } = thrown;
			this.error(
				thrown.summary,
				snippet !== undefined &&
					snippet.length <= 200 &&
					!thrown.detail.includes(snippet)
					? `${thrown.detail}\nIn the expression: ${snippet}`
					: thrown.detail,
				address,
				path,
			);
		} else if (thrown instanceof ConversionError) {
			this.error(
				"Incorrect attribute value type",
				`Inappropriate value${path?.length ? ` for attribute "${path[0]}"` : ""}: ${thrown.message}.`,
				address,
				path && [...path, ...thrown.path],
			);
		} else throw thrown;
	}
}

/** A diagnostic that ends the planning of one instance and what depends on it. */
export class Refusal extends Error {
	constructor(
		readonly summary: string,
		readonly detail: string,
		readonly path?: Path,
	) {
		super(`${summary}: ${detail}`);
		this.name = "Refusal";
	}
}
