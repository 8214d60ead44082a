import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import { abortReason } from "./abort";
import type { SocketPlace } from "./client";
import { ControllerError } from "./errors";
import { classifyNetworkError } from "./network";
import type { Dialect } from "./types";
import { unsupportedObject } from "./wire";

/** Which part of the log of a microservice is wanted. */
export interface LogPart {
	readonly uuid: string;
	/** Of an application of the Controller's own. */
	readonly system?: boolean;
	/** How many of the last lines, 1 to 10,000; the Controller takes 100 where it is left out. */
	readonly tail?: number;
	/** Whether to go on with what is written from now on. */
	readonly follow: boolean;
	readonly since?: Date;
	readonly until?: Date;
}

/** A piece of a log, or what became of the session. */
export type LogEvent =
	| { readonly kind: "waiting" | "connected" }
	| { readonly kind: "lines"; readonly bytes: Buffer }
	| { readonly kind: "refused"; readonly why: string };

const LINE = 6;
const START = 7;
const STOP = 8;
const ERROR = 9;
const HANDSHAKE_MS = 20_000;
/** How often it is asked whether the other end is still there, in milliseconds. */
const PING_MS = 20_000;
/** The close code of every refusal, with a text for its reason. */
const REFUSED = 1008;
/** The Controller speaks of itself in a line of the log, before the agent has come. */
const NOTICE = /^Waiting for agent connection\./;

/** What a log is read with: a Controller's client. */
export interface LogClient {
	readonly url: string;
	dialect(signal?: AbortSignal): Promise<Dialect>;
	socket(path: string, signal?: AbortSignal): Promise<SocketPlace>;
}

interface Message {
	readonly type?: number;
	readonly data?: Uint8Array | string | null;
}

/**
 * Reads the log of a running microservice through a Controller of 3.7, which has its agent send it: at the earliest when that looks for changes
 * the next time. It ends with the log, and throws a ControllerError where the Controller refuses it or the connection breaks.
 */
export async function* logStream(
	client: LogClient,
	part: LogPart,
	signal: AbortSignal,
): AsyncGenerator<LogEvent> {
	const dialect = await client.dialect(signal);
	if (dialect !== "3.7") throw unsupportedObject("logs", dialect);
	const socket = await open(client, pathOf(part), signal);
	const pings = watch(socket);
	try {
		for await (const message of messages(client, socket, part, signal)) {
			const event = eventOf(message);
			if (event === "end") return;
			if (event) yield event;
		}
	} finally {
		clearInterval(pings);
		socket.terminate();
	}
}

function pathOf({ uuid, system, tail, follow, since, until }: LogPart): string {
	const query = new URLSearchParams({
		follow: String(follow),
		...(tail !== undefined && { tail: String(tail) }),
		...(since && { since: since.toISOString() }),
		...(until && { until: until.toISOString() }),
	});
	const kind = system ? "microservices/system" : "microservices";
	return `/${kind}/${encodeURIComponent(uuid)}/logs?${query}`;
}

function eventOf({ type, data }: Message): LogEvent | "end" | undefined {
	const bytes = Buffer.from((data ?? "") as string);
	if (type === STOP) return "end";
	if (type === ERROR) return { kind: "refused", why: bytes.toString().trim() };
	if (type === START)
		return bytes.includes("tailConfig") ? undefined : { kind: "connected" };
	if (type !== LINE || bytes.length === 0) return undefined;
	return NOTICE.test(bytes.subarray(0, 64).toString())
		? { kind: "waiting" }
		: { kind: "lines", bytes };
}

