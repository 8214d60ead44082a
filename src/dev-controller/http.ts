import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Text for the inside of an HTML element. */
export const escapeHtml = (text: string): string =>
	text
		.replace(/&/g, "&amp;")
		.replace(/</g, "&lt;")
		.replace(/>/g, "&gt;")
		.replace(/"/g, "&quot;")
		.replace(/'/g, "&#39;");

/** The page of an error that was raised before or outside a route: a status, and the text in a `<pre>`. */
export class HtmlError extends Error {
	constructor(
		readonly status: number,
		text: string,
	) {
		super(text);
	}
}

const SECURITY_HEADERS: Record<string, string> = {
	"Access-Control-Allow-Origin": "*",
	"X-DNS-Prefetch-Control": "off",
	"X-Frame-Options": "SAMEORIGIN",
	"Strict-Transport-Security": "max-age=15552000; includeSubDomains",
	"X-Download-Options": "noopen",
	"X-Content-Type-Options": "nosniff",
	"X-XSS-Protection": "1; mode=block",
};

/** Sets the headers that every response of the Controller carries. */
export function setCommonHeaders(response: ServerResponse): void {
	for (const [name, value] of Object.entries(SECURITY_HEADERS))
		response.setHeader(name, value);
}

/** Answers a CORS preflight, which never reaches a route. */
export function sendPreflight(
	request: IncomingMessage,
	response: ServerResponse,
): void {
	response.setHeader(
		"Access-Control-Allow-Methods",
		"GET,HEAD,PUT,PATCH,POST,DELETE",
	);
	response.setHeader("Vary", "Access-Control-Request-Headers");
	const asked = request.headers["access-control-request-headers"];
	if (asked) response.setHeader("Access-Control-Allow-Headers", asked);
	response.setHeader("Content-Length", "0");
	response.statusCode = 204;
	response.end();
}

/** Sends an HTML error page. */
export function sendHtml(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	text: string,
): void {
	const inner = escapeHtml(text)
		.replace(/\n/g, "<br>")
		.replace(/ {2}/g, " &nbsp;");
	const page = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${inner}</pre>\n</body>\n</html>\n`;
	response.statusCode = status;
	response.setHeader("Content-Security-Policy", "default-src 'none'");
	response.setHeader("Content-Type", "text/html; charset=utf-8");
	response.setHeader("Content-Length", Buffer.byteLength(page));
	response.end(request.method === "HEAD" ? undefined : page);
}

/** Sends a JSON body (or an empty one) with a weak ETag, and 304 to a reader that has it already. */
export function sendBody(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	body: unknown,
): void {
	response.statusCode = status;
	const hasBody = body !== undefined && body !== null;
	const text = Buffer.from(hasBody ? JSON.stringify(body) : "");
	if (hasBody)
		response.setHeader("Content-Type", "application/json; charset=utf-8");
	const tag =
		text.length === 0
			? 'W/"0-2jmj7l5rSw0yVb/vlWAYkK/YBwk"'
			: `W/"${text.length.toString(16)}-${createHash("sha1").update(text).digest("base64").slice(0, 27)}"`;
	response.setHeader("ETag", tag);
	const reads = request.method === "GET" || request.method === "HEAD";
	if (
		reads &&
		status >= 200 &&
		status < 300 &&
		matches(request.headers["if-none-match"], tag)
	) {
		response.statusCode = 304;
		response.removeHeader("Content-Type");
		response.end();
		return;
	}
	if (status === 204) {
		response.removeHeader("Content-Type");
		response.end();
		return;
	}
	response.setHeader("Content-Length", text.length);
	response.end(request.method === "HEAD" ? undefined : text);
}

function matches(header: string | undefined, tag: string): boolean {
	if (!header) return false;
	const plain = (text: string) => text.trim().replace(/^W\//, "");
	return (
		header.trim() === "*" ||
		header.split(",").some((candidate) => plain(candidate) === plain(tag))
	);
}
