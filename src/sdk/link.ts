import WebSocket from "ws";
import { Backoff } from "./backoff";
import { SdkError } from "./errors";

/** What a link does with its connection. */
export interface LinkHandlers {
	/** Called each time that the connection stands. */
	onOpen(): void;
	/** Called with each binary frame; `reply` answers on the connection that it came on, and does nothing once that is gone. */
	onFrame(frame: Buffer, reply: (frame: Buffer) => void): void;
	/** Told of each loss of the connection, and of the first of several attempts that fail alike. */
	onError(error: Error): void;
}

/** How often a silent connection is asked for a sign of life, in milliseconds; one that gives none until the next time is dropped. */
const HEARTBEAT_MS = 10_000;
/** A connection that stands this long counts as a success, in milliseconds. */
const STEADY_MS = 2_000;
/** The payload that the agents of ioFog expect in a ping. */
const PING = Buffer.from([0x09]);

/** A WebSocket that is there again after every loss, until it is closed. */
export class Link {
	private socket: WebSocket | undefined;
	private timer: NodeJS.Timeout | undefined;
	private closed = false;
	private complaint = "";
	private readonly backoff = new Backoff(100, 10_000);

	constructor(
		private readonly url: string,
		private readonly handlers: LinkHandlers,
	) {
		this.connect();
	}

	/** Drops the connection for good. */
	close(): void {
		this.closed = true;
		clearTimeout(this.timer);
		this.socket?.terminate();
	}

	private connect(): void {
		const socket = new WebSocket(this.url, {
			handshakeTimeout: 10_000,
			perMessageDeflate: false,
			maxPayload: 64 * 1024 * 1024,
		});
		this.socket = socket;
		let alive = true;
		let why: Error | undefined;
		let heartbeat: NodeJS.Timeout | undefined;
		let steady: NodeJS.Timeout | undefined;
		socket.on("open", () => {
			steady = setTimeout(() => {
				this.backoff.reset();
				this.complaint = "";
			}, STEADY_MS);
			heartbeat = setInterval(() => {
				if (!alive) return socket.terminate();
				alive = false;
				socket.ping(PING);
			}, HEARTBEAT_MS);
			this.handlers.onOpen();
		});
		socket.on("pong", () => {
			alive = true;
		});
		socket.on("ping", () => {
			alive = true;
		});
		socket.on("message", (data) => {
			alive = true;
			const frame = Array.isArray(data)
				? Buffer.concat(data)
				: Buffer.from(data as Buffer);
			this.handlers.onFrame(frame, (reply) => {
				if (socket.readyState === WebSocket.OPEN) socket.send(reply);
			});
		});
		socket.on("error", (error) => {
			why = error;
		});
		socket.on("close", () => {
			clearInterval(heartbeat);
			clearTimeout(steady);
			if (this.closed) return;
			this.complain(why);
			this.timer = setTimeout(() => this.connect(), this.backoff.take());
		});
	}

	private complain(why: Error | undefined): void {
		const text = `The connection to ${this.url} is lost (${why?.message ?? "closed by the agent"}); it is tried again.`;
		if (text === this.complaint) return;
		this.complaint = text;
		this.handlers.onError(new SdkError("unreachable", text, why));
	}
}
