import type { Duplex } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** What a command in a container gave. */
export interface Executed {
	readonly exitCode: number;
	/** What it wrote on standard output and standard error, in the order in which it came, at most the last 64 KiB. */
	readonly output: string;
}

const MOST = 64 * 1024;

/** Writes `input` to a command, says that this is all, and reads what it says until its end; the stream is the engine's, with a frame around each piece. */
export function converse(
	stream: Duplex,
	head: Buffer,
	input: string | undefined,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const decoder = new StringDecoder("utf8");
		let rest = Buffer.alloc(0);
		let text = "";
		const read = (chunk: Buffer) => {
			rest = Buffer.concat([rest, chunk]);
			while (rest.length >= 8) {
				const size = rest.readUInt32BE(4);
				if (rest.length < 8 + size) break;
				text += decoder.write(rest.subarray(8, 8 + size));
				rest = rest.subarray(8 + size);
			}
			if (text.length > MOST) text = text.slice(-MOST);
		};
		if (head.length > 0) read(head);
		stream.on("data", read);
		stream.once("end", () => resolve(text));
		stream.once("close", () => resolve(text));
		stream.once("error", reject);
		stream.end(input ?? "");
	});
}
