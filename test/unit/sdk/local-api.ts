import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What a test lets happen to the next request for the configuration. */
export type Mishap =
	| { readonly kind: "delay"; readonly milliseconds: number }
	| { readonly kind: "drop" }
	| {
			readonly kind: "answer";
			readonly status: number;
			readonly text: string;
			readonly milliseconds?: number;
	  };

/** A stand-in for an agent's local API that can drop, delay and reorder. */
export class StandIn {
	/** The configuration text that it has now, which may differ from what it answers late. */
	config: string | undefined;
	/** The frames that clients sent on control sockets. */
	readonly controlFrames: number[] = [];
	readonly messageFrames: Buffer[] = [];
	readonly requests: { path: string; body: Record<string, unknown> }[] = [];
	readonly mishaps: Mishap[] = [];
	readonly answers = new Map<string, { status: number; body: unknown }>();
	readonly control = new Set<WebSocket>();
	readonly message = new Set<WebSocket>();
	/** Whether sockets are refused. */
	refuseSockets = false;
	private server: Server | undefined;
	private readonly connections = new Set<Socket>();
	port = 0;

	async start(): Promise<this> {
		const server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on("data", (chunk) => chunks.push(chunk));
			request.on("end", () => {
				const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
				const path = request.url ?? "";
				this.requests.push({ path, body });
				const send = (status: number, value: unknown) => {
					response.statusCode = status;
					response.end(
						typeof value === "string" ? value : JSON.stringify(value),
					);
				};
				const fixed = this.answers.get(path);
				if (fixed) return send(fixed.status, fixed.body);
				if (path !== "/v2/config/get") return send(404, " Request not found ");
				// What it answers is decided now, however late it is sent.
				const config = this.config;
				const answer = () =>
					config === undefined
						? send(400, `No configuration found for the id ${body.id}`)
						: send(200, { status: "okay", config });
				const mishap = this.mishaps.shift();
				if (!mishap) return answer();
				if (mishap.kind === "drop") return request.socket.destroy();
				if (mishap.kind === "delay")
					return setTimeout(answer, mishap.milliseconds);
				return setTimeout(
					() => send(mishap.status, mishap.text),
					mishap.milliseconds ?? 0,
				);
			});
		});
		const sockets = new WebSocketServer({ noServer: true });
		server.on("upgrade", (request: IncomingMessage, socket: Socket, head) => {
			if (this.refuseSockets) return socket.destroy();
			sockets.handleUpgrade(request, socket, head, (webSocket) => {
				const isControl = request.url?.startsWith("/v2/control/") ?? false;
				const set = isControl ? this.control : this.message;
				set.add(webSocket);
				webSocket.on("error", () => {});
				webSocket.on("close", () => set.delete(webSocket));
				webSocket.on("message", (data) => {
					const bytes = data as Buffer;
					if (isControl) this.controlFrames.push(bytes[0] ?? -1);
					else this.messageFrames.push(bytes);
				});
			});
		});
		server.on("connection", (socket) => {
			this.connections.add(socket);
			socket.on("close", () => this.connections.delete(socket));
		});
		await new Promise<void>((resolve) =>
			server.listen(this.port, "127.0.0.1", resolve),
		);
		this.port = (server.address() as AddressInfo).port;
		this.server = server;
		return this;
	}

	/** Changes the configuration and tells every control socket. */
	change(config: string): void {
		this.config = config;
		for (const socket of this.control) socket.send(Buffer.from([0x0c]));
	}

	/** Breaks every connection without a word. */
	breakAll(): void {
		for (const socket of this.connections) socket.destroy();
	}

	async stop(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		this.breakAll();
		if (server) await new Promise((resolve) => server.close(resolve));
	}
}

/** Waits until something holds; fails with what it was waiting for. */
export async function until(
	what: string,
	holds: () => boolean,
	milliseconds = 8_000,
): Promise<void> {
	const end = Date.now() + milliseconds;
	while (!holds()) {
		if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
