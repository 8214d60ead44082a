import { abortReason } from "./abort";
import { Burst } from "./burst";
import { classify } from "./classify";
import { type ControllerInfo, parseStatus } from "./dialect";
import { bodyText } from "./encode";
import { ControllerError } from "./errors";
import type { Holdings } from "./holdings";
import { type Answer, isWrite, Transport } from "./http";
import { Locks, Slots } from "./locks";
import type { ControllerOptions } from "./options";
import { isAllowedRead } from "./read-only";
import { Flight } from "./reads";
import { isRetryable, withRetries } from "./retry";
import { authorization, type Session, sessionFor } from "./session";
import { assertBodyFits } from "./size";
import type { Dialect } from "./types";

const DEFAULT_TIMEOUT_S = 60;
// Reading every application, or deleting one with hundreds of microservices, takes seconds on the Controller (core contract §12).
const SLOW_FACTOR = 4;
const DEFAULT_WRITES = 8;
// The Controller works on one call at a time; more would only wait there, with their deadlines running.
const READS = 16;
/**
 * Parallel writes are answered in bursts, and the next ones must go out before anything is done with the answers: a Controller that gets them
 * together does less work for each. What is done with the answers costs half as much one right after the other as every now and then (ARCHITECTURE.md).
 */
const BURST_MS = 50;

/** One call: `path` is below `/api/v3`, its parts encoded; `subject` names the object in words for errors. */
export interface Call {
	method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
	path: string;
	subject: string;
	body?: Record<string, unknown>;
	signal?: AbortSignal;
	/** The route renders no templates, so that the body is sent as it is. */
	verbatim?: boolean;
	/** Gives the call four times the ordinary deadline. */
	slow?: boolean;
}

/** The URL of a WebSocket and the options to open it with: headers, and what TLS trusts. */
export interface SocketPlace {
	readonly url: string;
	readonly options: {
		readonly headers: Record<string, string>;
		readonly rejectUnauthorized?: boolean;
		// As `SecureContext` of Node, whose types a user of the package may not have.
		// biome-ignore lint/suspicious/noExplicitAny: Node declares it so.
		readonly secureContext?: { context: any };
	};
}

/** What all route groups of one Controller share: calls, the dialect, locks. */
export class Client {
	readonly url: string;
	readonly locks = new Locks();
	readonly calls = { reads: 0, writes: 0 };
	readonly #transport: Transport;
	/** What applications held when this log-in last read them. */
	readonly holdings: Holdings;
	readonly trustRecentReads: boolean;
	readonly #session: Session;
	readonly #readSlots: Slots;
	readonly #writeSlots: Slots;
	readonly #answers: Burst;
	readonly #timeout: number;
	readonly #readOnly: boolean;
	readonly #stop: AbortSignal | undefined;
	/** Signals of operations that have sent a write. */
	readonly #begun = new WeakSet<AbortSignal>();
	#info?: Flight<ControllerInfo>;

