import { FALSE, NULL, TRUE, type Value } from "../values/value";
import type { Node, Span } from "./ast";
import type { LanguageError } from "./errors";
import type { Lexer, Token } from "./lexer";

/** What the parts of the parser share: the tokens, and the way back to whole expressions. */
export interface ExpressionReader {
	readonly source: string;
	readonly lexer: Lexer;
	/** Gives the next token without taking it. */
	peek(): Token;
	/** Takes the next token. */
	next(): Token;
	/** Makes an error that says where it is. */
	fail(summary: string, detail: string, span: Span): LanguageError;
	/** Runs a part of the parse with newlines significant or not, and restores that afterwards. */
	within<T>(newlines: boolean, parse: () => T): T;
	parseExpression(): Node;
}

/** The names that are values. */
export const KEYWORDS: Readonly<Record<string, Value>> = {
	true: TRUE,
	false: FALSE,
	null: NULL,
};
