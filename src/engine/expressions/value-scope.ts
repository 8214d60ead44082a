import type { FunctionContext } from "../functions/definition";
import type { Value } from "../values/value";
import { LanguageError } from "./errors";
import type { Scope } from "./scope";
import { suggest } from "./suggest";

/** A scope in which each root name stands for a value; any other name is an error that suggests the nearest. */
export function valueScope(
	roots: Readonly<Record<string, Value>> | ReadonlyMap<string, Value>,
	functions: FunctionContext,
): Scope {
	const values = roots instanceof Map ? roots : new Map(Object.entries(roots));
	return {
		functions,
		resolve(reference) {
			const value = values.get(reference.root);
			if (value !== undefined) return { value, consumed: 0 };
			const near = suggest(reference.root, values.keys());
			const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
			throw new LanguageError(
				"Unknown variable",
				`There is no variable named "${reference.root}".${hint}`,
			);
		},
	};
}
