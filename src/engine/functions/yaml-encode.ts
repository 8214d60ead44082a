import { numText } from "../values/number";
import { stringValue, type Value } from "../values/value";

const WIDTH = 80;

/** Writes a wholly known value as YAML in the manner of Terraform: block style, strings in double quotes, those of several lines as blocks. */
export function encodeYaml(value: Value): string {
	const emitter = new Emitter();
	emitter.emitNode(value, -1, false);
	// A plain scalar alone leaves it open where the document ends.
	const { raw } = value;
	const open =
		typeof raw !== "string" && !Array.isArray(raw) && !(raw instanceof Map);
	return emitter.finish() + (open ? "...\n" : "");
}

const ESCAPES: Record<number, string> = {
	0: "0",
	7: "a",
	8: "b",
	9: "t",
	10: "n",
	11: "v",
	12: "f",
	13: "r",
	27: "e",
	34: '"',
	92: "\\",
	133: "N",
	160: "_",
	8232: "L",
	8233: "P",
};

// What a YAML emitter prints as it is; the byte order mark and line breaks are always escaped.
const PRINTABLE =
	/^[\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/;

class Emitter {
	#out = "";
	#column = 0;
	/** The line holds nothing but indentation and indicators such as `- `. */
	#indention = true;
	#whitespace = true;

	finish(): string {
		if (this.#column > 0) this.#newline();
		return this.#out;
	}

	#put(text: string): void {
		this.#out += text;
		const newline = text.lastIndexOf("\n");
		this.#column =
			newline === -1
				? this.#column + Array.from(text).length
				: Array.from(text.slice(newline + 1)).length;
	}

	#newline(): void {
		this.#put("\n");
	}

	#indent(indent: number): void {
		const wanted = Math.max(0, indent);
		if (
			!this.#indention ||
			this.#column > wanted ||
			(this.#column === wanted && !this.#whitespace)
		) {
			this.#newline();
		}
		this.#put(" ".repeat(Math.max(0, wanted - this.#column)));
		this.#whitespace = true;
		this.#indention = true;
	}

	#indicator(text: string, spaced: boolean, keepsIndention = false): void {
		if (spaced && !this.#whitespace) this.#put(" ");
		this.#put(text);
		this.#whitespace = false;
		this.#indention &&= keepsIndention;
	}

	emitNode(value: Value, indent: number, inMapping: boolean): void {
		const { raw } = value;
		if (Array.isArray(raw)) this.#sequence(raw, indent, inMapping);
		else if (raw instanceof Map) this.#mapping(value, indent);
		else this.#scalar(value, indent, false);
	}

	#sequence(
		elements: readonly Value[],
		indent: number,
		inMapping: boolean,
	): void {
		if (elements.length === 0) {
			this.#indicator("[]", true);
			return;
		}
		// A sequence right under a key is not indented.
		const flat = inMapping && !this.#indention;
		const inner = indent < 0 ? 0 : flat ? indent : indent + 2;
		for (const element of elements) {
			this.#indent(inner);
			this.#indicator("-", true, true);
			this.emitNode(element, inner, false);
		}
	}

	#mapping(value: Value, indent: number): void {
		if (value.members.size === 0) {
			this.#indicator("{}", true);
			return;
		}
		const inner = indent < 0 ? 0 : indent + 2;
		for (const key of value.keys) {
			this.#indent(inner);
			const simple = !isMultiline(key) && Buffer.byteLength(key) <= 128;
			if (simple) {
				this.#scalar(stringValue(key), inner, true);
				this.#indicator(":", false);
			} else {
				this.#indicator("?", true, true);
				this.#scalar(stringValue(key), inner, false);
				this.#indent(inner);
				this.#indicator(":", true, true);
			}
			this.emitNode(value.members.get(key) as Value, inner, true);
		}
	}

	#scalar(value: Value, indent: number, isKey: boolean): void {
		const { raw } = value;
		// A scalar's own lines are indented one level more than what holds it.
		const inner = indent < 0 ? 2 : indent + 2;
		if (typeof raw !== "string") {
			const text =
				raw === null
					? "null"
					: typeof raw === "boolean"
						? String(raw)
						: numText(value.num);
			this.#indicator(text, true);
		} else if (!isKey && raw.includes("\n") && allowsBlock(raw)) {
			this.#block(raw, inner);
		} else this.#quoted(raw, inner, isKey);
	}

	#block(text: string, indent: number): void {
		const hint = /^[ \n\r\u0085\u2028\u2029]/.test(text) ? "2" : "";
		const chomp = !/[\n\r\u0085\u2028\u2029]$/.test(text)
			? "-"
			: /^.?$|[\n\r\u0085\u2028\u2029].$/su.test(text)
				? "+"
				: "";
		this.#indicator(`|${hint}${chomp}`, true);
		this.#newline();
		this.#indention = true;
		this.#whitespace = true;
		let breaks = true;
		for (const char of text) {
			if (isMultiline(char)) {
				this.#put(char === "\n" ? char : `${char}`);
				if (char !== "\n") this.#column = 0;
				this.#indention = true;
				breaks = true;
				continue;
			}
			if (breaks) this.#indent(indent);
			this.#put(char);
			this.#indention = false;
			breaks = false;
		}
	}

	#quoted(text: string, indent: number, isKey: boolean): void {
		this.#indicator('"', true);
		const chars = Array.from(text);
		let afterSpace = false;
		chars.forEach((char, i) => {
			if (char !== " ") {
				this.#put(needsEscape(char) ? escaped(char) : char);
				afterSpace = false;
				return;
			}
			const inside = i > 0 && i < chars.length - 1;
			if (!isKey && !afterSpace && this.#column > WIDTH && inside) {
				this.#whitespace = false;
				this.#indention = false;
				this.#indent(indent);
				if (chars[i + 1] === " ") this.#put("\\");
			} else this.#put(" ");
			afterSpace = true;
		});
		this.#put('"');
		this.#whitespace = false;
		this.#indention = false;
	}
}

function isMultiline(text: string): boolean {
	return /[\n\r\u0085\u2028\u2029]/.test(text);
}

function needsEscape(char: string): boolean {
	return (
		char === '"' || char === "\\" || isMultiline(char) || !PRINTABLE.test(char)
	);
}

function escaped(char: string): string {
	const code = char.codePointAt(0) as number;
	const short = ESCAPES[code];
	if (short !== undefined) return `\\${short}`;
	const [letter, width] =
		code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
	return `\\${letter}${code
		.toString(16)
		.toUpperCase()
		.padStart(width as number, "0")}`;
}

/** A block cannot hold trailing spaces or characters that need escapes. */
function allowsBlock(text: string): boolean {
	if (/ $| [\n\r\u0085\u2028\u2029]/.test(text)) return false;
	for (const char of text) {
		if (!isMultiline(char) && !PRINTABLE.test(char)) return false;
	}
	return true;
}
