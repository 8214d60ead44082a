/** A file of an archive. */
export interface TarFile {
	/** Path inside, at most 99 bytes. */
	readonly path: string;
	readonly content: string | Buffer;
}

const BLOCK = 512;

/** Writes files as a tar archive (ustar), in their order; readable by all, and without a time, so that equal files give equal bytes. */
export function tarOf(files: readonly TarFile[]): Buffer {
	const parts: Buffer[] = [];
	for (const { path, content } of files) {
		const bytes = Buffer.from(content as string);
		parts.push(headerOf(path, bytes.length), bytes);
		parts.push(Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
	}
	return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf(path: string, size: number): Buffer {
	if (Buffer.byteLength(path) > 99)
		throw new Error(`${path} is too long for an archive`);
	const header = Buffer.alloc(BLOCK);
	const octal = (value: number, length: number) =>
		`${value.toString(8).padStart(length - 1, "0")}\0`;
	header.write(path, 0);
	header.write(octal(0o644, 8), 100);
	header.write(octal(0, 8), 108);
	header.write(octal(0, 8), 116);
	header.write(octal(size, 12), 124);
	header.write(octal(0, 12), 136);
	// The sum is taken with spaces in its own place.
	header.write("        ", 148);
	header.write("0", 156);
	header.write("ustar\0" + "00", 257);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
	return header;
}
