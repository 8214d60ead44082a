import { quote } from "../values/strings";
import { LanguageError } from "./errors";

/** How literal text in a template is delimited: a whole string of a configuration, text in quotes, or a heredoc. */
export type LiteralMode = "bare" | "quoted" | "heredoc";

/** A piece of literal text; `~` markers trim white space in the neighbouring piece only, and a heredoc's lines are pieces. */
export interface LiteralPiece {
	text: string;
	start: number;
	end: number;
}

const RUN: Record<LiteralMode, RegExp> = {
	bare: /[^$%\r\n]*(?:\r(?!\n)[^$%\r\n]*)*(?:\r?\n)?/y,
	quoted: /(?:\\[^\r\n]|[^$%"\\\r\n])*/y,
	heredoc: /[^$%\r\n]*(?:\r(?!\n)[^$%\r\n]*)*(?:\r?\n)?/y,
};
const ESCAPE = /\\(?:u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|([\s\S]))/gu;
const SIMPLE: Record<string, string> = {
	n: "\n",
	r: "\r",
	t: "\t",
	'"': '"',
	"\\": "\\",
};

/** Reads the piece of literal text that starts at an offset, or gives nothing where there is none: a sequence, a closing quote or the end. */
export function readPiece(
	source: string,
	at: number,
	mode: LiteralMode,
): LiteralPiece | undefined {
	const char = source[at];
	if (char === undefined) return undefined;
	if (char === "$" || char === "%") {
		if (source[at + 1] === "{") return undefined;
		const escaped = source[at + 1] === char && source[at + 2] === "{";
		return escaped
			? { text: `${char}{`, start: at, end: at + 3 }
			: { text: char, start: at, end: at + 1 };
	}
	const pattern = RUN[mode];
	pattern.lastIndex = at;
	const raw = pattern.exec(source)?.[0] ?? "";
	if (raw === "") return undefined;
	return {
		text: mode === "quoted" ? resolveEscapes(raw, source, at) : raw,
		start: at,
		end: at + raw.length,
	};
}

function resolveEscapes(raw: string, source: string, start: number): string {
	if (!raw.includes("\\")) return raw;
	return raw.replace(ESCAPE, (whole, short, long, simple, offset: number) => {
		const span = {
			start: start + offset,
			end: start + offset + whole.length,
		};
		const fail = (detail: string) =>
			new LanguageError("Invalid escape sequence", detail).at(source, span);
		if (simple !== undefined) {
			const char = SIMPLE[simple];
			if (char !== undefined) return char;
			throw fail(
				`The symbol ${quote(simple)} is not a valid escape sequence selector.`,
			);
		}
		const hex = short ?? long;
		const wanted = short === undefined ? 8 : 4;
		if (hex.length !== wanted) {
			throw fail(
				wanted === 4
					? "The \\u escape sequence must be followed by four hexadecimal digits."
					: "The \\U escape sequence must be followed by eight hexadecimal digits.",
			);
		}
		const code = Number.parseInt(hex, 16);
		if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
			throw fail(
				`Cannot encode character U+${code.toString(16).padStart(4, "0")} in UTF-8.`,
			);
		}
		return String.fromCodePoint(code);
	});
}

// What Go takes for white space, which is a little more than JavaScript's \s and lacks U+FEFF.
const SPACE = "[\\t\\n\\v\\f\\r \\u0085\\u00a0\\p{Zs}\\u2028\\u2029]";
const LEADING = new RegExp(`^${SPACE}+`, "u");
const TRAILING = new RegExp(`${SPACE}+$`, "u");

/** Takes white space off the beginning. */
export const trimStart = (text: string) => text.replace(LEADING, "");
/** Takes white space off the end. */
export const trimEnd = (text: string) => text.replace(TRAILING, "");
