import { LanguageError } from "./errors";

/** The kinds of tokens that have no fixed spelling; every other token's kind is its spelling. */
export type TokenKind =
	| "identifier"
	| "number"
	| "newline"
	| "end"
	| "heredoc"
	| string;

/** A token outside of string templates. */
export interface Token {
	kind: TokenKind;
	start: number;
	end: number;
	text: string;
}

const BLANK = /(?:[ \t]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NEWLINE = /\r?\n/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d(?:(?:[\d.]|[eE][+-]?\d)*(?:\d|[eE][+-]?\d))?/y;
const HEREDOC = /<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n/uy;
const OPERATOR =
	/==|!=|>=|<=|&&|\|\||::|\.\.\.|=>|~\}|[[\](){}.,*/%+\-=<>!?:"]/y;

const UNKNOWN_CHARACTERS: Record<string, [string, string]> = {
	"'": [
		"Invalid character",
		'Single quotes are not valid. Use double quotes (") to enclose strings.',
	],
	"`": [
		"Invalid character",
		'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
	],
	";": [
		"Invalid character",
		'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
	],
	"&": [
		"Unsupported operator",
		'Bitwise operators are not supported. Did you mean boolean AND ("&&")?',
	],
	"|": [
		"Unsupported operator",
		'Bitwise operators are not supported. Did you mean boolean OR ("||")?',
	],
	"^": ["Unsupported operator", "Bitwise operators are not supported."],
	"~": [
		"Unsupported operator",
		'Bitwise operators are not supported. Did you mean boolean NOT ("!")?',
	],
};

/** Reads tokens from the text of an expression. Whether newlines are tokens or blanks is the parser's matter, so it says so at each token. */
export class Lexer {
	position: number;
	#peeked: { at: number; newlines: boolean; token: Token } | undefined;

	constructor(
		readonly source: string,
		start = 0,
		readonly end = source.length,
	) {
		this.position = start;
	}

	/** Gives the next token without taking it. */
	peek(newlines: boolean): Token {
		const peeked = this.#peeked;
		if (peeked?.at === this.position && peeked.newlines === newlines) {
			return peeked.token;
		}
		const token = this.#scan(newlines);
		this.#peeked = { at: this.position, newlines, token };
		return token;
	}

	/** Takes the next token. */
	next(newlines: boolean): Token {
		const token = this.peek(newlines);
		this.position = token.end;
		return token;
	}

	#match(pattern: RegExp, at: number): string | undefined {
		pattern.lastIndex = at;
		return pattern.exec(this.source)?.[0];
	}

	#scan(newlines: boolean): Token {
		let at = this.position;
		for (;;) {
			at += this.#match(BLANK, at)?.length ?? 0;
			if (at >= this.end) return this.#token("end", this.end, "");
			const newline = this.#match(NEWLINE, at);
			if (newline === undefined) break;
			if (newlines) return this.#token("newline", at, newline);
			at += newline.length;
		}
		const name = this.#match(IDENTIFIER, at);
		if (name !== undefined) return this.#token("identifier", at, name);
		const number = this.#match(NUMBER, at);
		if (number !== undefined) return this.#token("number", at, number);
		const heredoc = this.#match(HEREDOC, at);
		if (heredoc !== undefined) return this.#token("heredoc", at, heredoc);
		const operator = this.#match(OPERATOR, at);
		if (operator !== undefined) return this.#token(operator, at, operator);
		const char = String.fromCodePoint(this.source.codePointAt(at) as number);
		const [summary, detail] = UNKNOWN_CHARACTERS[char] ?? [
			"Invalid character",
			"This character is not used within the language.",
		];
		throw new LanguageError(summary, detail).at(this.source, {
			start: at,
			end: at + char.length,
		});
	}

	#token(kind: TokenKind, start: number, text: string): Token {
		return { kind, start, end: start + text.length, text };
	}
}

/** Says whether a token is a certain name. */
export function isKeyword(token: Token, word: string): boolean {
	return token.kind === "identifier" && token.text === word;
}
