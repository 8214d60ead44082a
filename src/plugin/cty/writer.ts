/** Writes MessagePack in the shortest forms, as Terraform does. */
export class Writer {
	private bytes = Buffer.allocUnsafe(1024);
	private at = 0;

	/** Starts anew: the buffer is used again, unless it has become large. */
	reset(): this {
		this.at = 0;
		if (this.bytes.length > KEPT) this.bytes = Buffer.allocUnsafe(1024);
		return this;
	}

	/** A copy of what was written. */
	take(): Buffer {
		const out = Buffer.allocUnsafe(this.at);
		this.bytes.copy(out, 0, 0, this.at);
		return out;
	}

	nil(): this {
		this.byte(0xc0);
		return this;
	}

	bool(value: boolean): this {
		this.byte(value ? 0xc3 : 0xc2);
		return this;
	}

	/** Extension type 0 with one byte: an unknown value of which nothing else is said. */
	unknown(): this {
		this.raw(UNKNOWN_BYTES);
		return this;
	}

	array(length: number): this {
		this.head(length, 0x90, 16, 0xdc);
		return this;
	}

	map(length: number): this {
		this.head(length, 0x80, 16, 0xde);
		return this;
	}

	string(text: string): this {
		if (text.length < 32 && this.ascii(text)) return this;
		const size = Buffer.byteLength(text);
		if (size < 32) this.byte(0xa0 | size);
		else if (size < 0x100) this.byte2(0xd9, size);
		else this.sized(size, 0xda);
		this.room(size);
		this.at += this.bytes.write(text, this.at);
		return this;
	}

	binary(given: Buffer): this {
		if (given.length < 0x100) this.byte2(0xc4, given.length);
		else this.sized(given.length, 0xc5);
		this.raw(given);
		return this;
	}

	/** A whole number that a double keeps exactly. */
	integer(value: number): this {
		if (value >= -32 && value < 128) this.byte(value & 0xff);
		else if (value >= 0 && value < 0x100) this.byte2(0xcc, value);
		else if (value >= -0x80 && value < 0) this.byte2(0xd0, value & 0xff);
		else if (value >= 0 && value < 0x10000) this.two(0xcd, value);
		else if (value >= -0x8000 && value < 0) this.two(0xd1, value & 0xffff);
		else if (value >= 0 && value < 0x100000000) this.four(0xce, value);
		else if (value >= -0x80000000 && value < 0) this.four(0xd2, value >>> 0);
		else this.bigint(BigInt(value));
		return this;
	}

	/** A whole number from -2^63 to 2^64 - 1. */
	bigint(value: bigint): this {
		this.room(9);
		this.bytes[this.at] = value < 0n ? 0xd3 : 0xcf;
		if (value < 0n) this.bytes.writeBigInt64BE(value, this.at + 1);
		else this.bytes.writeBigUInt64BE(value, this.at + 1);
		this.at += 9;
		return this;
	}

	double(value: number): this {
		this.room(9);
		this.bytes[this.at] = 0xcb;
		this.bytes.writeDoubleBE(value, this.at + 1);
		this.at += 9;
		return this;
	}

	/** How many bytes were written. */
	get length(): number {
		return this.at;
	}

	/** Bytes that are MessagePack already. */
	raw(given: Buffer, start = 0, end = given.length): this {
		this.room(end - start);
		given.copy(this.bytes, this.at, start, end);
		this.at += end - start;
		return this;
	}

	/** Writes a short text, unless it has other characters than ASCII. */
	private ascii(text: string): boolean {
		const size = text.length;
		this.room(size + 1);
		const { bytes, at } = this;
		for (let i = 0; i < size; i++) {
			const code = text.charCodeAt(i);
			if (code > 0x7f) return false;
			bytes[at + 1 + i] = code;
		}
		bytes[at] = 0xa0 | size;
		this.at = at + 1 + size;
		return true;
	}

	private head(length: number, short: number, limit: number, long: number) {
		if (length < limit) this.byte(short | length);
		else this.sized(length, long);
	}

	/** A length of two or four bytes; the form with four has the next code. */
	private sized(size: number, code: number): void {
		if (size < 0x10000) this.two(code, size);
		else this.four(code + 1, size);
	}

	private byte(value: number): void {
		this.room(1);
		this.bytes[this.at++] = value;
	}

	private byte2(code: number, value: number): void {
		this.room(2);
		this.bytes[this.at++] = code;
		this.bytes[this.at++] = value;
	}

	private two(code: number, value: number): void {
		this.room(3);
		this.bytes[this.at] = code;
		this.bytes.writeUInt16BE(value, this.at + 1);
		this.at += 3;
	}

	private four(code: number, value: number): void {
		this.room(5);
		this.bytes[this.at] = code;
		this.bytes.writeUInt32BE(value, this.at + 1);
		this.at += 5;
	}

	private room(size: number): void {
		if (this.at + size <= this.bytes.length) return;
		const next = Buffer.allocUnsafe(
			Math.max(this.bytes.length * 2, this.at + size),
		);
		this.bytes.copy(next, 0, 0, this.at);
		this.bytes = next;
	}
}

const KEPT = 1 << 20;
const UNKNOWN_BYTES = Buffer.from([0xd4, 0, 0]);
