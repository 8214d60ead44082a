import { stringValue } from "../values/value";
import type { Node } from "./ast";
import { LanguageError } from "./errors";
import { Expression } from "./expression";
import { Parser } from "./parser";
import type { Reference } from "./reference";

const CACHE_LIMIT = 20_000;
const templates = new Map<string, Expression>();

/** Parses a string of a JSON configuration, which is a template: `"a-${x}"`; one that is a single `${x}` keeps the type of x. Throws LanguageError. */
export function parseTemplate(text: string): Expression {
	if (!text.includes("${") && !text.includes("%{")) return literal(text);
	let parsed = templates.get(text);
	if (parsed === undefined) {
		parsed = new Expression(text, unwrap(new Parser(text).template("bare")));
		if (templates.size >= CACHE_LIMIT) templates.clear();
		templates.set(text, parsed);
	}
	return parsed;
}

function literal(text: string): Expression {
	const value = stringValue(text);
	return new Expression(text, {
		kind: "literal",
		value,
		start: 0,
		end: text.length,
	});
}

function unwrap(node: Node): Node {
	return node.kind === "parentheses" ? unwrap(node.inner) : node;
}

/** Parses a bare expression: `var.x + 1`. Throws LanguageError. */
export function parseExpression(text: string): Expression {
	const parser = new Parser(text);
	const node = parser.parseExpression();
	const rest = parser.peek();
	if (rest.kind !== "end") {
		throw parser.fail(
			"Extra characters after expression",
			"An expression was successfully parsed, but extra characters were found after it.",
			rest,
		);
	}
	return new Expression(text, unwrap(node));
}

/** Parses a static reference, as in depends_on, ignore_changes, moved and import: `data.iofog_agent.edge[0].name`. Throws LanguageError. */
export function parseReference(text: string): Reference {
	const { node } = parseExpression(text);
	if (node.kind === "variable") return node.reference;
	throw new LanguageError(
		"Invalid reference",
		"A static reference is required here: names joined by dots, with literal indices in brackets, and nothing computed.",
	).at(text, { start: 0, end: text.length });
}
