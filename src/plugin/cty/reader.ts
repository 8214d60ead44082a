import { CtyFault } from "./fault";

/** Reads MessagePack one item after the other; every method throws a CtyFault where the bytes hold something else, or end. */
export class Reader {
	private at = 0;
	private readonly bytes: Buffer;

	constructor(given: Uint8Array) {
		this.bytes = Buffer.isBuffer(given)
			? given
			: Buffer.from(given.buffer, given.byteOffset, given.length);
	}

	get atEnd(): boolean {
		return this.at >= this.bytes.length;
	}

	/** True, and past it, where a nil comes next. */
	nil(): boolean {
		if (this.bytes[this.at] !== 0xc0) return false;
		this.at++;
		return true;
	}

	/** True, and past it, where an extension comes next: an unknown value, with whatever is known about it. */
	extension(): boolean {
		const code = this.bytes[this.at] as number;
		if (code >= 0xd4 && code <= 0xd8) {
			this.skip(2 + (1 << (code - 0xd4)));
			return true;
		}
		if (code < 0xc7 || code > 0xc9) return false;
		const bytes = 1 << (code - 0xc7);
		this.need(1 + bytes);
		this.skip(2 + bytes + this.bytes.readUIntBE(this.at + 1, bytes));
		return true;
	}

	/** True, and past them, where these of the given bytes come next. */
	takes(given: Buffer, start = 0, end = given.length): boolean {
		const { bytes, at } = this;
		const next = at + end - start;
		if (next > bytes.length) return false;
		if (given.compare(bytes, at, next, start, end) !== 0) return false;
		this.at = next;
		return true;
	}

	bool(): boolean {
		const code = this.code();
		if (code === 0xc2 || code === 0xc3) return code === 0xc3;
		throw misfit("a bool", code);
	}

	string(): string {
		const code = this.code();
		if (code >= 0xa0 && code < 0xc0) return this.text(code & 0x1f);
		if (code >= 0xd9 && code <= 0xdb)
			return this.text(this.length(1 << (code - 0xd9)));
		throw misfit("a string", code);
	}

	/** Bytes, or a string's bytes. */
	binary(): Buffer {
		const code = this.code();
		let size: number;
		if (code >= 0xc4 && code <= 0xc6) size = this.length(1 << (code - 0xc4));
		else if (code >= 0xa0 && code < 0xc0) size = code & 0x1f;
		else if (code >= 0xd9 && code <= 0xdb)
			size = this.length(1 << (code - 0xd9));
		else throw misfit("bytes", code);
		this.need(size);
		this.at += size;
		return this.bytes.subarray(this.at - size, this.at);
	}

	array(): number {
		const code = this.code();
		if (code >= 0x90 && code < 0xa0) return code & 0x0f;
		if (code === 0xdc || code === 0xdd)
			return this.length(code === 0xdc ? 2 : 4);
		throw misfit("an array", code);
	}

	map(): number {
		const code = this.code();
		if (code >= 0x80 && code < 0x90) return code & 0x0f;
		if (code === 0xde || code === 0xdf)
			return this.length(code === 0xde ? 2 : 4);
		throw misfit("a map", code);
	}

	/** A number as it is written: a whole one as number or bigint, a float as `{ double }`, anything else as its digits. */
	number(): number | bigint | string | { readonly double: number } {
		const code = this.code();
		if (code < 0x80) return code;
		if (code >= 0xe0) return code - 0x100;
		if (code >= 0xcc && code <= 0xcf) return this.whole(code - 0xcc, false);
		if (code >= 0xd0 && code <= 0xd3) return this.whole(code - 0xd0, true);
		if (code === 0xca || code === 0xcb) {
			const size = code === 0xca ? 4 : 8;
			this.need(size);
			this.at += size;
			return {
				double:
					size === 4
						? this.bytes.readFloatBE(this.at - 4)
						: this.bytes.readDoubleBE(this.at - 8),
			};
		}
		if ((code >= 0xa0 && code < 0xc0) || (code >= 0xd9 && code <= 0xdb)) {
			this.at--;
			return this.string();
		}
		throw misfit("a number", code);
	}

	private whole(power: number, signed: boolean): number | bigint {
		const size = 1 << power;
		this.need(size);
		const at = this.at;
		this.at += size;
		if (size < 8)
			return signed
				? this.bytes.readIntBE(at, size)
				: this.bytes.readUIntBE(at, size);
		const long = signed
			? this.bytes.readBigInt64BE(at)
			: this.bytes.readBigUInt64BE(at);
		const near = Number(long);
		return Number.isSafeInteger(near) ? near : long;
	}

	private text(size: number): string {
		this.need(size);
		const at = this.at;
		this.at += size;
		return this.bytes.toString("utf8", at, this.at);
	}

	private length(bytes: number): number {
		this.need(bytes);
		this.at += bytes;
		return this.bytes.readUIntBE(this.at - bytes, bytes);
	}

	private code(): number {
		this.need(1);
		return this.bytes[this.at++] as number;
	}

	private skip(size: number): void {
		this.need(size);
		this.at += size;
	}

	private need(size: number): void {
		if (this.at + size > this.bytes.length)
			throw new CtyFault("the message ends in the middle of a value");
	}
}

const misfit = (wanted: string, code: number) =>
	new CtyFault(`${wanted} was expected, and 0x${code.toString(16)} came`);
