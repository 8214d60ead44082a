import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { Controller, type ControllerOptions } from "../../../src/controller";

/** One request that a stub has received. */
export interface Received {
	method: string;
	/** Below `/api/v3`. */
	path: string;
	authorization?: string;
	accept?: string;
	/** The media type of the body. */
	contentType?: string;
	body: unknown;
	socket: unknown;
}

/** What a stub answers: a status with JSON or text, or "drop" to break the connection; a number of milliseconds delays it. */
export type Reply =
	| "drop"
	| "hang"
	| {
			status?: number;
			json?: unknown;
			html?: string;
			text?: string;
			headers?: Record<string, string>;
			delay?: number;
	  };

type Handler = (request: Received, nth: number) => Reply | undefined;

/** A server on a free port of 127.0.0.1 that answers as a test says; without an answer of the test it logs in and tells its version. */
export class Stub {
	readonly received: Received[] = [];
	handler: Handler = () => undefined;
	version = "3.0.4";
	#server: http.Server;
	#secure: boolean;

	constructor(tls?: { key: string; cert: string }) {
		this.#secure = tls !== undefined;
		const listener: http.RequestListener = (request, response) => {
			let text = "";
			request.on("data", (chunk) => {
				text += chunk;
			});
			request.on("end", () => this.#answer(request, response, text));
		};
		this.#server = tls
			? https.createServer(tls, listener)
			: http.createServer(listener);
	}

	get url(): string {
		const { port } = this.#server.address() as AddressInfo;
		return `${this.#secure ? "https" : "http"}://127.0.0.1:${port}`;
	}

	listen(): Promise<void> {
		return new Promise((resolve) => {
			this.#server.listen(0, "127.0.0.1", resolve);
		});
	}

	close(): Promise<void> {
		this.#server.closeAllConnections();
		return new Promise((resolve) => {
			this.#server.close(() => resolve());
		});
	}

	/** The requests of a method and path, or of a path only. */
	count(method: string, path: string | RegExp): number {
		return this.received.filter(
			(each) =>
				each.method === method &&
				(typeof path === "string" ? each.path === path : path.test(each.path)),
		).length;
	}

	#answer(
		request: http.IncomingMessage,
		response: http.ServerResponse,
		text: string,
	): void {
		const received: Received = {
			method: request.method ?? "",
			// A proxy is asked for the whole URL.
			path: (request.url ?? "").replace(/^(http:\/\/[^/]+)?\/api\/v3/, ""),
			authorization: request.headers.authorization,
			accept: request.headers.accept,
			contentType: request.headers["content-type"],
			body: text ? JSON.parse(text) : undefined,
			socket: request.socket,
		};
		this.received.push(received);
		const nth = this.count(received.method, received.path);
		const reply = this.handler(received, nth) ??
			this.#usual(received) ?? {
				status: 404,
				html: `<pre>Cannot ${received.method} ${request.url}</pre>`,
			};
		if (reply === "hang") return;
		if (reply === "drop") {
			request.socket.destroy();
			return;
		}
		setTimeout(() => {
			const type = reply.html !== undefined ? "text/html" : "application/json";
			response.writeHead(reply.status ?? (reply.json ? 200 : 204), {
				"content-type": `${type}; charset=utf-8`,
				...reply.headers,
			});
			response.end(
				reply.html ??
					reply.text ??
					(reply.json ? JSON.stringify(reply.json) : ""),
			);
		}, reply.delay ?? 0);
	}

	#usual({ method, path }: Received): Reply | undefined {
		if (path === "/status") {
			return {
				json: { uptimeSec: 1.5, versions: { controller: this.version } },
			};
		}
		if (method === "POST" && path === "/user/login") {
			const nth = this.count("POST", "/user/login");
			return { json: { accessToken: `token-${nth}` }, delay: 5 };
		}
		return undefined;
	}
}

/** Gives each test of a file a stub and clients of it, and closes them afterwards. */
export function useStub(): {
	readonly stub: Stub;
	client: (options?: Partial<ControllerOptions>) => Controller;
} {
	let stub: Stub;
	let clients: Controller[] = [];
	beforeEach(async () => {
		stub = new Stub();
		await stub.listen();
	});
	afterEach(async () => {
		for (const each of clients) each.close();
		clients = [];
		await stub.close();
	});
	return {
		get stub() {
			return stub;
		},
		client: (options = {}) => {
			const made = new Controller({
				url: options.url ?? stub.url,
				email: "me@example.com",
				password: "secret-word",
				...options,
			});
			clients.push(made);
			return made;
		},
	};
}
