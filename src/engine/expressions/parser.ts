import { parseNum } from "../values/number";
import { stringValue, Value } from "../values/value";
import type { BinaryOperator, Node, Span } from "./ast";
import { LanguageError } from "./errors";
import { Lexer, type Token } from "./lexer";
import type { LiteralMode } from "./literals";
import { parseObject, parseTuple } from "./parse-collections";
import { parseTemplateNode } from "./parse-template";
import { type ExpressionReader, KEYWORDS } from "./reader";
import { Reference, type Step } from "./reference";
import { extendTraversal } from "./traversal";

const PRECEDENCE: readonly (readonly BinaryOperator[])[] = [
	["||"],
	["&&"],
	["==", "!="],
	[">", ">=", "<", "<="],
	["+", "-"],
	["*", "/", "%"],
];

/** A recursive-descent parser of HCL's native expressions; a depth limit keeps hostile text from overflowing the stack. */
export class Parser implements ExpressionReader {
	readonly lexer: Lexer;
	/** Newlines end an item here, as between the members of an object. */
	newlines = false;
	#depth = 0;

	constructor(
		readonly source: string,
		start = 0,
	) {
		this.lexer = new Lexer(source, start);
	}

	peek(): Token {
		return this.lexer.peek(this.newlines);
	}
	next(): Token {
		return this.lexer.next(this.newlines);
	}
	fail(summary: string, detail: string, span: Span): LanguageError {
		return new LanguageError(summary, detail).at(this.source, span);
	}

	/** Runs a part of the parse with newlines significant or not, and restores that afterwards. */
	within<T>(newlines: boolean, parse: () => T): T {
		const before = this.newlines;
		this.newlines = newlines;
		try {
			return parse();
		} finally {
			this.newlines = before;
		}
	}

	parseExpression(): Node {
		if (++this.#depth > 200) {
			throw this.fail(
				"Expression too complex",
				"Expressions can be nested at most 200 levels deep.",
				this.peek(),
			);
		}
		const condition = this.#parseBinary(0);
		if (this.peek().kind !== "?") {
			this.#depth--;
			return condition;
		}
		this.next();
		const yes = this.parseExpression();
		const colon = this.peek();
		if (colon.kind !== ":") {
			throw this.fail(
				"Missing false expression in conditional",
				"The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
				colon,
			);
		}
		this.next();
		const no = this.parseExpression();
		this.#depth--;
		const { start } = condition;
		return { kind: "conditional", condition, yes, no, start, end: no.end };
	}

