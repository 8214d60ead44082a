import { createHash } from "node:crypto";
import { classify } from "./classify";
import { ControllerError } from "./errors";
import { Holdings } from "./holdings";
import type { Transport } from "./http";
import { Flight } from "./reads";
import { isRetryable, withRetries } from "./retry";
import type { Dialect } from "./types";

/** With what to log in. */
export interface Credentials {
	url: string;
	email?: string;
	password?: string;
	token?: string;
}

/**
 * The log-in of one user: one call however many ask at the same time, again only after the Controller has refused the token.
 * It never logs out: on 3.0 that would end every session of the user, those of other programs too.
 */
export class Session {
	readonly holdings = new Holdings();
	readonly #transport: Transport;
	readonly #credentials: Credentials;
	readonly #timeout: number;
	#token?: string;
	#login?: Flight<string>;

	/** `timeout` in milliseconds. */
	constructor(transport: Transport, credentials: Credentials, timeout: number) {
		this.#transport = transport;
		this.#credentials = credentials;
		this.#timeout = timeout;
		this.#token = credentials.token || undefined;
	}

	/** The token to use now, after a log-in where there is none yet. */
	async token(signal?: AbortSignal): Promise<string> {
		return this.#token ?? this.#enter(signal);
	}

	/** A token other than `refused`; undefined when there is nothing to log in with. */
	async renew(
		refused: string,
		signal?: AbortSignal,
	): Promise<string | undefined> {
		if (this.#token && this.#token !== refused) return this.#token;
		const { email, password } = this.#credentials;
		if (!email || !password) return undefined;
		this.#token = undefined;
		return this.#enter(signal);
	}

	#enter(signal?: AbortSignal): Promise<string> {
		if (!this.#login || this.#login.dead) {
			this.#login = new Flight(async (shared) => {
				try {
					const token = await this.#request(shared);
					this.#token = token;
					return token;
				} finally {
					this.#login = undefined;
				}
			});
		}
		return this.#login.join(signal);
	}

	async #request(signal: AbortSignal): Promise<string> {
		const { url, email, password } = this.#credentials;
		const call = { method: "POST", path: "/user/login", subject: "a session" };
		const fields = { method: call.method, url: `${url}/api/v3${call.path}` };
		if (!email || !password) {
			throw new ControllerError(
				`Nothing to log in with to the Controller at ${url}. Set email and password (IOFOG_EMAIL, IOFOG_PASSWORD), or token (IOFOG_TOKEN).`,
				{ ...fields, kind: "unauthorized" },
			);
		}
		const body = JSON.stringify({ email, password });
		const answer = await withRetries(
			async () => {
				const { status, ...rest } = await this.#transport.send({
					...call,
					body,
					timeout: this.#timeout,
					signal,
				});
				if (status >= 200 && status < 300) return { status, ...rest };
				throw status === 401
					? new ControllerError(
							`The Controller at ${url} does not accept this email and password. Check email and password (IOFOG_EMAIL, IOFOG_PASSWORD).`,
							{ ...fields, kind: "unauthorized", status },
						)
					: classify(call, { status, ...rest }, url);
			},
			// Logging in writes nothing that matters, so it is repeated like a read.
			(error) => error instanceof ControllerError && isRetryable(error, false),
			signal,
		);
		const token = (answer.json as { accessToken?: unknown } | undefined)
			?.accessToken;
		if (typeof token !== "string" || token === "") {
			throw new ControllerError(
				`What answers at ${url} does not speak as an ioFog Controller: its log-in gave no token. Check the URL of the Controller.`,
				{ ...fields, kind: "not-a-controller", status: answer.status },
			);
		}
		return token;
	}
}

const sessions = new Map<string, Session>();

/**
 * The session of these credentials, shared by all clients of the process: several stacks that speak to one Controller log in once.
 * `connection` tells apart what reaches the Controller in another way, such as other certificates; the session goes on when the client that
 * brought `transport` is closed.
 */
export function sessionFor(
	transport: Transport,
	credentials: Credentials,
	timeout: number,
	connection: unknown,
): Session {
	const { url, email, password, token } = credentials;
	const key = createHash("sha256")
		.update(JSON.stringify([url, email, password, token, timeout, connection]))
		.digest("hex");
	let session = sessions.get(key);
	if (!session) {
		session = new Session(transport, credentials, timeout);
		sessions.set(key, session);
	}
	return session;
}

/** The Authorization header: 3.0 takes the bare token and refuses one with a scheme (core contract §2.1). */
export function authorization(token: string, dialect: Dialect): string {
	return dialect === "3.0" ? token : `Bearer ${token}`;
}
