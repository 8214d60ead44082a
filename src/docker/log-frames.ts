const HEADER = 8;
/** A line that does not end is handed on in pieces of this size, in bytes. */
const MAX_LINE = 1 << 17;

/**
 * Reads the frames that the engine writes the log of a container in, and gives whole lines, each with its line feed, several at a time. The
 * lines of standard output and of standard error stay whole where they come interleaved; a last line without a line feed gets one.
 */
export async function* logFrames(
	chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
	const unfinished = new Map<number, Buffer>();
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of chunks) {
		rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
		while (rest.length >= HEADER) {
			const end = HEADER + rest.readUInt32BE(4);
			if (rest.length < end) break;
			const stream = rest[0] as number;
			const before = unfinished.get(stream);
			const content = rest.subarray(HEADER, end);
			const text = before ? Buffer.concat([before, content]) : content;
			const last = text.lastIndexOf(0x0a) + 1;
			const cut = last > 0 || text.length < MAX_LINE ? last : text.length;
			if (cut > 0) yield text.subarray(0, cut);
			unfinished.set(stream, Buffer.from(text.subarray(cut)));
			rest = rest.subarray(end);
		}
	}
	for (const text of unfinished.values())
		if (text.length > 0) yield Buffer.concat([text, Buffer.from("\n")]);
}
