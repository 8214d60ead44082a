/** A place in the text of an expression: the offset in UTF-16 units from 0, line and column from 1, columns counted in characters. */
export interface SourcePosition {
	offset: number;
	line: number;
	column: number;
}

/** A stretch of the text of an expression; the end is the place behind its last character. */
export interface SourceRange {
	start: SourcePosition;
	end: SourcePosition;
}

/** A fault in an expression, found while parsing or evaluating it: what a diagnostic needs except where the expression itself stands. */
export class LanguageError extends Error {
	/** The whole text in which `range` counts, once known. */
	source: string | undefined;
	constructor(
		/** Short and fixed, without values of the user's. */
		readonly summary: string,
		/** Full sentences: what is wrong and what to do. */
		readonly detail: string,
		/** The part at fault, where it is known. */
		public range?: SourceRange,
		/** The path from the value of the whole expression to the part at fault, where that is of use (conversions of variables). */
		readonly path: readonly (string | number)[] = [],
	) {
		super(`${summary}: ${detail}`);
		this.name = "LanguageError";
	}
	/** The text at fault, or nothing where the place is not known. */
	get snippet(): string | undefined {
		return (
			this.range &&
			this.source?.slice(this.range.start.offset, this.range.end.offset)
		);
	}
}

/** Computes the range between two offsets of a text. */
export function rangeOf(
	source: string,
	start: number,
	end: number,
): SourceRange {
	return { start: positionOf(source, start), end: positionOf(source, end) };
}

function positionOf(source: string, offset: number): SourcePosition {
	const before = source.slice(0, offset);
	const lineStart = before.lastIndexOf("\n") + 1;
	let line = 1;
	for (
		let i = before.indexOf("\n");
		i !== -1;
		i = before.indexOf("\n", i + 1)
	) {
		line++;
	}
	const column = Array.from(before.slice(lineStart)).length + 1;
	return { offset, line, column };
}
