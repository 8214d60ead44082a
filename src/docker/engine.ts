import type { ClientRequest, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { converse, type Executed } from "./exec";
import { type Connection, connectionTo, type HostOptions } from "./host";

/** The body of the engine's call that creates a container. */
export type ContainerSpec = Readonly<Record<string, unknown>>;

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

/** A container as the engine lists it. */
export interface ListedContainer {
	readonly Id: string;
	readonly Names: readonly string[];
	readonly ImageID: string;
	readonly State: string;
	readonly Status: string;
	readonly Labels: Readonly<Record<string, string>>;
	readonly Ports?: readonly {
		readonly PublicPort?: number;
		readonly Type: string;
	}[];
	readonly HostConfig?: { readonly NetworkMode?: string };
	readonly NetworkSettings?: {
		readonly Networks?: Readonly<
			Record<string, { readonly IPAddress?: string }>
		>;
	};
}

interface Call {
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal | undefined;
	/** In milliseconds without a byte. */
	readonly patience?: number;
}

/** A container as the engine shows it by itself. */
export interface InspectedContainer {
	readonly Id: string;
	readonly Name: string;
	/** Program and arguments of its first process. */
	readonly Path: string;
	readonly Args: readonly string[];
	readonly State: {
		readonly Status: string;
		readonly Running: boolean;
		readonly StartedAt: string;
		readonly ExitCode: number;
		readonly Error: string;
		/** Where it has a health check. */
		readonly Health?: { readonly Status: string };
	};
	readonly Mounts: readonly {
		readonly Source: string;
		readonly Destination: string;
	}[];
	readonly NetworkSettings: {
		readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
	};
}

/** A command to be run in a container. */
export interface Execution {
	readonly command: readonly string[];
	/** What it reads on standard input; without it, nothing. */
	readonly input?: string;
	readonly env?: readonly string[];
	/** In milliseconds, after which it is no longer waited for. */
	readonly patience?: number;
	readonly signal?: AbortSignal | undefined;
}

/** A Docker Engine, spoken to over its socket, over TCP with or without TLS, or over SSH. */
export class Engine {
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

	version = () =>
		this.json<{ ApiVersion: string; Arch: string; Version: string }>(
			"GET",
			"/version",
		);

	/** All containers, running or not, that carry a label. */
	containers = (label: string) =>
		this.json<ListedContainer[]>("GET", "/containers/json", {
			query: { all: "1", filters: JSON.stringify({ label: [label] }) },
		});

	inspect = (id: string) =>
		this.json<InspectedContainer>(
			"GET",
			`/containers/${encodeURIComponent(id)}/json`,
		);

	/** Runs a command in a running container until its end. */
	async exec(
		id: string,
		{ command, input, env = [], patience = 60_000, signal }: Execution,
	): Promise<Executed> {
		const made = await this.json<{ Id: string }>(
			"POST",
			`/containers/${encodeURIComponent(id)}/exec`,
			{
				body: {
					AttachStdin: true,
					AttachStdout: true,
					AttachStderr: true,
					Tty: false,
					Cmd: command,
					Env: env,
				},
				...(signal && { signal }),
			},
		);
		const { stream, head } = await this.upgrade(`/exec/${made.Id}/start`, {
			body: { Detach: false, Tty: false },
			...(signal && { signal }),
		});
		const giveUp = () => stream.destroy(signal?.reason as Error);
		const timer = setTimeout(() => stream.destroy(), patience);
		signal?.addEventListener("abort", giveUp, { once: true });
		const output = await converse(stream, head, input)
			.catch((cause) => {
				throw this.unreachable(cause);
			})
			.finally(() => {
				clearTimeout(timer);
				signal?.removeEventListener("abort", giveUp);
				stream.destroy();
			});
		signal?.throwIfAborted();
		const { ExitCode, Running } = await this.json<{
			ExitCode: number | null;
			Running: boolean;
		}>("GET", `/exec/${made.Id}/json`);
		if (Running)
			throw new EngineError(
				504,
				`The command has not ended within ${patience / 1000} seconds${output.trim() && `; it said: ${output.trim()}`}`,
			);
		return { exitCode: ExitCode ?? -1, output };
	}

	async create(
		name: string,
		spec: ContainerSpec,
		platform: string,
	): Promise<string> {
		const query = { name, ...(platform && { platform }) };
		const { Id } = await this.json<{ Id: string }>(
			"POST",
			"/containers/create",
			{ query, body: spec },
		);
		return Id;
	}

	/** Starts a container; one that runs is left alone. */
	start = (id: string) => this.done("POST", `/containers/${id}/start`);

	/** Asks a container to end, and ends it after some seconds; one that is gone or has ended is fine. */
	stop = (id: string, seconds: number) =>
		this.done("POST", `/containers/${id}/stop`, {
			query: { t: String(seconds) },
			patience: (seconds + 30) * 1000,
		}).catch(ignore(404));

	rename = (id: string, name: string) =>
		this.done("POST", `/containers/${id}/rename`, { query: { name } });

	/** Removes a container with its anonymous volumes; one that is gone or going is fine. */
	remove = (id: string) =>
		this.done("DELETE", `/containers/${id}`, {
			query: { force: "1", v: "1" },
		}).catch(ignore(404, 409));

	/** What a container uses, without the second that the engine would wait for a comparison. */
	stats = (id: string) =>
		this.json<Record<string, unknown>>("GET", `/containers/${id}/stats`, {
			query: { stream: "0", "one-shot": "1" },
		});

	/** An image that the engine has; undefined where it has none of that name. */
	image = (reference: string) =>
		this.json<{ Id: string; Architecture: string }>(
			"GET",
			`/images/${reference}/json`,
		).catch(absent);

	/** The ids of all images that carry a label, those in between included. */
	images = (label: string) =>
		this.json<{ Id: string }[]>("GET", "/images/json", {
			query: { all: "1", filters: JSON.stringify({ label: [label] }) },
		}).then((list) => list.map(({ Id }) => Id));

	/** Takes an image and its names away; one that is gone or that others build on is left alone. */
	removeImage = (id: string) =>
		this.done("DELETE", `/images/${id}`, { query: { force: "1" } }).catch(
			ignore(404, 409),
		);

	network = (name: string) =>
		this.json<{
			Id: string;
			Labels: Record<string, string> | null;
			IPAM: { Config: { Gateway?: string; Subnet?: string }[] | null };
		}>("GET", `/networks/${name}`).catch(absent);

	/** Makes a bridge network, with addresses of the engine's choice unless a subnet is given. */
	createNetwork = (
		name: string,
		labels: Record<string, string>,
		subnet?: { readonly Subnet?: string; readonly Gateway?: string },
	) =>
		this.json<{ Id: string }>("POST", "/networks/create", {
			body: {
				Name: name,
				Driver: "bridge",
				Labels: labels,
				CheckDuplicate: true,
				...(subnet && { IPAM: { Config: [subnet] } }),
			},
		});

	/** The names of the networks that carry a label. */
	networks = (label: string) =>
		this.json<{ Name: string }[]>("GET", "/networks", {
			query: { filters: JSON.stringify({ label: [label] }) },
		}).then((found) => found.map(({ Name }) => Name));

	removeNetwork = (name: string) =>
		this.done("DELETE", `/networks/${name}`).catch(ignore(404));

	connect = (network: string, id: string, alias: string, address?: string) =>
		this.done("POST", `/networks/${network}/connect`, {
			body: {
				Container: id,
				EndpointConfig: {
					Aliases: [alias],
					...(address && { IPAMConfig: { IPv4Address: address } }),
				},
			},
			// The engine answers 403 for a container that is connected already.
		}).catch(ignore(403));

	disconnect = (network: string, id: string) =>
		this.done("POST", `/networks/${network}/disconnect`, {
			body: { Container: id, Force: true },
		}).catch(ignore(404, 403));

	/** The names of the volumes that carry a label. */
	volumes = (label: string) =>
		this.json<{ Volumes: { Name: string }[] | null }>("GET", "/volumes", {
			query: { filters: JSON.stringify({ label: [label] }) },
		}).then(({ Volumes }) => (Volumes ?? []).map(({ Name }) => Name));

	/** Removes a named volume with its content; one that is gone is fine, one that a container has is an {@link EngineError}. */
	removeVolume = (name: string) =>
		this.done("DELETE", `/volumes/${name}`).catch(ignore(404));

	/**
	 * What a container without a terminal wrote, in frames of the engine; see {@link logFrames}. `since` and `until` are seconds since 1970,
	 * possibly with a fraction, `tail` a number of lines or "all".
	 */
	logs = (
		id: string,
		part: Readonly<Record<"follow" | "since" | "tail" | "until", string>>,
		signal: AbortSignal,
	) =>
		this.send("GET", `/containers/${id}/logs`, {
			query: { stdout: "1", stderr: "1", ...part },
			signal,
			patience: 0,
		});

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

	private async json<T>(
		method: string,
		path: string,
		call: Call = {},
	): Promise<T> {
		const response = await this.send(method, path, call);
		return JSON.parse(await textOf(response)) as T;
	}

	private async done(
		method: string,
		path: string,
		call: Call = {},
	): Promise<void> {
		const response = await this.send(method, path, call);
		await textOf(response);
	}

	private send(
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
	private upgrade(
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

	private unreachable(cause: NodeJS.ErrnoException): Error {
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

const ignore =
	(...statuses: number[]) =>
	(error: unknown): undefined => {
		if (error instanceof EngineError && statuses.includes(error.status))
			return undefined;
		throw error;
	};

const absent = ignore(404);
