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
const NULL = Buffer.from("null").readUInt32BE();
// The bytes that end a run of a string that is copied as it is.
const SPECIAL = new Uint8Array(256);
SPECIAL.fill(1, 0, 0x20);
for (const byte of [QUOTE, BACKSLASH, 0x26, 0x3c, 0x3e, 0xe2])
	SPECIAL[byte] = 1;

/**
 * Walks through JSON bytes once, giving the parts that nobody looks into as compact text with their digits and key order.
 * `JSON.parse` would change long numbers and the order of keys like "10", and would build every attribute of every instance.
 */
export class JsonReader {
	#at = 0;
	#out = Buffer.allocUnsafe(4096);
	#length = 0;

	readonly bytes: Buffer;

	constructor(bytes: Uint8Array) {
		if (!isUtf8(bytes)) throw new JsonError(0, "the text is not UTF-8");
		this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	}

	/** What was made of texts that come again and again. */
	readonly seen = new Map<JsonText, unknown>();

	/** Position of the next byte. */
	get offset(): number {
		return this.#at;
	}

	/** Goes back to a position, to read what follows once more. */
	back(offset: number): void {
		this.#at = offset;
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
		const start = this.#at + 1;
		const end = this.#runEnd(start);
		// Most strings hold nothing special: what is between the quotes is the string.
		if (this.bytes[end] !== QUOTE) return JSON.parse(this.text());
		this.#at = end + 1;
		return this.bytes.toString("utf8", start, end);
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

	#reserve(size: number): void {
		if (this.#length + size <= this.#out.length) return;
		const larger = Buffer.allocUnsafe((this.#length + size) * 2);
		this.#out.copy(larger, 0, 0, this.#length);
		this.#out = larger;
	}

	#put(byte: number): void {
		this.#reserve(1);
		this.#out[this.#length++] = byte;
	}

	#putRun(start: number, end: number): void {
		this.#reserve(end - start);
		const [from, to] = [this.bytes, this.#out];
		let length = this.#length;
		// Calls into native code cost more than short loops.
		if (end - start > 64) {
			from.copy(to, length, start, end);
			length += end - start;
		} else {
			for (let i = start; i < end; i++) to[length++] = from[i] as number;
		}
		this.#length = length;
	}

	#runEnd(start: number): number {
		const { bytes } = this;
		let at = start;
		while (SPECIAL[bytes[at] as number] === 0) at++;
		return at;
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
		const { bytes } = this;
		const start = this.#at;
		let at = start;
		let byte = bytes[at];
		while (byte !== undefined && isScalarByte(byte)) byte = bytes[++at];
		const isNull = at - start === 4 && bytes.readUInt32BE(start) === NULL;
		if (!isNull && !SCALAR.test(bytes.toString("latin1", start, at))) {
			const cut = at >= bytes.length;
			throw new JsonError(
				start,
				cut ? "the text ends in the middle" : "a value was expected",
			);
		}
		this.#putRun(start, at);
		this.#at = at;
	}

	#copyString(): void {
		const { bytes } = this;
		this.#put(QUOTE);
		this.#at++;
		for (;;) {
			const start = this.#at;
			const end = this.#runEnd(start);
			this.#putRun(start, end);
			this.#at = end;
			const byte = bytes[end];
			if (byte === undefined || byte < 0x20) {
				this.fail("a string was not closed");
			}
			if (byte === QUOTE) break;
			if (byte === BACKSLASH) {
				this.#put(byte);
				this.#put(this.#escape());
			} else if (byte === 0xe2) {
				this.#copySeparator();
			} else {
				this.#putEscape(byte);
			}
			this.#at++;
		}
		this.#at++;
		this.#put(QUOTE);
	}

	// U+2028 and U+2029, which Go's encoder escapes, are E2 80 A8 and E2 80 A9.
	#copySeparator(): void {
		const [second, third] = this.bytes.subarray(this.#at + 1, this.#at + 3);
		if (second !== 0x80 || (third !== 0xa8 && third !== 0xa9)) {
			this.#put(0xe2);
			return;
		}
		this.#putEscape(0x2028 + third - 0xa8);
		this.#at += 2;
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

	#putEscape(code: number): void {
		this.#reserve(6);
		const text = `\\u${code.toString(16).padStart(4, "0")}`;
		this.#length += this.#out.write(text, this.#length, "latin1");
	}
}

function isScalarByte(byte: number): boolean {
	const isLetter = byte >= 0x61 && byte <= 0x7a;
	const isDigit = byte >= 0x30 && byte <= 0x39;
	return (
		isLetter ||
		isDigit ||
		byte === 0x2d ||
		byte === 0x2e ||
		byte === 0x2b ||
		byte === 0x45
	);
}
