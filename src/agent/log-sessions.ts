import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import { type Engine, EngineError, logFrames } from "../docker";
import type { ControllerLink } from "./controller";
import { type LogSession, logSessionList } from "./wire";

const LINE = 6;
const START = 7;
const STOP = 8;
const ERROR = 9;
/** How many logs are sent at a time; the others wait for the next look. */
const AT_ONCE = 16;
/** The Controller takes messages of a megabyte; smaller ones arrive sooner. */
const MAX_DATA = 1 << 16;
const HANDSHAKE_MS = 10_000;

/** What log sessions need of the agent. */
export interface LogSessionsOptions {
	readonly link: ControllerLink;
	readonly engine: Engine;
	/** The id of the container of a microservice; undefined while it has none. */
	readonly containerOf: (uuid: string) => string | undefined;
	readonly log: (line: string) => void;
}

/** Hands the logs of containers to the users who ask the Controller for them (3.7), one socket for each session. */
export class LogSessions {
	private readonly running = new Map<string, AbortController>();
	/** Sessions that got all they asked for, until the Controller lists them no more. */
	private readonly done = new Set<string>();
	/** Up to when a session that broke off had been served, in milliseconds since 1970. */
	private readonly servedUntil = new Map<string, number>();
	private readonly ends = new Set<Promise<void>>();

	constructor(private readonly options: LogSessionsOptions) {}

	/** Asks which logs are wanted, begins with those that are new and ends those that nobody wants any more. Rejects where the Controller does not tell. */
	async look(): Promise<void> {
		const { link } = this.options;
		const wanted = logSessionList(await link.get("logs/sessions"));
		const ids = new Set(wanted.map(({ id }) => id));
		for (const [id, abort] of this.running) if (!ids.has(id)) abort.abort();
		for (const known of [this.done, this.servedUntil])
			for (const id of [...known.keys()]) if (!ids.has(id)) known.delete(id);
		for (const session of wanted) {
			const { id } = session;
			if (this.done.has(id) || this.running.has(id)) continue;
			if (this.running.size >= AT_ONCE) break;
			const abort = new AbortController();
			this.running.set(id, abort);
			const end = this.serve(session, abort.signal).finally(() => {
				this.running.delete(id);
				this.ends.delete(end);
			});
			this.ends.add(end);
		}
	}

	/** Ends all sessions. */
	async close(): Promise<void> {
		for (const abort of this.running.values()) abort.abort();
		await Promise.all(this.ends);
	}

	private async serve(session: LogSession, signal: AbortSignal): Promise<void> {
		const { link, log } = this.options;
		const { id, microservice, agent } = session;
		const whose = microservice
			? `microservice/${microservice}`
			: `iofog/${agent}`;
		let socket: WebSocket | undefined;
		const over = new AbortController();
		const stop = () => over.abort();
		signal.addEventListener("abort", stop, { once: true });
		try {
			socket = await connect(link, `logs/${whose}/${id}`, over.signal);
			socket.once("close", stop);
			await this.pour(session, socket, over.signal);
			if (!over.signal.aborted) this.done.add(id);
		} catch (error) {
			// Who does not read on any more needs no explanation.
			if (!over.signal.aborted)
				log(
					`A log that was asked for is not sent: ${(error as Error).message}`,
				);
		} finally {
			signal.removeEventListener("abort", stop);
			socket?.close(1000);
		}
	}

	/** Sends a log until its end. */
	private async pour(
		session: LogSession,
		socket: WebSocket,
		signal: AbortSignal,
	): Promise<void> {
		const { engine, containerOf } = this.options;
		const { id, microservice, agent } = session;
		// Loaded here, as most agents never send a log.
		const { encode } =
			require("@msgpack/msgpack") as typeof import("@msgpack/msgpack");
		const send = (type: number, data: Uint8Array | string) =>
			new Promise<void>((resolve, reject) => {
				const message = {
					type,
					data: Buffer.from(data as string),
					sessionId: id,
					...(microservice
						? { microserviceUuid: microservice }
						: { iofogUuid: agent }),
					timestamp: Date.now(),
				};
				socket.send(encode(message), (error) =>
					error ? reject(error) : resolve(),
				);
			});
		const refuse = async (why: string) => {
			await send(ERROR, why);
			await send(STOP, "");
		};
		if (!microservice)
			return refuse(
				"this agent writes its own log where it was started; it hands out those of microservices",
			);
		const container = containerOf(microservice);
		if (!container) return refuse("it has no container at the moment");
		let answer: IncomingMessage;
		try {
			answer = await engine.logs(container, this.partOf(session), signal);
		} catch (error) {
			if (!(error instanceof EngineError)) throw error;
			return refuse(error.message);
		}
		await send(START, "");
		for await (const lines of logFrames(answer)) {
			for (let at = 0; at < lines.length; at += MAX_DATA)
				await send(LINE, lines.subarray(at, at + MAX_DATA));
			this.servedUntil.set(id, Date.now());
		}
		await send(STOP, "");
	}

	private partOf({ id, tail, follow, since, until }: LogSession) {
		const served = this.servedUntil.get(id);
		const seconds = (time: number | undefined) =>
			time === undefined ? "" : String(time / 1000);
		return {
			follow: follow ? "1" : "0",
			tail: served === undefined ? String(tail) : "all",
			since: seconds(served ?? since),
			until: seconds(until),
		};
	}
}

async function connect(
	link: ControllerLink,
	path: string,
	signal: AbortSignal,
): Promise<WebSocket> {
	const { WebSocket } = require("ws") as typeof import("ws");
	const { url, headers } = link.socket(path);
	const socket = new WebSocket(url, {
		headers,
		handshakeTimeout: HANDSHAKE_MS,
	});
	const cut = () => socket.terminate();
	signal.addEventListener("abort", cut, { once: true });
	await new Promise<void>((resolve, reject) => {
		socket.once("open", resolve);
		socket.once("error", reject);
	}).finally(() => signal.removeEventListener("abort", cut));
	// A socket that breaks is closed, which ends what was going on.
	socket.on("error", () => socket.terminate());
	return socket;
}
