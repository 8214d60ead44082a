import type { IncomingMessage } from "node:http";
import { gunzipSync, inflateSync } from "node:zlib";
import { HtmlError } from "./http";
import { parseMultipart } from "./multipart";
import { parseQuery } from "./query-string";

/** The largest JSON or form body, in bytes; a larger one is answered with an HTML 413. */
export const BODY_LIMIT = 102_400;

/** An uploaded file of a multipart request. */
export interface UploadedFile {
	field: string;
	name: string;
	content: Buffer;
}

/** What a request carried: a parsed body (an empty object when there was none) and files by field. */
export interface ParsedBody {
	body: unknown;
	files: UploadedFile[];
}

async function read(request: IncomingMessage, limit: number): Promise<Buffer> {
	const announced = Number(request.headers["content-length"]);
	const chunks: Buffer[] = [];
	let length = 0;
	let tooLarge = announced > limit;
	for await (const chunk of request) {
		length += (chunk as Buffer).length;
		if (length > limit) tooLarge = true;
		if (!tooLarge) chunks.push(chunk as Buffer);
	}
	if (tooLarge)
		throw new HtmlError(
			413,
			"PayloadTooLargeError: request entity too large\n    at readStream (raw-body)",
		);
	return Buffer.concat(chunks);
}

function inflate(request: IncomingMessage, content: Buffer): Buffer {
	const encoding = (
		request.headers["content-encoding"] ?? "identity"
	).toLowerCase();
	if (encoding === "identity") return content;
	if (encoding === "gzip") return gunzipSync(content);
	if (encoding === "deflate") return inflateSync(content);
	throw new HtmlError(
		415,
		`UnsupportedMediaTypeError: unsupported content encoding "${encoding}"\n    at read (body-parser)`,
	);
}

/** What Node says of a text whose first character at `index` is no JSON, with that text put back. */
function complaint(text: string, index: number): string {
	const placeholder = "#".repeat(text.length - index);
	try {
		JSON.parse(text.slice(0, index) + placeholder);
	} catch (error) {
		return (error as Error).message.replace(/#+/g, (found) =>
			text.slice(index, index + found.length),
		);
	}
	return "strict violation";
}

function parseJson(text: string): unknown {
	if (text.length === 0) return {};
	const first = /^[ \t\n\r]*([^ \t\n\r])/.exec(text)?.[1];
	try {
		if (first !== undefined && first !== "{" && first !== "[")
			throw new SyntaxError(complaint(text, text.indexOf(first)));
		return JSON.parse(text);
	} catch (error) {
		throw new HtmlError(
			400,
			`SyntaxError: ${(error as Error).message}\n    at JSON.parse (<anonymous>)`,
		);
	}
}

/** Reads and parses the body of a request; unknown content types are read past and count as no body. */
export async function parseBody(request: IncomingMessage): Promise<ParsedBody> {
	const [type = "", ...parameters] = (request.headers["content-type"] ?? "")
		.split(";")
		.map((part) => part.trim());
	const kind = type.toLowerCase();
	const charset = parameters
		.map((p) => /^charset="?([^"]*)"?$/i.exec(p)?.[1]?.toLowerCase())
		.find((c) => c !== undefined);
	const isJson = kind === "application/json";
	if (isJson || kind === "application/x-www-form-urlencoded") {
		const allowed = isJson ? /^utf-/ : /^utf-8$/;
		if (charset !== undefined && !allowed.test(charset)) {
			request.resume();
			throw new HtmlError(
				415,
				`UnsupportedMediaTypeError: unsupported charset "${charset.toUpperCase()}"\n    at read (body-parser)`,
			);
		}
		const text = inflate(request, await read(request, BODY_LIMIT)).toString(
			"utf8",
		);
		if (text.length > BODY_LIMIT)
			throw new HtmlError(
				413,
				"PayloadTooLargeError: request entity too large",
			);
		return { body: isJson ? parseJson(text) : parseQuery(text), files: [] };
	}
	if (kind === "multipart/form-data") {
		const content = await read(request, 500 * 1024 * 1024);
		return parseMultipart(request.headers["content-type"] ?? "", content);
	}
	request.resume();
	await new Promise((resolve) =>
		request.once("close", resolve).once("end", resolve),
	);
	return { body: {}, files: [] };
}