	#parseBinary(level: number): Node {
		const operators = PRECEDENCE[level];
		if (operators === undefined) return this.#parseTraversal();
		let left = this.#parseBinary(level + 1);
		for (;;) {
			const operator = this.peek().kind as BinaryOperator;
			if (!operators.includes(operator)) return left;
			this.next();
			const right = this.#parseBinary(level + 1);
			const { start } = left;
			left = { kind: "binary", operator, left, right, start, end: right.end };
		}
	}

	#parseTraversal(): Node {
		return this.parseSteps(this.#parseTerm());
	}

	/** Reads what follows a term: attributes, indices, splats. */
	parseSteps(term: Node): Node {
		let node = term;
		for (;;) {
			const token = this.peek();
			if (token.kind === ".") {
				const dot = this.next();
				if (this.peek().kind === "*") node = this.#attributeSplat(node, dot);
				else
					node = extendTraversal(node, this.#attributeStep(dot), this.source);
			} else if (token.kind === "[") {
				const open = this.next();
				if (this.lexer.peek(false).kind === "*") {
					return this.#fullSplat(node, open);
				}
				node = this.#index(node, open);
			} else return node;
		}
	}

	#attributeStep(dot: Token, splat = false): Step {
		const token = this.next();
		const span = { start: dot.start, end: token.end };
		if (token.kind === "identifier") {
			const value = stringValue(token.text);
			return { kind: "attribute", key: value.text, value, ...span };
		}
		if (token.kind === "number") {
			if (token.text.includes(".")) {
				const [first, second] = token.text.split(".");
				throw this.fail(
					"Invalid legacy index syntax",
					`When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index syntax${splat ? " with a full splat expression [*]" : ""} instead, like [${first}][${second}].`,
					token,
				);
			}
			const value = this.#number(token);
			return { kind: "index", key: Number(token.text), value, ...span };
		}
		if (splat && token.kind === "*") {
			throw this.fail(
				"Nested splat expression not allowed",
				"A splat expression (*) cannot be used inside another attribute-only splat expression.",
				token,
			);
		}
		throw this.fail(
			"Invalid attribute name",
			"An attribute name is required after a dot.",
			span.end > span.start ? span : dot,
		);
	}

	#attributeSplat(source: Node, dot: Token): Node {
		const star = this.next();
		const marker = { start: dot.start, end: star.end };
		let each: Node = { kind: "item", ...marker };
		while (this.peek().kind === ".") {
			const next = this.next();
			each = extendTraversal(
				each,
				this.#attributeStep(next, true),
				this.source,
			);
		}
		const { start } = source;
		return { kind: "splat", source, each, marker, start, end: each.end };
	}

	#fullSplat(source: Node, open: Token): Node {
		this.lexer.next(false);
		const close = this.next();
		if (close.kind !== "]") {
			throw this.fail(
				"Missing close bracket on splat index",
				'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
				close,
			);
		}
		const marker = { start: open.start, end: close.end };
		const each = this.parseSteps({ kind: "item", ...marker });
		const { start } = source;
		return { kind: "splat", source, each, marker, start, end: each.end };
	}

	#index(source: Node, open: Token): Node {
		const [key, close] = this.within(false, () => {
			const inner = this.parseExpression();
			return [inner, this.next()] as const;
		});
		if (close.kind !== "]") {
			throw this.fail(
				"Missing close bracket on index",
				'The index operator must end with a closing bracket ("]").',
				close,
			);
		}
		const bracket = { start: open.start, end: close.end };
		if (key.kind === "literal" && !key.value.isNull) {
			const { raw } = key.value;
			if (typeof raw === "string" || typeof raw === "number") {
				const step: Step = {
					kind: "index",
					key: raw,
					value: key.value,
					...bracket,
				};
				return extendTraversal(source, step, this.source);
			}
		}
		const { start } = source;
		return { kind: "index", source, key, bracket, start, end: close.end };
	}

	#number(token: Token): Value {
		const num = parseNum(token.text);
		if (num !== undefined) return new Value("number", num);
		throw this.fail(
			"Invalid number literal",
			"Failed to recognize the value of this number literal.",
			token,
		);
	}

	#parseTerm(): Node {
		const token = this.peek();
		const { start } = token;
		switch (token.kind) {
			case "(":
				return this.#parentheses();
			case "number":
				this.next();
				return {
					kind: "literal",
					value: this.#number(token),
					start,
					end: token.end,
				};
			case "identifier":
				return this.#name();
			case '"':
				return this.template("quoted");
			case "heredoc":
				return this.template("heredoc");
			case "-":
			case "!": {
				this.next();
				if (++this.#depth > 200) this.parseExpression();
				const operand = this.#parseTraversal();
				this.#depth--;
				return {
					kind: "unary",
					operator: token.kind,
					operand,
					start,
					end: operand.end,
				};
			}
			case "[":
				return parseTuple(this);
			case "{":
				return parseObject(this);
			case "end":
				throw this.fail(
					"Missing expression",
					"Expected the start of an expression, but found the end of the file.",
					token,
				);
			default:
				throw this.fail(
					"Invalid expression",
					"Expected the start of an expression, but found an invalid expression token.",
					token,
				);
		}
	}

	/** Reads a template; its opening marker, which a bare template lacks, is the next token. */
	template(end: LiteralMode): Node {
		const open = end === "bare" ? undefined : this.next();
		return parseTemplateNode(this, end, open);
	}

	#parentheses(): Node {
		const open = this.next();
		return this.within(false, () => {
			const inner = this.parseExpression();
			const close = this.next();
			if (close.kind !== ")") {
				throw this.fail(
					"Unbalanced parentheses",
					"Expected a closing parenthesis to terminate the expression.",
					close,
				);
			}
			const { start } = open;
			return { kind: "parentheses", inner, start, end: close.end };
		});
	}

	#name(): Node {
		const token = this.next();
		const after = this.peek().kind;
		if (after === "(" || after === "::") return this.#call(token);
		const { start, end } = token;
		const value = Object.hasOwn(KEYWORDS, token.text)
			? KEYWORDS[token.text]
			: undefined;
		if (value !== undefined) return { kind: "literal", value, start, end };
		return {
			kind: "variable",
			reference: new Reference(token.text, [], this.source, start, end),
			start,
			end,
		};
	}

	#call(first: Token): Node {
		let name = first.text;
		let last = first;
		let open = this.next();
		while (open.kind === "::") {
			last = this.next();
			if (last.kind !== "identifier") {
				throw this.fail(
					"Missing function name",
					"Function scope resolution symbol :: must be followed by a function name in this scope.",
					last,
				);
			}
			name += `::${last.text}`;
			open = this.next();
		}
		if (open.kind !== "(") {
			throw this.fail(
				"Missing open parenthesis",
				"Function selector must be followed by an open parenthesis to begin the function call.",
				open,
			);
		}
		const nameSpan = { start: first.start, end: last.end };
		return this.within(false, () => {
			const args: Node[] = [];
			let expand = false;
			for (;;) {
				if (this.peek().kind === ")") break;
				args.push(this.parseExpression());
				const separator = this.peek();
				if (separator.kind === ")") break;
				this.next();
				if (separator.kind === "...") {
					expand = true;
					if (this.peek().kind === ")") break;
					throw this.fail(
						"Missing closing parenthesis",
						"An expanded function argument (with ...) must be immediately followed by closing parentheses.",
						separator,
					);
				}
				if (separator.kind !== ",") throw this.#badCall(separator, first, open);
			}
			const close = this.next();
			const { start } = first;
			return {
				kind: "call",
				name,
				args,
				expand,
				nameSpan,
				close,
				start,
				end: close.end,
			};
		});
	}

	#badCall(found: Token, name: Token, open: Token): LanguageError {
		if (found.kind === "end") {
			return this.fail(
				"Unterminated function call",
				"There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.",
				{ start: name.start, end: open.end },
			);
		}
		return this.fail(
			"Missing argument separator",
			"A comma is required to separate each function argument from the next.",
			found,
		);
	}
}
