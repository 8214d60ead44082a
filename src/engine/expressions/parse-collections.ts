import type { Node, ObjectMember, Span } from "./ast";
import type { LanguageError } from "./errors";
import { isKeyword, type Token } from "./lexer";
import { type ExpressionReader, KEYWORDS } from "./reader";

/** Reads a tuple constructor, or a `for` expression in brackets. */
export function parseTuple(reader: ExpressionReader): Node {
	const open = reader.next();
	return reader.within(false, () => {
		if (isKeyword(reader.peek(), "for")) return parseFor(reader, open, "]");
		const elements: Node[] = [];
		while (reader.peek().kind !== "]") {
			elements.push(reader.parseExpression());
			const next = reader.peek();
			if (next.kind === ",") reader.next();
			else if (next.kind === "end") {
				throw reader.fail(
					"Unterminated tuple constructor expression",
					"There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.",
					open,
				);
			} else if (next.kind !== "]") {
				throw reader.fail(
					"Missing item separator",
					"Expected a comma to mark the beginning of the next item.",
					next,
				);
			}
		}
		const { end } = reader.next();
		return { kind: "tuple", elements, start: open.start, end };
	});
}

/** Reads an object constructor, or a `for` expression in braces. */
export function parseObject(reader: ExpressionReader): Node {
	const open = reader.next();
	if (isKeyword(reader.lexer.peek(false), "for")) {
		return reader.within(false, () => parseFor(reader, open, "}"));
	}
	return reader.within(true, () => {
		const members: ObjectMember[] = [];
		for (;;) {
			const next = reader.peek();
			if (next.kind === "newline") {
				reader.next();
				continue;
			}
			if (next.kind === "}") break;
			members.push(parseMember(reader, open));
			const after = reader.peek();
			if (after.kind === "}") break;
			if (after.kind === "," || after.kind === "newline") reader.next();
			else if (after.kind === "end") throw unterminated(reader, open);
			else {
				throw reader.fail(
					"Missing attribute separator",
					"Expected a newline or comma to mark the beginning of the next attribute.",
					after,
				);
			}
		}
		const { end } = reader.next();
		return { kind: "object", members, start: open.start, end };
	});
}

function unterminated(reader: ExpressionReader, open: Token): LanguageError {
	return reader.fail(
		"Unterminated object constructor expression",
		"There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
		open,
	);
}

function parseMember(reader: ExpressionReader, open: Token): ObjectMember {
	const key = reader.parseExpression();
	const separator = reader.peek();
	if (separator.kind !== "=" && separator.kind !== ":") {
		if (separator.kind === "end") throw unterminated(reader, open);
		if (separator.kind === "newline" || separator.kind === ",") {
			throw reader.fail(
				"Missing attribute value",
				'Expected an attribute value, introduced by an equals sign ("=").',
				separator,
			);
		}
		const hint =
			separator.kind === "identifier"
				? " If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal."
				: "";
		throw reader.fail(
			"Missing key/value separator",
			`Expected an equals sign ("=") to mark the beginning of the attribute value.${hint}`,
			separator,
		);
	}
	reader.next();
	return { key, bare: bareName(reader, key), value: reader.parseExpression() };
}

function bareName(reader: ExpressionReader, key: Node): ObjectMember["bare"] {
	if (key.kind === "variable") {
		return key.reference.steps.length > 0 ? "ambiguous" : [key.reference.root];
	}
	// The keywords true, false and null are names here; a quoted string is not.
	const text = reader.source.slice(key.start, key.end);
	return key.kind === "literal" && Object.hasOwn(KEYWORDS, text)
		? [text]
		: undefined;
}

function forFail(
	reader: ExpressionReader,
	detail: string,
	span: Span,
): LanguageError {
	return reader.fail("Invalid 'for' expression", detail, span);
}

function parseFor(
	reader: ExpressionReader,
	open: Token,
	closer: "]" | "}",
): Node {
	reader.next();
	const name = (detail: string) => {
		const token = reader.next();
		if (token.kind !== "identifier") throw forFail(reader, detail, token);
		return token.text;
	};
	let valueName = name("For expression requires variable name after 'for'.");
	let keyName: string | undefined;
	if (reader.peek().kind === ",") {
		reader.next();
		keyName = valueName;
		valueName = name(
			"For expression requires value variable name after comma.",
		);
	}
	const keyword = reader.next();
	if (!isKeyword(keyword, "in")) {
		throw forFail(
			reader,
			"For expression requires the 'in' keyword after its name declarations.",
			keyword,
		);
	}
	const collection = reader.parseExpression();
	const colon = reader.next();
	if (colon.kind !== ":") {
		throw forFail(
			reader,
			"For expression requires a colon after the collection expression.",
			colon,
		);
	}
	let value = reader.parseExpression();
	let key: Node | undefined;
	if (reader.peek().kind === "=>") {
		reader.next();
		key = value;
		value = reader.parseExpression();
	}
	const ellipsis = reader.peek().kind === "..." ? reader.next() : undefined;
	let condition: Node | undefined;
	if (isKeyword(reader.peek(), "if")) {
		reader.next();
		condition = reader.parseExpression();
	}
	const close = reader.next();
	if (close.kind !== closer) {
		throw forFail(
			reader,
			"Extra characters after the end of the 'for' expression.",
			close,
		);
	}
	if (closer === "]" && key !== undefined) {
		throw forFail(
			reader,
			"Key expression is not valid when building a tuple.",
			key,
		);
	}
	if (closer === "]" && ellipsis !== undefined) {
		throw forFail(
			reader,
			"Grouping ellipsis (...) cannot be used when building a tuple.",
			ellipsis,
		);
	}
	if (closer === "}" && key === undefined) {
		throw forFail(
			reader,
			"Key expression is required when building an object.",
			value,
		);
	}
	return {
		kind: "for",
		keyName,
		valueName,
		collection,
		key,
		value,
		condition,
		group: ellipsis !== undefined,
		start: open.start,
		end: close.end,
	};
}