	constructor(options: ControllerOptions) {
		this.url = baseUrl(options.url);
		this.#timeout = (options.requestTimeout ?? DEFAULT_TIMEOUT_S) * 1000;
		this.#readOnly = options.readOnly ?? false;
		this.#stop = options.stop;
		const {
			maxWrites = DEFAULT_WRITES,
			parallelism = Number.POSITIVE_INFINITY,
		} = options;
		this.#readSlots = new Slots(Math.min(READS, parallelism));
		this.#writeSlots = new Slots(Math.min(maxWrites, parallelism));
		this.#answers = new Burst(this.#writeSlots.size, BURST_MS);
		this.#transport = new Transport({
			...options,
			url: this.url,
			onRequest: (call) => {
				this.calls[isWrite(call.method, call.path) ? "writes" : "reads"]++;
				options.onRequest?.(call);
			},
		});
		this.#session = sessionFor(
			this.#transport,
			{ ...options, url: this.url },
			this.#timeout,
			[options.caFile, options.insecureSkipVerify],
		);
		this.holdings = this.#session.holdings;
		this.trustRecentReads = options.trustRecentReads ?? false;
	}

	/** The answer of `GET /status`, asked for once. */
	info(signal?: AbortSignal): Promise<ControllerInfo> {
		if (!this.#info || this.#info.dead) {
			this.#info = new Flight(async (shared) => {
				const answer = await this.#retried(
					{
						method: "GET",
						path: "/status",
						subject: "its status",
						signal: shared,
					},
					() => Promise.resolve(undefined),
				);
				return parseStatus(answer.json, this.url);
			});
		}
		return this.#info.join(signal);
	}

	async dialect(signal?: AbortSignal): Promise<Dialect> {
		return (await this.info(signal)).dialect;
	}

	/** Makes a call as the logged-in user and gives the parsed body of its success; anything else is a ControllerError. */
	async call(call: Call): Promise<unknown> {
		if (this.#readOnly && !isAllowedRead(call.method, call.path)) {
			throw new ControllerError(
				`Read-only mode makes no call that could change the Controller, and ${call.method} /api/v3${call.path} is not one of the reads that it allows.`,
				{
					kind: "read-only",
					method: call.method,
					url: `${this.url}/api/v3${call.path}`,
				},
			);
		}
		const text =
			call.body &&
			(call.verbatim ? JSON.stringify(call.body) : bodyText(call.body));
		if (text !== undefined) assertBodyFits(text, call, this.url);
		const dialect = await this.dialect(call.signal);
		// Here first, so that a log-in is not repeated with the call.
		await this.#session.token(call.signal);
		const slots = call.method === "GET" ? this.#readSlots : this.#writeSlots;
		const answer = await this.#retried(
			call,
			async (refused) => {
				const token = refused
					? await this.#session.renew(refused, call.signal)
					: await this.#session.token(call.signal);
				return token && { token, header: authorization(token, dialect) };
			},
			text,
			slots,
		);
		if (slots === this.#writeSlots) {
			if (slots.waiting > 0) await this.#answers.join();
			else this.#answers.end();
		}
		return answer.json;
	}

	#beginWrite(signal?: AbortSignal): void {
		if (this.#stop?.aborted && !(signal && this.#begun.has(signal)))
			throw abortReason(this.#stop);
		if (signal) this.#begun.add(signal);
	}

	/** Like `call`, but undefined where the Controller says that the object does not exist. */
	async callIfFound(call: Call): Promise<unknown> {
		try {
			return await this.call(call);
		} catch (error) {
			if (isGone(error)) return undefined;
			throw error;
		}
	}

	/** Where the logged-in user opens a WebSocket to a path below `/api/v3`, and with what. */
	async socket(path: string, signal?: AbortSignal): Promise<SocketPlace> {
		const dialect = await this.dialect(signal);
		const token = await this.#session.token(signal);
		const { url, options } = this.#transport.socket(path);
		const headers = { authorization: authorization(token, dialect) };
		return { url, options: { ...options, headers } };
	}

	close(): void {
		this.#transport.close();
	}

	#retried(
		call: Call,
		access: (
			refused?: string,
		) => Promise<{ token: string; header: string } | "" | undefined>,
		body?: string,
		slots?: Slots,
	): Promise<Answer> {
		const write = call.method !== "GET";
		return withRetries(
			() => this.#once(call, access, body, slots),
			(error) => error instanceof ControllerError && isRetryable(error, write),
			call.signal,
		);
	}

	async #once(
		call: Call,
		access: (
			refused?: string,
		) => Promise<{ token: string; header: string } | "" | undefined>,
		body?: string,
		slots?: Slots,
	): Promise<Answer> {
		const exchange = {
			method: call.method,
			path: call.path,
			body,
			timeout: this.#timeout * (call.slow ? SLOW_FACTOR : 1),
			...(slots && { slots }),
			...(slots === this.#writeSlots && {
				onTurn: () => this.#beginWrite(call.signal),
			}),
			signal: call.signal,
		};
		const first = await access();
		let answer = await this.#transport.send({
			...exchange,
			authorization: first ? first.header : undefined,
		});
		if (answer.status === 401 && first) {
			const renewed = await access(first.token);
			if (renewed) {
				answer = await this.#transport.send({
					...exchange,
					authorization: renewed.header,
				});
			}
		}
		const { status } = answer;
		const silent = status === 204 || status === 202 || answer.text === "";
		if (
			status >= 200 &&
			status < 300 &&
			(silent || answer.json !== undefined)
		) {
			return answer;
		}
		throw classify(call, answer, this.url);
	}
}

/** Whether an error says that the object itself does not exist: a JSON 404, or the 3.7 TypeErrors that stand for one. */
export function isGone(error: unknown): boolean {
	return (
		error instanceof ControllerError &&
		error.kind === "not-found" &&
		error.attribute === undefined &&
		(error.status === 404 || error.controllerName === "TypeError")
	);
}

/** The address of a Controller without `/api/v3` and trailing slashes. */
function baseUrl(given: string): string {
	const invalid = (reason: string) =>
		new ControllerError(
			`The URL of the Controller ${reason}. Give one such as http://localhost:51121 (IOFOG_CONTROLLER_URL).`,
			{ kind: "invalid", method: "", url: "", attribute: "url" },
		);
	let url: URL;
	try {
		url = new URL(given);
	} catch {
		throw invalid("is not a URL");
	}
	if (url.protocol !== "http:" && url.protocol !== "https:") {
		throw invalid("does not begin with http:// or https://");
	}
	if (url.username || url.password) {
		throw invalid(
			"holds a user name or a password, which belong into email and password",
		);
	}
	return (
		url.origin + url.pathname.replace(/\/+$/, "").replace(/\/api\/v3$/, "")
	);
}
