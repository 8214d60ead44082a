const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/** Takes compact JSON in pieces of any size and lays it out as Go's indenting encoder does, with two spaces a level. */
export class JsonWriter {
	#out: Buffer;
	#length = 0;
	#scratch = Buffer.allocUnsafe(16384);
	#depth = 0;
	#opened = false;
	#inString = false;
	#escaped = false;

	/** `size` is a guess at the number of bytes. */
	constructor(size = 65536) {
		this.#out = Buffer.allocUnsafe(size);
	}

	/** Adds the next piece. */
	add(text: string): void {
		if (this.#scratch.length < text.length * 3) {
			this.#scratch = Buffer.allocUnsafe(text.length * 3);
		}
		const end = this.#scratch.write(text, "utf8");
		let i = 0;
		while (i < end) {
			if (!this.#inString) this.#byte(this.#scratch[i++] as number);
			else i = this.#string(i, end);
		}
	}

	/** Gives all that was added, and a newline. */
	finish(): Buffer {
		this.#put(NEWLINE);
		return this.#out.subarray(0, this.#length);
	}

	#byte(byte: number): void {
		const closes = byte === 0x7d || byte === 0x5d;
		if (closes) this.#depth--;
		// An empty object or array stays on its line.
		if (closes !== this.#opened) this.#line();
		this.#opened = byte === 0x7b || byte === 0x5b;
		if (this.#opened) this.#depth++;
		this.#inString = byte === QUOTE;
		this.#put(byte);
		if (byte === 0x2c) this.#line();
		else if (byte === 0x3a) this.#put(SPACE);
	}

	// Copies up to the end of the string, or of the piece.
	#string(start: number, end: number): number {
		const scratch = this.#scratch;
		let at = start;
		let escaped = this.#escaped;
		for (; at < end; at++) {
			const byte = scratch[at];
			if (escaped) escaped = false;
			else if (byte === BACKSLASH) escaped = true;
			else if (byte === QUOTE) break;
		}
		this.#escaped = escaped;
		if (at < end) {
			this.#inString = false;
			at++;
		}
		this.#reserve(at - start);
		const out = this.#out;
		let length = this.#length;
		// Calls into native code cost more than short loops.
		if (at - start > 64) {
			length += scratch.copy(out, length, start, at);
		} else {
			for (let i = start; i < at; i++) out[length++] = scratch[i] as number;
		}
		this.#length = length;
		return at;
	}

	#line(): void {
		const width = 2 * this.#depth;
		this.#reserve(width + 1);
		this.#out[this.#length++] = NEWLINE;
		for (let i = 0; i < width; i++) this.#out[this.#length++] = SPACE;
	}

	#put(byte: number): void {
		this.#reserve(1);
		this.#out[this.#length++] = byte;
	}

	#reserve(size: number): void {
		if (this.#length + size <= this.#out.length) return;
		const larger = Buffer.allocUnsafe((this.#length + size) * 2);
		this.#out.copy(larger, 0, 0, this.#length);
		this.#out = larger;
	}
}
