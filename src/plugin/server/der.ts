/** One value in the distinguished encoding of ASN.1: tag, length, content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
	const body = Buffer.concat(content);
	const { length } = body;
	const head =
		length < 0x80
			? [tag, length]
			: length < 0x100
				? [tag, 0x81, length]
				: [tag, 0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from(head), body]);
}

export const sequence = (...content: readonly Uint8Array[]) =>
	der(0x30, ...content);

export const set = (...content: readonly Uint8Array[]) => der(0x31, ...content);

/** A positive whole number, given as its bytes from the most significant on; its encoding has no needless zeros. */
export function integer(bytes: Uint8Array): Buffer {
	const first = bytes.findIndex((byte) => byte !== 0);
	const digits = bytes.subarray(first < 0 ? bytes.length - 1 : first);
	const sign = (digits[0] as number) >= 0x80 ? [0] : [];
	return der(0x02, Buffer.from(sign), digits);
}

export const bitString = (bytes: Uint8Array) =>
	der(0x03, Buffer.from([0]), bytes);

export const octetString = (...content: readonly Uint8Array[]) =>
	der(0x04, ...content);

export const utf8 = (text: string) => der(0x0c, Buffer.from(text));

/** A time as `YYYYMMDDHHMMSSZ`. */
export const time = (date: Date) =>
	der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\..*/g, "")}Z`));

/** An object identifier in its dotted form. */
export function identifier(dotted: string): Buffer {
	const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
	const bytes = [first * 40 + second];
	for (const arc of rest) {
		const septets = [arc & 0x7f];
		for (let left = arc >> 7; left > 0; left >>= 7)
			septets.unshift((left & 0x7f) | 0x80);
		bytes.push(...septets);
	}
	return der(0x06, Buffer.from(bytes));
}
