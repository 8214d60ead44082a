import type { ServerHttp2Stream } from "node:http2";

/** Status codes of gRPC that the plugin answers with. */
export const STATUS = {
	ok: 0,
	invalidArgument: 3,
	resourceExhausted: 8,
	unimplemented: 12,
	internal: 13,
} as const;

/** Ends a call with a status other than success. */
export class GrpcError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = "GrpcError";
	}
}

/**
 * Answers one call: takes the bytes of the request, gives those of the response. It is not told when its client gives the call up: Terraform
 * never does without stopping the whole run.
 */
export type Unary = (request: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const LARGEST = 256 * 1024 * 1024;
// The status is 200 where none is given; Node copies every header on a slow path.
const CONTENT = { "content-type": "application/grpc" };
// Nobody reads the date, which Node writes into every answer.
const OPTIONS = { waitForTrailers: true, sendDate: false };
const TRAILERS = { "grpc-status": String(STATUS.ok) };

/** Serves a call of one request and one response on a stream. */
export function serveUnary(
	stream: ServerHttp2Stream,
	path: string,
	handler: Unary | undefined,
): void {
	if (!handler) {
		const message = `unknown method ${path}`;
		refuse(stream, new GrpcError(STATUS.unimplemented, message));
		return;
	}
	let chunks: Buffer[] = [];
	let size = 0;
	stream.on("data", (chunk: Buffer) => {
		chunks.push(chunk);
		size += chunk.length;
		if (size <= LARGEST + 5) return;
		chunks = [];
		refuse(
			stream,
			new GrpcError(STATUS.resourceExhausted, "the request is too large"),
		);
	});
	stream.on("end", () => {
		if (!stream.headersSent) void answer(stream, handler, chunks);
	});
}

/** Opens a stream on which nothing is ever sent. */
export function holdOpen(stream: ServerHttp2Stream): void {
	stream.respond(CONTENT);
	stream.resume();
}

async function answer(
	stream: ServerHttp2Stream,
	handler: Unary,
	chunks: readonly Buffer[],
): Promise<void> {
	try {
		const data =
			chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
		const response = handler(unframe(data));
		respond(stream, response instanceof Promise ? await response : response);
	} catch (cause) {
		refuse(stream, cause);
	}
}

/** Takes the one message out of its frame: a flag, four bytes of length, the message. */
function unframe(data: Buffer): Uint8Array {
	if (data.length < 5 || data.readUInt32BE(1) !== data.length - 5)
		throw new GrpcError(STATUS.internal, "the request is cut off");
	if (data[0] !== 0)
		throw new GrpcError(STATUS.unimplemented, "the request is compressed");
	return data.subarray(5);
}

function respond(stream: ServerHttp2Stream, body: Uint8Array): void {
	if (stream.destroyed || stream.closed) return;
	stream.respond(CONTENT, OPTIONS);
	stream.on("wantTrailers", sendTrailers);
	const frame = Buffer.allocUnsafe(5 + body.length);
	frame[0] = 0;
	frame.writeUInt32BE(body.length, 1);
	frame.set(body, 5);
	stream.end(frame);
}

function sendTrailers(this: ServerHttp2Stream): void {
	this.sendTrailers(TRAILERS);
}

function refuse(stream: ServerHttp2Stream, cause: unknown): void {
	if (stream.destroyed || stream.closed || stream.headersSent) return;
	const status = statusOf(cause) ?? STATUS.internal;
	const message = cause instanceof Error ? cause.message : String(cause);
	stream.respond(
		{
			...CONTENT,
			"grpc-status": String(status),
			"grpc-message": encodeURIComponent(message),
		},
		{ endStream: true },
	);
	stream.resume();
}

/** The status that an error carries; the class is not asked, as the bundle has it twice. */
function statusOf(cause: unknown): number | undefined {
	return cause instanceof Error && cause.name === "GrpcError"
		? (cause as GrpcError).status
		: undefined;
}
