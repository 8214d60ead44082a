import { isUtf8 } from "node:buffer";
import type { JsonText } from "./json-text";

/** Says where JSON ends to be JSON, or to be what was expected; `offset` counts bytes. */
export class JsonError extends Error {
	constructor(
		readonly offset: number,
		message: string,
	) {
		super(message);
		this.name = "JsonError";
	}
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const MAX_DEPTH = 1000;
const ESCAPED = new Set(Buffer.from('"\\/bfnrtu'));
const SCALAR =
	/^(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const SEPARATOR = Buffer.from("2028", "latin1");

/**
 * Walks through JSON bytes once, giving the parts that nobody looks into as compact text with their digits and key order.
 * `JSON.parse` would change long numbers and the order of keys like "10", and would build every attribute of every instance.
 */
export class JsonReader {
	#at = 0;
	#out = Buffer.allocUnsafe(4096);
	#length = 0;

	constructor(readonly bytes: Uint8Array) {
		if (!isUtf8(bytes)) throw new JsonError(0, "the text is not UTF-8");
	}

	/** Position of the next byte. */
	get offset(): number {
		return this.#at;
	}

	/** Goes through an object: `visit` is called with each name and reads its value. Null is an empty object. */
	members(visit: (name: string) => void): void {
		if (this.isNull()) return;
		this.#expect(OPEN_OBJECT, "an object");
		if (this.#next() === CLOSE_OBJECT) {
			this.#at++;
			return;
		}
		do {
			const name = this.string();
			this.#expect(COLON, '":"');
			visit(name);
		} while (this.#more(CLOSE_OBJECT, '"," or "}"'));
	}

	/** Goes through an array: `visit` reads each element. Null is an empty array. */
	elements(visit: () => void): void {
		if (this.isNull()) return;
		this.#expect(OPEN_ARRAY, "an array");
		if (this.#next() === CLOSE_ARRAY) {
			this.#at++;
			return;
		}
		do visit();
		while (this.#more(CLOSE_ARRAY, '"," or "]"'));
	}

	/** Reads a string. */
	string(): string {
		if (this.#next() !== QUOTE) this.fail("a string was expected");
		const start = this.#at;
		const text = this.text();
		const end = this.#at;
		// Most strings hold no escape: what is between the quotes is the string.
		return text.length === end - start && !text.includes("\\")
			? text.slice(1, -1)
			: JSON.parse(text);
	}

	/** Reads a whole number that a JavaScript number holds exactly, not negative. */
	count(): number {
		const start = this.#at;
		const value = JSON.parse(this.text());
		if (!Number.isSafeInteger(value) || value < 0) {
			throw new JsonError(start, "a whole number was expected");
		}
		return value;
	}

	/** Reads true or false. */
	boolean(): boolean {
		const start = this.#at;
		const text = this.text();
		if (text !== "true" && text !== "false") {
			throw new JsonError(start, "true or false was expected");
		}
		return text === "true";
	}

	/** Reads any value as compact text. */
	text(): JsonText {
		this.#length = 0;
		this.#copy(0);
		return this.#out.toString("utf8", 0, this.#length);
	}

	/** Sees to it that nothing but white space is left. */
	end(): void {
		if (this.#next() !== undefined) this.fail("nothing more was expected");
	}

	/** Throws at the present position. */
	fail(message: string): never {
		throw new JsonError(
			this.#at,
			this.#at >= this.bytes.length ? "the text ends in the middle" : message,
		);
	}

	#next(): number | undefined {
		let byte = this.bytes[this.#at];
		while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
			byte = this.bytes[++this.#at];
		}
		return byte;
	}

	/** Steps over null where it is next. */
	isNull(): boolean {
		if (this.#next() !== 0x6e) return false;
		this.text();
		return true;
	}

	#expect(byte: number, what: string): void {
		if (this.#next() !== byte) this.fail(`${what} was expected`);
		this.#at++;
	}

	#more(close: number, what: string): boolean {
		const byte = this.#next();
		if (byte !== COMMA && byte !== close) this.fail(`${what} was expected`);
		this.#at++;
		return byte === COMMA;
	}

	#put(byte: number): void {
		if (this.#length === this.#out.length) {
			const larger = Buffer.allocUnsafe(this.#length * 2);
			this.#out.copy(larger);
			this.#out = larger;
		}
		this.#out[this.#length++] = byte;
	}

	#copy(depth: number): void {
		if (depth > MAX_DEPTH) this.fail("values are nested too deeply");
		const byte = this.#next();
		if (byte === QUOTE) this.#copyString();
		else if (byte === OPEN_OBJECT) this.#copyAll(CLOSE_OBJECT, depth);
		else if (byte === OPEN_ARRAY) this.#copyAll(CLOSE_ARRAY, depth);
		else this.#copyScalar();
	}

	#copyAll(close: number, depth: number): void {
		this.#put(this.bytes[this.#at++] as number);
		if (this.#next() === close) {
			this.#at++;
			this.#put(close);
			return;
		}
		const what = close === CLOSE_OBJECT ? '"," or "}"' : '"," or "]"';
		for (;;) {
			if (close === CLOSE_OBJECT) {
				if (this.#next() !== QUOTE) this.fail("a name was expected");
				this.#copyString();
				this.#expect(COLON, '":"');
				this.#put(COLON);
			}
			this.#copy(depth + 1);
			if (!this.#more(close, what)) break;
			this.#put(COMMA);
		}
		this.#put(close);
	}

	#copyScalar(): void {
		const start = this.#at;
		let byte = this.bytes[this.#at];
		while (
			byte !== undefined &&
			(byte === 0x2b || byte > COMMA) &&
			!isClose(byte)
		) {
			this.#put(byte);
			byte = this.bytes[++this.#at];
		}
		const text = Buffer.from(this.bytes.subarray(start, this.#at)).toString(
			"latin1",
		);
		if (!SCALAR.test(text)) {
			const cut = this.#at >= this.bytes.length;
			throw new JsonError(
				start,
				cut ? "the text ends in the middle" : "a value was expected",
			);
		}
	}

	#copyString(): void {
		const { bytes } = this;
		this.#put(QUOTE);
		for (;;) {
			const byte = bytes[++this.#at];
			if (byte === undefined || byte < 0x20)
				this.fail("a string was not closed");
			if (byte === QUOTE) break;
			if (byte === BACKSLASH) {
				this.#put(byte);
				this.#put(this.#escape());
			} else if (byte === 0x3c || byte === 0x3e || byte === 0x26) {
				this.#putEscape(Buffer.from(byte.toString(16).padStart(4, "0")));
			} else if (
				byte === 0xe2 &&
				bytes[this.#at + 1] === 0x80 &&
				(bytes[this.#at + 2] as number) >> 1 === 0x54
			) {
				// U+2028 and U+2029, which Go's encoder escapes.
				SEPARATOR[3] = (bytes[this.#at + 2] as number) - 0xa8 + 0x38;
				this.#putEscape(SEPARATOR);
				this.#at += 2;
			} else {
				this.#put(byte);
			}
		}
		this.#at++;
		this.#put(QUOTE);
	}

	#escape(): number {
		const byte = this.bytes[++this.#at] as number;
		if (!ESCAPED.has(byte)) this.fail("an escape was not valid");
		if (byte === 0x75) {
			if (this.#at + 5 > this.bytes.length) this.#at = this.bytes.length;
			const digits = Buffer.from(
				this.bytes.subarray(this.#at + 1, this.#at + 5),
			);
			if (!/^[\da-fA-F]{4}$/.test(digits.toString("latin1"))) {
				this.fail("an escape was not valid");
			}
		}
		return byte;
	}

	#putEscape(digits: Uint8Array): void {
		this.#put(BACKSLASH);
		this.#put(0x75);
		for (const digit of digits) this.#put(digit);
	}
}

function isClose(byte: number): boolean {
	return byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || byte === COLON;
}