async function open(
	client: LogClient,
	path: string,
	signal: AbortSignal,
): Promise<WebSocket> {
	const { WebSocket } = require("ws") as typeof import("ws");
	const { url, options } = await client.socket(path, signal);
	const socket = new WebSocket(url, {
		...options,
		handshakeTimeout: HANDSHAKE_MS,
	});
	const cut = () => socket.terminate();
	signal.addEventListener("abort", cut, { once: true });
	const call = { method: "GET", url, base: client.url, write: false };
	try {
		await new Promise<void>((resolve, reject) => {
			socket.once("open", resolve);
			socket.once("error", reject);
			socket.once("unexpected-response", (_, { statusCode }: IncomingMessage) =>
				reject(
					new ControllerError(
						`The Controller at ${client.url} answers ${statusCode} where it should open a log session. Where a proxy stands before it, see that it lets WebSockets through.`,
						{ kind: "unreachable", method: "GET", url, status: statusCode },
					),
				),
			);
		});
	} catch (error) {
		if (signal.aborted) throw abortReason(signal);
		if (error instanceof ControllerError) throw error;
		throw classifyNetworkError(error, call);
	} finally {
		signal.removeEventListener("abort", cut);
		// What breaks later is told by the socket's end.
		socket.on("error", () => {});
	}
	return socket;
}

/** Ends a socket whose other end does not answer any more. */
function watch(socket: WebSocket): NodeJS.Timeout {
	let alive = true;
	socket.on("pong", () => {
		alive = true;
	});
	return setInterval(() => {
		if (!alive) return socket.terminate();
		alive = false;
		socket.ping();
	}, PING_MS);
}

/** What a socket says, until it is closed; reading slowly slows the other end down. */
async function* messages(
	client: LogClient,
	socket: WebSocket,
	part: LogPart,
	signal: AbortSignal,
): AsyncGenerator<Message> {
	const { decode } =
		require("@msgpack/msgpack") as typeof import("@msgpack/msgpack");
	const waiting: Buffer[] = [];
	let closed: { code: number; reason: string } | undefined;
	let wake = () => {};
	socket.on("message", (data) => {
		waiting.push(data as Buffer);
		if (waiting.length > 256) socket.pause();
		wake();
	});
	socket.once("close", (code, reason) => {
		closed = { code, reason: reason.toString() };
		wake();
	});
	const onAbort = () => wake();
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		for (;;) {
			if (signal.aborted) throw abortReason(signal);
			const next = waiting.shift();
			if (next) {
				yield decode(next) as Message;
				continue;
			}
			if (closed) break;
			socket.resume();
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
	const { code, reason } = closed;
	if (code === 1000 || code === 1005) return;
	throw code === REFUSED
		? refusal(client, part, reason)
		: new ControllerError(
				`The connection to the Controller at ${client.url} broke while a log was read. Run the command again; --since leaves out what was printed already.`,
				{ kind: "unreachable", method: "GET", url: client.url },
			);
}

function refusal(
	client: LogClient,
	{ uuid }: LogPart,
	reason: string,
): ControllerError {
	const fields = { method: "GET", url: client.url, controllerMessage: reason };
	if (/not running/i.test(reason))
		return new ControllerError(
			`The Controller hands out the logs of running microservices only, and this one is not. On its host:\n    docker logs iofog_${uuid}`,
			{ ...fields, kind: "unsupported" },
		);
	if (/not found: |is not found/i.test(reason))
		return new ControllerError(
			`The Controller at ${client.url} does not know the microservice ${uuid} any more.`,
			{ ...fields, kind: "not-found" },
		);
	// Lines pass over the Controller's own connection to its router.
	if (/router|ECONN|ENOTFOUND|certificate/i.test(reason))
		return new ControllerError(
			`The Controller at ${client.url} cannot relay logs: they pass over its default router, which it does not reach (${reason}). See that a router runs on a system agent of the Controller; until then, on the host of the microservice:\n    docker logs iofog_${uuid}`,
			{ ...fields, kind: "failed" },
		);
	if (/token|subject|authoriz|denied|permission/i.test(reason))
		return new ControllerError(
			`The Controller at ${client.url} does not let this user read logs: ${reason}. A role of theirs has to allow the verb get of the resource logs.`,
			{ ...fields, kind: "forbidden" },
		);
	return new ControllerError(
		`The Controller at ${client.url} refused the log: ${reason || "without a reason"}.`,
		{ ...fields, kind: "failed" },
	);
}
