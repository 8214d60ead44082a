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
		for (let i = 0; i < end; i++) this.#byte(this.#scratch[i] as number);
	}

	/** Gives all that was added, and a newline. */
	finish(): Buffer {
		this.#put(NEWLINE);
		return this.#out.subarray(0, this.#length);
	}

	#byte(byte: number): void {
		if (this.#inString) {
			this.#put(byte);
			if (this.#escaped) this.#escaped = false;
			else if (byte === BACKSLASH) this.#escaped = true;
			else if (byte === QUOTE) this.#inString = false;
			return;
		}
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

	#line(): void {
		this.#put(NEWLINE);
		for (let i = 0; i < this.#depth; i++) {
			this.#put(SPACE);
			this.#put(SPACE);
		}
	}

	#put(byte: number): void {
		if (this.#length === this.#out.length) {
			const larger = Buffer.allocUnsafe(this.#length * 2);
			this.#out.copy(larger);
			this.#out = larger;
		}
		this.#out[this.#length++] = byte;
	}
}
