import { type JsonValue, parseJson } from "../../engine/values/json-text";

/** Parses a JSON object or array, long numbers in full; undefined where the text is anything else. */
export function parseJsonText(text: string): JsonValue | undefined {
	if (!/^[[{]/.test(text)) return undefined;
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

const ESCAPES: Record<string, string> = {
	"\u0007": "\\a",
	"\b": "\\b",
	"\f": "\\f",
	"\n": "\\n",
	"\r": "\\r",
	"\t": "\\t",
	"\v": "\\v",
	"\\": "\\\\",
	'"': '\\"',
};

/** Writes a string in quotes, as Terraform prints it in plans. */
export function quote(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape.
	const escaped = text.replace(/[\u0000-\u001f\u007f-\u009f"\\]/g, (c) => {
		const known = ESCAPES[c];
		if (known) return known;
		const code = c.charCodeAt(0).toString(16);
		return c < "\u0080"
			? `\\x${code.padStart(2, "0")}`
			: `\\u${code.padStart(4, "0")}`;
	});
	return `"${escaped}"`;
}

/** Writes the name of an attribute: in quotes unless it can stand alone. */
export function nameText(name: string): string {
	return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? name : quote(name);
}
