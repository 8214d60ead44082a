/** Compares two strings in the order of their UTF-8 bytes, which is Terraform's order everywhere. */
export function compareStrings(a: string, b: string): number {
	if (a === b) return 0;
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const x = a.charCodeAt(i);
		const y = b.charCodeAt(i);
		if (x !== y) {
			// Surrogates stand for code points above all others, yet their own codes are lower than U+E000..U+FFFF.
			const xHigh = x >= 0xd800 && x < 0xe000;
			const yHigh = y >= 0xd800 && y < 0xe000;
			return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
		}
	}
	return a.length - b.length;
}

/** Brings a string into the one form that values have: Unicode NFC, lone surrogates replaced by U+FFFD. */
export function normalize(text: string): string {
	// Everything below U+0300 is in normal form, and nearly every string is of that.
	for (let i = 0; i < text.length; i++) {
		if (text.charCodeAt(i) >= 0x300) {
			return text.replace(/\p{Surrogate}/gu, "\ufffd").normalize("NFC");
		}
	}
	return text;
}

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Splits a string into what a reader sees as characters (grapheme clusters). */
export function graphemes(text: string): string[] {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: only CR LF joins two of these characters into one
	if (/^[\u0000-\u000c\u000e-\u02ff]*$/.test(text)) return text.split("");
	return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

// What Go's %q does not print as is: separators other than the space, controls, format characters, unassigned.
const UNPRINTABLE = /[\p{Z}\p{C}]/u;
const ESCAPES: Record<string, string> = {
	"\u0007": "\\a",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\v": "\\v",
	'"': '\\"',
	"\\": "\\\\",
};

/** Quotes a string as Terraform's error messages do (Go's `%q`). */
export function quote(text: string): string {
	if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
	let quoted = "";
	for (const char of text) {
		const code = char.codePointAt(0) as number;
		if (ESCAPES[char] !== undefined) quoted += ESCAPES[char];
		else if (char === " " || !UNPRINTABLE.test(char)) quoted += char;
		else if (code < 0x80) quoted += `\\x${code.toString(16).padStart(2, "0")}`;
		else if (code < 0x10000) {
			quoted += `\\u${code.toString(16).padStart(4, "0")}`;
		} else quoted += `\\U${code.toString(16).padStart(8, "0")}`;
	}
	return `"${quoted}"`;
}
