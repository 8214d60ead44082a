import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { Socket } from "node:net";
import tls from "node:tls";
import { Axios, getAdapter } from "axios";
import { abortReason } from "./abort";
import { direct, inTurn, Turn } from "./adapter";
import { ControllerError } from "./errors";
import type { Slots } from "./locks";
import { classifyNetworkError, UNCERTAIN } from "./network";

/** One HTTP exchange, without log-in or retries. `path` is below `/api/v3`, `body` is JSON text, `timeout` in milliseconds from the time that it is sent, which is when one of `slots` is free. */
export interface Exchange {
	method: string;
	path: string;
	body?: string;
	authorization?: string;
	timeout: number;
	slots?: Slots;
	/** Called right before it is sent; what it throws is thrown, and nothing is sent. */
	onTurn?: () => void;
	signal?: AbortSignal;
}

/** What came back: `json` is undefined when the body is not JSON. */
export interface Answer {
	status: number;
	contentType: string;
	text: string;
	json: unknown;
}

/** What the transport needs to know of the connection. */
export interface TransportOptions {
	url: string;
	caFile?: string;
	insecureSkipVerify?: boolean;
	onRequest?: (call: {
		method: string;
		path: string;
		status?: number;
		ms: number;
	}) => void;
}

/** Whether an exchange may change something; the log-in writes nothing that matters. */
export function isWrite(method: string, path: string): boolean {
	return method !== "GET" && path !== "/user/login";
}

// Express closes an idle connection after 5 s; ours go before, so that no write is sent into a connection that is being closed.
const IDLE_MS = 4000;

const POOL: http.AgentOptions = { keepAlive: true, maxFreeSockets: 32 };

