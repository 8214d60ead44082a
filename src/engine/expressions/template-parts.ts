import { graphemes } from "../values/strings";
import type { Node, Span } from "./ast";
import type { LanguageError } from "./errors";
import { isKeyword, type Token } from "./lexer";
import {
	type LiteralMode,
	type LiteralPiece,
	readPiece,
	trimEnd,
	trimStart,
} from "./literals";
import type { ExpressionReader } from "./reader";
import { suggest } from "./suggest";

/** A part of a template: text, an interpolation, a directive, or the end. */
export type Part = Span &
	(
		| { kind: "text"; text: string }
		| { kind: "node"; node: Node }
		| { kind: "if"; condition: Node }
		| {
				kind: "for";
				keyName: string | undefined;
				valueName: string;
				collection: Node;
		  }
		| { kind: "else" | "endif" | "endfor" }
		| { kind: "end" }
	);

/** Reads the parts of a template whose opening marker was just read: literal pieces, with `~` applied, and sequences in between. */
export function readParts(
	parser: ExpressionReader,
	mode: LiteralMode,
	open: Token | undefined,
): Part[] {
	return new PartReader(parser, mode, open).read();
}

class PartReader {
	readonly #parts: Part[] = [];

	constructor(
		readonly parser: ExpressionReader,
		readonly mode: LiteralMode,
		readonly open: Token | undefined,
	) {}

