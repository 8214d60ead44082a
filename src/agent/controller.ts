import { authorization, type Credentials } from "./credentials";
import { exchange } from "./transport";

/** A failed call of the Controller's agent API; `status` is 0 where no answer came. */
export class ControllerFault extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = "ControllerFault";
	}
}

const DEADLINE_MS = 20_000;
/** A clock that differs by less than this counts as right, in milliseconds. */
const TOLERANCE_MS = 2_000;

interface Answer {
	readonly status: number;
	readonly body: unknown;
	/** How far the Controller's clock is ahead of ours, in milliseconds. */
	readonly offset: number | undefined;
}

async function send(
	controller: string,
	method: string,
	path: string,
	header: string | undefined,
	body: unknown,
	signal: AbortSignal = AbortSignal.timeout(DEADLINE_MS),
): Promise<Answer> {
	const url = `${controller}/api/v3/agent/${path}`;
	const { status, headers, text } = await exchange({
		url,
		method,
		headers: {
			"Content-Type": "application/json",
			...(header !== undefined && { Authorization: header }),
		},
		body: body === undefined ? undefined : JSON.stringify(body),
		signal,
	}).catch((cause: NodeJS.ErrnoException) => {
		throw new ControllerFault(
			0,
			`The Controller at ${controller} cannot be reached: ${cause.message || cause.code}`,
		);
	});
	const stamp = Number(headers["x-timestamp"] ?? Number.NaN);
	const offset = Number.isFinite(stamp) ? stamp - Date.now() : undefined;
	const isJson = headers["content-type"]?.includes("json");
	if (status < 300 && text !== "" && !isJson)
		throw new ControllerFault(
			status,
			`${url} answered with something that is no JSON: is there a Controller?`,
		);
	try {
		return {
			status,
			offset,
			body: text === "" || !isJson ? {} : JSON.parse(text),
		};
	} catch {
		throw new ControllerFault(status, `${url} broke off in its answer`);
	}
}

function refusal(path: string, { status, body }: Answer): ControllerFault {
	const { message } = (body ?? {}) as { message?: string };
	return new ControllerFault(
		status,
		`The Controller refused agent/${path} (${status})${message ? `: ${message}` : ""}`,
	);
}

/** Trades a provisioning key for credentials. Rejects with a {@link ControllerFault} that says what to do about the key. */
export async function provision(
	url: string,
	key: string,
	fogType: 1 | 2,
): Promise<Credentials> {
	const controller = url.replace(/\/+$/, "").replace(/\/api\/v3$/, "");
	const answer = await send(controller, "POST", "provision", undefined, {
		type: fogType,
		key,
	});
	const hint =
		"get a new one from the Controller: each works once, for 20 minutes";
	if (answer.status === 404)
		throw new ControllerFault(
			404,
			`The Controller does not know this provisioning key; ${hint}`,
		);
	if (answer.status === 401)
		throw new ControllerFault(401, `The provisioning key has expired; ${hint}`);
	if (answer.status !== 200) throw refusal("provision", answer);
	const { uuid, token, privateKey } = answer.body as Record<string, unknown>;
	const credential =
		typeof token === "string"
			? { token }
			: typeof privateKey === "string"
				? { privateKey }
				: undefined;
	if (typeof uuid !== "string" || !credential)
		throw new ControllerFault(
			200,
			"The Controller's answer to the provisioning key has no credentials",
		);
	return { controller, uuid, ...credential };
}

/** The Controller as one agent speaks to it; every rejection is a {@link ControllerFault}. */
export class ControllerLink {
	private offset = 0;
	private closed = false;
	private readonly calls = new Set<AbortController>();

	constructor(readonly credentials: Credentials) {}

	/** Whether the Controller is of the 3.7 family. */
	get is37(): boolean {
		return this.credentials.privateKey !== undefined;
	}

	/** The time by the Controller's clock, in milliseconds since 1970. */
	now(): number {
		return Date.now() + this.offset;
	}

	/** Breaks off every call, and any later one. */
	close(): void {
		this.closed = true;
		for (const call of this.calls) call.abort(new Error("the agent ends"));
	}

	/** Where to open a socket, and with what. */
	socket(path: string): {
		readonly url: string;
		readonly headers: Readonly<Record<string, string>>;
	} {
		const { controller } = this.credentials;
		const Authorization = authorization(this.credentials, this.now());
		return {
			url: `${controller.replace(/^http/, "ws")}/api/v3/agent/${path}`,
			headers: { Authorization },
		};
	}

	get = (path: string) => this.call("GET", path);
	patch = (path: string, body: unknown) => this.call("PATCH", path, body);
	put = (path: string, body: unknown) => this.call("PUT", path, body);
	post = (path: string, body: unknown) => this.call("POST", path, body);

	private async call(
		method: string,
		path: string,
		body?: unknown,
	): Promise<unknown> {
		const attempt = async () => {
			const header = authorization(this.credentials, this.now());
			const { controller } = this.credentials;
			const abort = new AbortController();
			const late = new Error(`no answer in ${DEADLINE_MS / 1000} s`);
			const timer = setTimeout(() => abort.abort(late), DEADLINE_MS);
			this.calls.add(abort);
			if (this.closed) this.close();
			try {
				const { signal } = abort;
				return await send(controller, method, path, header, body, signal);
			} finally {
				clearTimeout(timer);
				this.calls.delete(abort);
			}
		};
		const before = this.offset;
		let answer = await attempt();
		this.learn(answer);
		// An agent whose clock is wrong signs tokens that have expired already: the answer tells the right time.
		if (answer.status === 401 && this.is37 && this.offset !== before)
			answer = await attempt();
		if (answer.status >= 300) throw refusal(path, answer);
		return answer.body;
	}

	private learn({ offset }: Answer): void {
		if (offset === undefined) return;
		if (Math.abs(offset - this.offset) < TOLERANCE_MS) return;
		this.offset = Math.abs(offset) < TOLERANCE_MS ? 0 : offset;
	}
}
