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
	/** The text of the expression and the part of it at fault, as far as known. */
	place: { source: string; start: number; end: number } | undefined;

	constructor(
		/** Short and fixed, without values of the user's. */
		readonly summary: string,
		/** Full sentences: what is wrong and what to do. */
		readonly detail: string,
	) {
		super(`${summary}: ${detail}`);
		this.name = "LanguageError";
	}

	/** Notes where the fault is, unless that is known already; gives the error itself. */
	at(source: string, span: { start: number; end: number }): this {
		this.place ??= { source, start: span.start, end: span.end };
		return this;
	}

	/** The whole text of the expression. */
	get source(): string | undefined {
		return this.place?.source;
	}

	/** The part at fault, in lines and columns of `source`. */
	get range(): SourceRange | undefined {
		return this.place && rangeOf(this.place.source, this.place);
	}

	/** The text at fault. */
	get snippet(): string | undefined {
		return this.place?.source.slice(this.place.start, this.place.end);
	}
}

/** Computes lines and columns of a stretch of a text. */
export function rangeOf(
	source: string,
	span: { start: number; end: number },
): SourceRange {
	return {
		start: positionOf(source, span.start),
		end: positionOf(source, span.end),
	};
}

function positionOf(source: string, offset: number): SourcePosition {
	const lines = source.slice(0, offset).split("\n");
	const column = Array.from(lines.at(-1) as string).length + 1;
	return { offset, line: lines.length, column };
}