	#fail(summary: string, detail: string, span: Span): LanguageError {
		return this.parser.fail(summary, detail, span);
	}

	read(): Part[] {
		const { lexer } = this.parser;
		const marker = this.open?.text.replace(/^<<-?|\r?\n$/g, "");
		let trimNext = false;
		let lineStart = true;
		for (;;) {
			const at = lexer.position;
			if (this.#atEnd(at, lineStart ? marker : undefined)) break;
			const sequence = /[$%]\{~?/y;
			sequence.lastIndex = at;
			const opener = sequence.exec(this.parser.source)?.[0];
			if (opener !== undefined) {
				lineStart = false;
				if (opener.endsWith("~")) this.#trimPrevious(at);
				lexer.position = at + opener.length;
				trimNext = this.#readSequence(opener, at);
				continue;
			}
			const piece = readPiece(this.parser.source, at, this.mode);
			if (piece === undefined) throw this.#unterminated(at);
			lexer.position = piece.end;
			lineStart = piece.text.endsWith("\n");
			this.#pushText(piece, trimNext);
			trimNext = false;
		}
		const end = lexer.position;
		this.#parts.push({ kind: "end", start: end, end });
		if (this.open?.text.startsWith("<<-")) stripIndent(this.#parts);
		return meld(this.#parts);
	}

	#atEnd(at: number, marker: string | undefined): boolean {
		const { lexer, source } = this.parser;
		if (this.mode === "bare") return at >= source.length;
		if (this.mode === "quoted") {
			if (source[at] !== '"') return false;
			lexer.position = at + 1;
			return true;
		}
		if (marker === undefined) return false;
		const newline = source.indexOf("\n", at);
		if (newline === -1 || source.slice(at, newline).trim() !== marker) {
			return false;
		}
		// The newline behind the marker stays: it may end an object's member.
		lexer.position = source[newline - 1] === "\r" ? newline - 1 : newline;
		return true;
	}

	#unterminated(at: number): LanguageError {
		const { source } = this.parser;
		const span = { start: at, end: Math.min(at + 1, source.length) };
		if (this.mode === "quoted" && /[\r\n]/.test(source[at] ?? "")) {
			return this.#fail(
				"Invalid multi-line string",
				'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
				span,
			);
		}
		return this.#fail(
			"Unterminated template string",
			"No closing marker was found for the string.",
			span,
		);
	}

	#pushText(piece: LiteralPiece, trim: boolean): void {
		const text = trim ? trimStart(piece.text) : piece.text;
		this.#parts.push({
			kind: "text",
			text,
			start: piece.start,
			end: piece.end,
		});
	}

	#trimPrevious(at: number): void {
		const last = this.#parts.at(-1);
		if (last?.kind === "text" && last.end === at)
			last.text = trimEnd(last.text);
	}

	/** Reads an interpolation or directive up to its closing brace; says whether that brace trims what follows. */
	#readSequence(opener: string, start: number): boolean {
		return this.parser.within(false, () => {
			const part = opener.startsWith("$")
				? { kind: "node" as const, node: this.parser.parseExpression() }
				: this.#readDirective();
			const close = this.parser.peek();
			if (close.kind !== "}" && close.kind !== "~}") {
				throw this.#unclosed(close, start, part);
			}
			this.parser.next();
			this.#parts.push({ ...part, start, end: close.end } as Part);
			return close.kind === "~}";
		});
	}

	#unclosed(
		close: Token,
		start: number,
		part: { kind: string },
	): LanguageError {
		const summary = "Unclosed template interpolation sequence";
		const span = { start, end: start + 2 };
		if (part.kind !== "node") {
			return this.#fail(
				`Extra characters in ${part.kind} marker`,
				"Expected a closing brace to end the sequence, but found extra characters.",
				close,
			);
		}
		if (close.kind === "end") {
			return this.#fail(
				summary,
				"There is no closing brace for this interpolation sequence before the end of the file. This might be caused by incorrect nesting inside the given expression.",
				span,
			);
		}
		if (close.kind === '"' && this.mode === "quoted") {
			return this.#fail(
				summary,
				"There is no closing brace for this interpolation sequence before the end of the quoted template. This might be caused by incorrect nesting inside the given expression.",
				span,
			);
		}
		return this.#fail(
			"Extra characters after interpolation expression",
			close.kind === ":"
				? 'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".'
				: 'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".',
			close,
		);
	}

	#readDirective() {
		const { parser } = this;
		const keyword = parser.next();
		if (keyword.kind !== "identifier") {
			throw this.#fail(
				"Invalid template directive",
				'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
				keyword,
			);
		}
		switch (keyword.text) {
			case "if":
				return { kind: "if" as const, condition: parser.parseExpression() };
			case "else":
			case "endif":
			case "endfor":
				return { kind: keyword.text as "else" };
			case "for":
				return this.#readFor();
			default: {
				const near = suggest(keyword.text, [
					"if",
					"for",
					"else",
					"endif",
					"endfor",
				]);
				const hint = near === undefined ? "" : ` Did you mean "${near}"?`;
				throw this.#fail(
					"Invalid template control keyword",
					`"${keyword.text}" is not a valid template control keyword.${hint}`,
					keyword,
				);
			}
		}
	}

	#readFor() {
		const { parser } = this;
		const name = (detail: string) => {
			const token = parser.next();
			if (token.kind === "identifier") return token.text;
			throw this.#fail("Invalid 'for' directive", detail, token);
		};
		let valueName = name("For directive requires variable name after 'for'.");
		let keyName: string | undefined;
		if (parser.peek().kind === ",") {
			parser.next();
			keyName = valueName;
			valueName = name(
				"For directive requires value variable name after comma.",
			);
		}
		const keyword = parser.next();
		if (!isKeyword(keyword, "in")) {
			throw this.#fail(
				"Invalid 'for' directive",
				"For directive requires 'in' keyword after names.",
				keyword,
			);
		}
		const collection = parser.parseExpression();
		return { kind: "for" as const, keyName, valueName, collection };
	}
}

/** Joins neighbouring pieces of text. */
function meld(parts: readonly Part[]): Part[] {
	const melded: Part[] = [];
	for (const part of parts) {
		const last = melded.at(-1);
		if (part.kind === "text" && last?.kind === "text") {
			last.text += part.text;
			last.end = part.end;
		} else melded.push(part);
	}
	return melded;
}

/** Takes the common indentation off the lines of a `<<-` heredoc; what interpolations bring in does not count. */
function stripIndent(parts: Part[]): void {
	let least = Infinity;
	let lineStart = true;
	const lines: Extract<Part, { kind: "text" }>[] = [];
	for (const part of parts) {
		if (lineStart && part.kind !== "end") {
			lineStart = false;
			if (part.kind !== "text") least = 0;
			else {
				const rest = trimStart(part.text);
				if (rest !== "" || !part.text.endsWith("\n")) {
					const indent = part.text.slice(0, part.text.length - rest.length);
					least = Math.min(least, graphemes(indent).length);
					lines.push(part);
				}
			}
		}
		if (part.kind === "text" && part.text.endsWith("\n")) lineStart = true;
	}
	for (const line of lines) {
		line.text = graphemes(line.text).slice(least).join("");
	}
}
