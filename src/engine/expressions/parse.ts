import type { Expression } from "./expression";
import type { Reference } from "./scope";

/** Parses a string of a JSON configuration, which is a template: `"a-${x}"`; one that is a single `${x}` keeps the type of x. Throws LanguageError. */
export function parseTemplate(text: string): Expression {
	throw new Error(`not ready: ${text}`);
}

/** Parses a bare expression: `var.x + 1`. Throws LanguageError. */
export function parseExpression(text: string): Expression {
	throw new Error(`not ready: ${text}`);
}

/** Parses a static reference, as in depends_on, ignore_changes, moved and import: `data.iofog_agent.edge[0].name`. Throws LanguageError. */
export function parseReference(text: string): Reference {
	throw new Error(`not ready: ${text}`);
}
