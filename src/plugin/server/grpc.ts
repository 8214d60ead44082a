import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";

/** Status codes of gRPC that the plugin answers with. */
export const STATUS = {
	ok: 0,
	cancelled: 1,
	unknown: 2,
	invalidArgument: 3,
	deadlineExceeded: 4,
	resourceExhausted: 8,
	unimplemented: 12,
	internal: 13,
	unavailable: 14,
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

/** What a handler may know of its call: `signal` is aborted when nobody waits any more, and made when it is first asked for. */
export type Call = Pick<AbortController, "signal">;

/** Answers one call: takes the bytes of the request, gives those of the response. */
export type Unary = (
	request: Uint8Array,
	call: Call,
) => Uint8Array | Promise<Uint8Array>;

const LARGEST = 256 * 1024 * 1024;
const CONTENT = { ":status": 200, "content-type": "application/grpc" };

/** Serves a call of one request and one response on a stream. */
export async function serveUnary(
	stream: ServerHttp2Stream,
	headers: IncomingHttpHeaders,
	handler: Unary | undefined,
): Promise<void> {
	const abort = new AbortController();
	let answered = false;
	// Most calls are never given up; aborting one that has its answer would cost more than decoding it.
	stream.on("close", () => {
		if (!answered) abort.abort();
	});
	const timer = deadline(headers["grpc-timeout"], abort);
	try {
		if (!handler)
			throw new GrpcError(
				STATUS.unimplemented,
				`unknown method ${headers[":path"]}`,
			);
		const response = await handler(await readRequest(stream), abort);
		answered = true;
		if (timer && statusOf(abort.signal.reason)) throw abort.signal.reason;
		respond(stream, response);
	} catch (cause) {
		refuse(stream, cause);
	} finally {
		clearTimeout(timer);
	}
}

/** Opens a stream on which nothing is ever sent. */
export function holdOpen(stream: ServerHttp2Stream): void {
	stream.respond(CONTENT);
	stream.resume();
}

function readRequest(stream: ServerHttp2Stream): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		let ended = false;
		stream.on("data", (chunk: Buffer) => {
			chunks.push(chunk);
			size += chunk.length;
			if (size > LARGEST + 5)
				reject(
					new GrpcError(STATUS.resourceExhausted, "the request is too large"),
				);
		});
		stream.on("error", reject);
		stream.on("close", () => {
			if (!ended)
				reject(new GrpcError(STATUS.cancelled, "the call was given up"));
		});
		stream.on("end", () => {
			ended = true;
			try {
				resolve(
					unframe(
						chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
					),
				);
			} catch (cause) {
				reject(cause);
			}
		});
	});
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
	stream.respond(CONTENT, { waitForTrailers: true });
	stream.on("wantTrailers", () =>
		stream.sendTrailers({ "grpc-status": String(STATUS.ok) }),
	);
	const frame = Buffer.allocUnsafe(5 + body.length);
	frame[0] = 0;
	frame.writeUInt32BE(body.length, 1);
	frame.set(body, 5);
	stream.end(frame);
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

const UNITS: Readonly<Record<string, number>> = {
	H: 3_600_000,
	M: 60_000,
	S: 1000,
	m: 1,
	u: 1e-3,
	n: 1e-6,
};

function deadline(
	text: string | string[] | undefined,
	abort: AbortController,
): NodeJS.Timeout | undefined {
	const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(String(text)) ?? [];
	if (!digits || !unit) return undefined;
	const ms = Number(digits) * (UNITS[unit] as number);
	// Longer than timers go means never.
	if (ms > 0x7fffffff) return undefined;
	return setTimeout(
		() =>
			abort.abort(
				new GrpcError(STATUS.deadlineExceeded, "the time for the call is over"),
			),
		ms,
	);
}
