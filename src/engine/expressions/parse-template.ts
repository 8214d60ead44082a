import { graphemes } from "../values/strings";
import { stringValue } from "../values/value";
import type { Node, Span } from "./ast";
import { type LanguageError, rangeOf } from "./errors";
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

type Part = Span &
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

/** Parses a template whose opening marker was just read (for a bare template there is none). */
export function parseTemplateNode(
	parser: ExpressionReader,
	mode: LiteralMode,
	open: Token | undefined,
): Node {
	return new TemplateParser(parser, mode, open).parse();
}

class TemplateParser {
	readonly #parts: Part[] = [];
	readonly #start: number;
	#at = 0;

	constructor(
		readonly parser: ExpressionReader,
		readonly mode: LiteralMode,
		readonly open: Token | undefined,
	) {
		this.#start = parser.lexer.position;
	}

	parse(): Node {
		this.#readParts();
		if (this.open?.text.startsWith("<<-")) stripIndent(this.#parts);
		this.#meld();
		const start = this.open?.start ?? this.#start;
		const end = this.parser.lexer.position;
		const [only, last] = this.#parts;
		// A template that is one interpolation gives that value as it is, of whatever type.
		if (only?.kind === "node" && last?.kind === "end") {
			return { kind: "parentheses", inner: only.node, start, end };
		}
		const nodes: Node[] = [];
		while (this.#peek().kind !== "end") nodes.push(this.#parseNode());
		return templateOf(nodes, start, end);
	}

	#fail(summary: string, detail: string, span: Span): LanguageError {
		return this.parser.fail(summary, detail, span);
	}

	// Reading: literal pieces, with `~` applied, and sequences in between.

	#readParts(): void {
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

	#meld(): void {
		const melded: Part[] = [];
		for (const part of this.#parts) {
			const last = melded.at(-1);
			if (part.kind === "text" && last?.kind === "text") {
				last.text += part.text;
				last.end = part.end;
			} else melded.push(part);
		}
		this.#parts.splice(0, this.#parts.length, ...melded);
	}

	// Structure: directives enclose the parts up to their end.

	#peek(): Part {
		return this.#parts[this.#at] as Part;
	}

	#parseNode(): Node {
		const part = this.#peek();
		const { start, end } = part;
		this.#at++;
		switch (part.kind) {
			case "text":
				return { kind: "literal", value: stringValue(part.text), start, end };
			case "node":
				return part.node;
			case "if":
				return this.#parseIf(part);
			case "for":
				return this.#parseFor(part);
			default:
				throw this.#unbalanced(
					part,
					"The control directives within this template are unbalanced.",
				);
		}
	}

	#unbalanced(part: Part, detail: string): LanguageError {
		return this.#fail(`Unexpected ${part.kind} directive`, detail, part);
	}

	#where(span: Span): string {
		const { line, column } = rangeOf(this.parser.source, span).start;
		return ` at line ${line}, column ${column}`;
	}

	/** Reads nodes up to one of the directives named, and takes that; any other directive is an error. */
	#parseUntil(
		open: Part,
		enders: readonly string[],
		expected: string,
	): [Node, Part] {
		const nodes: Node[] = [];
		for (;;) {
			const part = this.#peek();
			if (part.kind === "end") {
				throw this.#fail(
					"Unexpected end of template",
					`The ${open.kind} directive${this.#where(open)} is missing its corresponding end${open.kind} directive.`,
					open,
				);
			}
			if (enders.includes(part.kind)) {
				this.#at++;
				const start = nodes[0]?.start ?? open.end;
				const end = nodes.at(-1)?.end ?? open.end;
				return [templateOf(nodes, start, end), part];
			}
			if (
				part.kind === "else" ||
				part.kind === "endif" ||
				part.kind === "endfor"
			) {
				throw this.#unbalanced(part, expected);
			}
			nodes.push(this.#parseNode());
		}
	}

	#parseIf(open: Extract<Part, { kind: "if" }>): Node {
		let [yes, close] = this.#parseUntil(
			open,
			["else", "endif"],
			`Expecting an endif directive for the if started${this.#where(open)}.`,
		);
		let no: Node = emptyText(close.start);
		if (close.kind === "else") {
			[no, close] = this.#parseUntil(
				{ ...open, end: close.end },
				["endif"],
				`Already in the else clause for the if started${this.#where(open)}.`,
			);
		}
		const { condition, start } = open;
		return { kind: "conditional", condition, yes, no, start, end: close.end };
	}

	#parseFor(open: Extract<Part, { kind: "for" }>): Node {
		const [value, close] = this.#parseUntil(
			open,
			["endfor"],
			`Expecting an endfor directive corresponding to the for directive${this.#where(open)}.`,
		);
		const span = { start: open.start, end: close.end };
		const { keyName, valueName, collection } = open;
		const parts: Node = {
			kind: "for",
			keyName,
			valueName,
			collection,
			value,
			key: undefined,
			condition: undefined,
			group: false,
			...span,
		};
		return { kind: "join", parts, ...span };
	}
}

function emptyText(at: number): Node {
	return { kind: "literal", value: stringValue(""), start: at, end: at };
}

function templateOf(parts: Node[], start: number, end: number): Node {
	if (parts.length === 0) return { ...emptyText(start), end };
	const [only] = parts;
	if (
		parts.length === 1 &&
		only?.kind === "literal" &&
		typeof only.value.raw === "string"
	) {
		return { ...only, start, end };
	}
	return { kind: "template", parts, start, end };
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
