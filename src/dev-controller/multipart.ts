import type { ParsedBody, UploadedFile } from "./body";

/** Splits a `multipart/form-data` body into text fields and files. */
export function parseMultipart(
	contentType: string,
	content: Buffer,
): ParsedBody {
	const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType);
	const files: UploadedFile[] = [];
	const body: Record<string, string> = {};
	if (!boundary) return { body, files };
	const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
	let at = content.indexOf(mark);
	while (at >= 0) {
		const start = at + mark.length;
		const end = content.indexOf(mark, start);
		if (end < 0) break;
		const part = content.subarray(start + 2, end - 2);
		const split = part.indexOf("\r\n\r\n");
		const head = part.subarray(0, split).toString("utf8");
		const field = /name="([^"]*)"/i.exec(head)?.[1];
		const name = /filename="([^"]*)"/i.exec(head)?.[1];
		if (split >= 0 && field !== undefined) {
			const value = part.subarray(split + 4);
			if (name === undefined) body[field] = value.toString("utf8");
			else files.push({ field, name, content: Buffer.from(value) });
		}
		at = end;
	}
	return { body, files };
}