function keepIdleShort<Agent extends http.Agent>(agent: Agent): Agent {
	const before = agent.keepSocketAlive.bind(agent);
	agent.keepSocketAlive = (socket) => {
		// Typed as void, but documented to tell whether the socket stays.
		const kept = before(socket) as unknown as boolean;
		if (kept && socket instanceof Socket) socket.setTimeout(IDLE_MS);
		return kept;
	};
	return agent;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/i;

const PROXIES = ["http_proxy", "https_proxy", "all_proxy"].flatMap((name) => [
	name,
	name.toUpperCase(),
]);

type Client = InstanceType<typeof Axios>;

/** The connection pool to one Controller. */
export class Transport {
	readonly #options: TransportOptions;
	#client?: Client;
	#agent?: http.Agent;

	constructor(options: TransportOptions) {
		this.#options = options;
	}

	/** Sends one request and reads the whole answer, whatever its status; throws only when none came. */
	async send(exchange: Exchange): Promise<Answer> {
		const { method, path, body, authorization, timeout, signal } = exchange;
		const { slots, onTurn } = exchange;
		const base = this.#options.url;
		const url = `${base}/api/v3${path}`;
		if (signal?.aborted) throw abortReason(signal);
		this.#client ??= this.#connect();
		const client = this.#client;
		let late = false;
		let timer: NodeJS.Timeout | undefined;
		let started = 0;
		const turn = new Turn((send) => {
			const begin = () => {
				onTurn?.();
				started = performance.now();
				timer = setTimeout(() => {
					late = true;
					turn.abort();
				}, timeout);
				return send();
			};
			return slots ? slots.run(signal, begin) : begin();
		});
		const onAbort = () => turn.abort();
		signal?.addEventListener("abort", onAbort, { once: true });
		const report = (status?: number) =>
			this.#options.onRequest?.({
				method,
				path,
				status,
				ms: performance.now() - started,
			});
		try {
			const headers: Record<string, string> = { accept: "application/json" };
			if (body !== undefined) headers["content-type"] = "application/json";
			if (authorization !== undefined) headers.authorization = authorization;
			const response = await client.request<string>({
				method,
				url,
				data: body,
				headers,
				signal: turn,
			});
			report(response.status);
			const contentType = String(response.headers["content-type"] ?? "");
			const text = response.data ?? "";
			return {
				status: response.status,
				contentType,
				text,
				json: contentType.includes("json") ? parse(text) : undefined,
			};
		} catch (error) {
			if (error instanceof ControllerError) throw error;
			if (timer === undefined && signal?.aborted) throw abortReason(signal);
			report();
			const write = isWrite(method, path);
			const wrote = write ? "maybe" : "no";
			if (late) {
				throw new ControllerError(
					`The Controller at ${base} did not answer within ${timeout === 1000 ? "1 second" : `${timeout / 1000} seconds`}. See whether it is overloaded; request_timeout of the provider sets how long to wait.${write ? UNCERTAIN : ""}`,
					{ kind: "timeout", method, url, wrote },
				);
			}
			if (signal?.aborted) throw abortReason(signal, { method, url, wrote });
			throw classifyNetworkError(error, { method, url, base, write });
		} finally {
			clearTimeout(timer);
			signal?.removeEventListener("abort", onAbort);
		}
	}

	/** Where a WebSocket to a path below `/api/v3` is opened, and what its TLS trusts. */
	socket(path: string): { url: string; options: https.AgentOptions } {
		const { url, caFile, insecureSkipVerify } = this.#options;
		return {
			url: `${url.replace(/^http/, "ws")}/api/v3${path}`,
			options: {
				rejectUnauthorized: !insecureSkipVerify,
				...(caFile !== undefined && { secureContext: trust(caFile, url) }),
			},
		};
	}

	close(): void {
		this.#agent?.destroy();
		this.#client = undefined;
		this.#agent = undefined;
	}

	#connect(): Client {
		const { url, caFile, insecureSkipVerify } = this.#options;
		const secure = url.startsWith("https:");
		this.#agent = keepIdleShort(
			secure
				? new https.Agent({
						...POOL,
						// Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off unseen.
						rejectUnauthorized: !insecureSkipVerify,
						...(caFile !== undefined && { secureContext: trust(caFile, url) }),
					})
				: new http.Agent(POOL),
		);
		// A proxy of the environment is for the world outside, and most do not reach back to this machine.
		const proxied =
			PROXIES.some((name) => process.env[name]) &&
			!LOOPBACK.test(new URL(url).hostname);
		// Without the defaults of axios: all that is given here is merged into every call.
		if (!proxied)
			return new Axios({ adapter: inTurn(direct(this.#agent, url)) });
		return new Axios({
			adapter: inTurn(getAdapter("http")),
			[secure ? "httpsAgent" : "httpAgent"]: this.#agent,
			maxRedirects: 0,
			responseType: "text",
			maxBodyLength: Number.POSITIVE_INFINITY,
			maxContentLength: Number.POSITIVE_INFINITY,
			validateStatus: () => true,
		});
	}
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Trusts the certificates of a PEM file besides those that are trusted anyway; made once, since each connection would parse them all anew. */
function trust(caFile: string, url: string): tls.SecureContext {
	let pem: string;
	try {
		pem = readFileSync(caFile, "utf8");
	} catch (cause) {
		throw caError(`The file ${caFile} cannot be read`, url, cause);
	}
	if (pem.includes("-----BEGIN CERTIFICATE-----")) {
		try {
			return tls.createSecureContext({ ca: [...tls.rootCertificates, pem] });
		} catch (cause) {
			throw caError(
				`The file ${caFile} holds a broken certificate`,
				url,
				cause,
			);
		}
	}
	throw caError(`The file ${caFile} holds no certificate in PEM form`, url);
}

function caError(what: string, url: string, cause?: unknown): ControllerError {
	return new ControllerError(
		`${what}. Set ca_file (IOFOG_CA_FILE) to a PEM file with the certificate of the authority that signed the Controller's.`,
		{ kind: "invalid", method: "", url, attribute: "caFile", cause },
	);
}
