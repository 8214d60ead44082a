import { stringValue } from "../values/value";
import type { Node, Span } from "./ast";
import { type LanguageError, rangeOf } from "./errors";
import type { Token } from "./lexer";
import type { LiteralMode } from "./literals";
import type { ExpressionReader } from "./reader";
import { type Part, readParts } from "./template-parts";

/** Parses a template whose opening marker was just read (for a bare template there is none). */
export function parseTemplateNode(
	parser: ExpressionReader,
	mode: LiteralMode,
	open: Token | undefined,
): Node {
	return new TemplateParser(parser, mode, open).parse();
}

class TemplateParser {
	readonly #parts: readonly Part[];
	readonly #start: number;
	#at = 0;

	constructor(
		readonly parser: ExpressionReader,
		mode: LiteralMode,
		readonly open: Token | undefined,
	) {
		this.#start = open?.start ?? parser.lexer.position;
		this.#parts = readParts(parser, mode, open);
	}

	parse(): Node {
		const start = this.#start;
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
