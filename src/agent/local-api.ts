import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import { messageFromJson, messageToJson } from "../sdk/message-codec";
import type { ControlSockets } from "./control-sockets";
import type { MessageRouter } from "./message-router";

/** What the local API answers from. */
export interface LocalApiOptions {
	/** The configuration text of a microservice of this agent; undefined for any other uuid. */
	readonly configOf: (uuid: string) => string | undefined;
	/** Whether a caller at an address is the container of a microservice. */
	readonly isContainerOf: (uuid: string, address: string) => Promise<boolean>;
	readonly control: ControlSockets;
	/** Undefined where the Controller's version has no messages. */
	readonly messages: MessageRouter | undefined;
}

type Json = Record<string, unknown>;

/** An answer other than 200, in the words of the agents of ioFog. */
class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

const LIMIT = 16 * 1024 * 1024;
const SOCKET = /^\/v2\/(control|message)\/socket\/id\/([^/?]+)$/;

const addressOf = (request: IncomingMessage): string =>
	(request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");

async function bodyOf(request: IncomingMessage): Promise<Json> {
	const type = request.headers["content-type"] ?? "";
	if (!type.toLowerCase().startsWith("application/json"))
		throw new Refusal(400, " Incorrect content type ");
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += (chunk as Buffer).length;
		if (length > LIMIT) throw new Refusal(413, " The request is too large ");
		chunks.push(chunk as Buffer);
	}
	try {
		const body = JSON.parse(Buffer.concat(chunks).toString("utf8"));
		if (body !== null && typeof body === "object") return body as Json;
	} catch {
		// Said below, as for any other text.
	}
	throw new Refusal(400, " The body is no JSON object ");
}

/** The local API of an agent: what microservices ask for their configuration and messages. Each is answered to its own container only. */
export class LocalApi {
	private readonly server: Server;
	private readonly sockets = new WebSocketServer({
		noServer: true,
		maxPayload: LIMIT,
		perMessageDeflate: false,
		autoPong: false,
	});

	constructor(private readonly options: LocalApiOptions) {
		this.server = createServer((request, response) => {
			this.answer(request).then(
				(body) => send(response, 200, JSON.stringify(body)),
				(error: Error) => {
					const status = error instanceof Refusal ? error.status : 500;
					// The agents of ioFog repeat the status line in the body.
					send(response, status, `${error.message}\n${status}`);
				},
			);
		});
		this.server.on("upgrade", (request, socket, head) => {
			this.upgrade(request, socket as Socket, head).catch(() =>
				socket.destroy(),
			);
		});
	}

	/** Listens; resolves to the port. */
	async listen(host: string, port: number): Promise<number> {
		await new Promise<void>((resolve, reject) => {
			this.server.once("error", reject);
			this.server.listen(port, host, () => {
				this.server.off("error", reject);
				resolve();
			});
		});
		return (this.server.address() as AddressInfo).port;
	}

	/** Stops listening and drops every connection. */
	async close(): Promise<void> {
		for (const socket of this.sockets.clients) socket.terminate();
		if (!this.server.listening) return;
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
	}

	private async answer(request: IncomingMessage): Promise<Json> {
		const path = request.url ?? "";
		const handle = this.handlerOf(path);
		if (!handle) throw new Refusal(404, " Request not found ");
		if (request.method !== "POST")
			throw new Refusal(405, " Request method is not allowed ");
		const body = await bodyOf(request);
		const id = path === "/v2/messages/new" ? body.publisher : body.id;
		if (typeof id !== "string" || id === "")
			throw new Refusal(400, " The id of the microservice is missing ");
		await this.admit(id, addressOf(request));
		return handle(id, body);
	}

	/** Refuses a caller that is not the container of the microservice that it speaks for. */
	private async admit(id: string, address: string): Promise<void> {
		if (this.options.configOf(id) === undefined)
			throw new Refusal(400, `No configuration found for the id ${id}`);
		if (!(await this.options.isContainerOf(id, address)))
			throw new Refusal(403, ` ${address} is not the container of ${id} `);
	}

	private handlerOf(
		path: string,
	): ((id: string, body: Json) => Json) | undefined {
		const { messages, configOf } = this.options;
		if (path === "/v2/config/get")
			return (id) => ({ status: "okay", config: configOf(id) });
		if (!messages) return undefined;
		switch (path) {
			case "/v2/messages/new":
				return (id, body) => {
					for (const key of [
						"version",
						"infotype",
						"infoformat",
						"contentdata",
					])
						if (body[key] === undefined || body[key] === "")
							throw new Refusal(400, ` The message has no ${key} `);
					return {
						status: "okay",
						...messages.publish(id, messageFromJson(body)),
					};
				};
			case "/v2/messages/next":
				return (id) => {
					const list = messages.next(id).map(messageToJson);
					return { status: "okay", count: list.length, messages: list };
				};
			case "/v2/messages/query":
				return (id, body) => {
					const { timeframestart, timeframeend, publishers } = body;
					if (
						!Number.isFinite(timeframestart) ||
						!Number.isFinite(timeframeend) ||
						!Array.isArray(publishers)
					)
						throw new Refusal(
							400,
							" A query needs timeframestart, timeframeend and publishers ",
						);
					const list = messages
						.query(
							id,
							timeframestart as number,
							timeframeend as number,
							publishers,
						)
						.map(messageToJson);
					return {
						status: "okay",
						count: list.length,
						timeframestart,
						timeframeend,
						messages: list,
					};
				};
			default:
				return undefined;
		}
	}

	private async upgrade(
		request: IncomingMessage,
		socket: Socket,
		head: Buffer,
	): Promise<void> {
		const { control, messages } = this.options;
		socket.on("error", () => socket.destroy());
		const [, kind, text = ""] = SOCKET.exec(request.url ?? "") ?? [];
		try {
			if (!kind || (kind === "message" && !messages))
				throw new Refusal(404, " Request not found ");
			const id = decodeURIComponent(text);
			await this.admit(id, addressOf(request));
			this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
				webSocket.on("error", () => webSocket.terminate());
				webSocket.on("ping", (payload) =>
					// The agents of ioFog answer their own ping, one byte 9, with one byte 10.
					webSocket.pong(
						payload.length === 1 && payload[0] === 0x09
							? Buffer.from([0x0a])
							: payload,
					),
				);
				if (kind === "control") control.add(id, webSocket);
				else messages?.add(id, webSocket);
			});
		} catch (error) {
			const status = error instanceof Refusal ? error.status : 400;
			const { message } = error as Error;
			socket.end(
				`HTTP/1.1 ${status} ${message.trim()}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
			);
		}
	}
}

function send(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, {
		"Content-Type": status === 200 ? "application/json" : "text/plain",
		"Content-Length": Buffer.byteLength(text),
	});
	response.end(text);
}
