import type { ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type Connection, connectionTo, type HostOptions } from "./host";

/** A refusal of the engine (`status` is HTTP's), or an engine that cannot be reached (`status` 0). */
export class EngineError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = "EngineError";
	}
}

/** What a call of the engine's API carries. */
export interface Call {
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal | undefined;
	/** In milliseconds without a byte. */
	readonly patience?: number;
}

/** How an engine is spoken to; what can be asked of it is in {@link Engine}. */
export class EngineCalls {
	private readonly connection: Connection;

	/** `host` is written as {@link connectionTo} takes it; nothing is connected yet. */
	constructor(
		readonly host: string,
		options?: HostOptions,
	) {
		this.connection = connectionTo(host, options);
	}

	/** Lets go of its connections. */
	close(): void {
		this.connection.agent.destroy();
	}

	/** Reads an answer that comes as one JSON object per line, until its end. */
	async lines(
		method: string,
		path: string,
		call: Call,
		each: (line: Record<string, unknown>) => void,
	): Promise<void> {
		const response = await this.send(method, path, call);
		let rest = "";
		response.setEncoding("utf8");
		for await (const chunk of response) {
			const parts = (rest + chunk).split("\n");
			rest = parts.pop() ?? "";
			for (const part of parts) if (part.trim()) each(JSON.parse(part));
		}
		if (rest.trim()) each(JSON.parse(rest));
	}

	protected async json<T>(
		method: string,
		path: string,
		call: Call = {},
	): Promise<T> {
		const response = await this.send(method, path, call);
		return JSON.parse(await textOf(response)) as T;
	}

	protected async done(
		method: string,
		path: string,
		call: Call = {},
	): Promise<void> {
		const response = await this.send(method, path, call);
		await textOf(response);
	}

	protected send(
		method: string,
		path: string,
		call: Call,
	): Promise<IncomingMessage> {
		return new Promise((resolve, reject) => {
			const fail = (cause: Error) => reject(this.unreachable(cause));
			const outgoing = this.request(method, path, call);
			outgoing.once("response", (response) => {
				if ((response.statusCode ?? 0) < 400) resolve(response);
				else refusalOf(response).then(reject, fail);
			});
			outgoing.once("error", fail);
		});
	}

	/** Makes a call after which the connection belongs to both ends as a stream of bytes; `head` are the first of them. */
	protected upgrade(
		path: string,
		call: Call,
	): Promise<{ stream: Duplex; head: Buffer }> {
		return new Promise((resolve, reject) => {
			const fail = (cause: Error) => reject(this.unreachable(cause));
			const outgoing = this.request("POST", path, {
				...call,
				headers: { Connection: "Upgrade", Upgrade: "tcp" },
			});
			outgoing.once("upgrade", (_response, stream, head) => {
				stream.setTimeout(0);
				resolve({ stream, head });
			});
			outgoing.once("response", (response) =>
				refusalOf(response).then(reject, fail),
			);
			outgoing.once("error", fail);
		});
	}

	private request(
		method: string,
		path: string,
		{ query, body, headers, signal, patience = 60_000 }: Call,
	): ClientRequest {
		const search = query ? `?${new URLSearchParams(query)}` : "";
		const content =
			body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
		const { request, agent, place } = this.connection;
		const outgoing = request({
			...place,
			method,
			path: path + search,
			agent,
			...(signal && { signal }),
			headers: {
				...(content !== undefined && {
					"Content-Type": "application/json",
					"Content-Length": Buffer.byteLength(content),
				}),
				...headers,
			},
		});
		if (patience > 0)
			outgoing.setTimeout(patience, () =>
				outgoing.destroy(new Error(`no answer in ${patience / 1000} s`)),
			);
		outgoing.end(content);
		return outgoing;
	}

	protected unreachable(cause: NodeJS.ErrnoException): Error {
		if (cause.name === "AbortError") return cause;
		const why =
			{
				ENOENT: "there is no such socket: is Docker installed and running?",
				ECONNREFUSED: "nobody listens there: is Docker running?",
				EACCES:
					"you may not use it: run as root or as a member of the group docker",
			}[cause.code ?? ""] ?? cause.message;
		return new EngineError(
			0,
			`The Docker Engine at ${this.host} cannot be reached: ${why}`,
		);
	}
}

async function refusalOf(response: IncomingMessage): Promise<EngineError> {
	const { statusCode = 0 } = response;
	return new EngineError(statusCode, messageOf(await textOf(response)));
}

async function textOf(response: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("utf8");
}

function messageOf(text: string): string {
	try {
		return String((JSON.parse(text) as { message?: string }).message ?? text);
	} catch {
		return text.trim();
	}
}
