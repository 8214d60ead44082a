import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { request } from "node:http";
import {
	type Answer,
	type Call,
	type Dialect,
	type Exchange,
	fill,
} from "./call";

/** Where a Controller listens and who signs in. */
export interface Target {
	readonly url: string;
	readonly email: string;
	readonly password: string;
	readonly dialect: Dialect;
	/** Milliseconds that a wait for background work lasts; absent: until the agents' answers stop changing. */
	readonly settleMs?: number;
}

const api = "/api/v3";
const timeout = 60_000;

interface Sent {
	readonly method: string;
	readonly path: string;
	readonly headers?: Record<string, string>;
	readonly payload?: string;
}

function send(base: string, sent: Sent): Promise<Answer> {
	const url = new URL(base);
	return new Promise((resolve, reject) => {
		const req = request(
			{
				host: url.hostname,
				port: url.port,
				method: sent.method,
				path: api + sent.path,
				headers: {
					connection: "close",
					...sent.headers,
					...(sent.payload === undefined
						? {}
						: { "content-length": Buffer.byteLength(sent.payload) }),
				},
				timeout,
			},
			(res) => {
				const parts: Buffer[] = [];
				res.on("data", (part: Buffer) => parts.push(part));
				res.on("error", reject);
				res.on("end", () => {
					const text = Buffer.concat(parts).toString("utf8");
					const type = res.headers["content-type"] ?? "";
					resolve({
						status: res.statusCode ?? 0,
						type,
						body:
							text === ""
								? null
								: type.includes("json")
									? JSON.parse(text)
									: text,
					});
				});
			},
		);
		req.on("timeout", () =>
			req.destroy(new Error(`no answer within ${timeout} ms`)),
		);
		req.on("error", reject);
		req.end(sent.payload);
	});
}

/** A token of a 3.7 agent: signed with the key it got when it was provisioned, good for one call. */
function agentToken(body: unknown): string {
	const { uuid, privateKey } = (body ?? {}) as {
		uuid?: string;
		privateKey?: string;
	};
	if (uuid === undefined || privateKey === undefined)
		return "missing.missing.missing";
	const key = createPrivateKey({
		key: JSON.parse(Buffer.from(privateKey, "base64").toString("utf8")),
		format: "jwk",
	});
	const now = Math.floor(Date.now() / 1000);
	const encode = (value: unknown) =>
		Buffer.from(JSON.stringify(value)).toString("base64url");
	const text = `${encode({ alg: "EdDSA", typ: "JWT" })}.${encode({ sub: uuid, iss: uuid, jti: randomUUID(), iat: now, exp: now + 600 })}`;
	return `${text}.${sign(null, Buffer.from(text), key).toString("base64url")}`;
}

function authorization(
	call: Call,
	answers: readonly Answer[],
	token: string,
	dialect: Dialect,
): string | undefined {
	const [kind, index] = (call.as ?? "user").split(":");
	const scheme = dialect === "3.7" ? "Bearer " : "";
	const of = (answers[Number(index)]?.body ?? {}) as Record<string, string>;
	if (kind === "none") return undefined;
	if (kind === "wrong") return `${scheme}0000`;
	if (kind === "raw") return dialect === "3.7" ? token : `Bearer ${token}`;
	if (kind === "agent")
		return dialect === "3.7"
			? `Bearer ${agentToken(of)}`
			: (of.token ?? "missing");
	if (kind === "user" && index !== undefined)
		return scheme + (of.accessToken ?? "missing");
	return scheme + token;
}

function payload(
	call: Call,
	answers: readonly Answer[],
): { type?: string; text?: string } {
	if (call.raw !== undefined) return call.raw;
	if (call.file !== undefined) {
		const { field, text } = call.file;
		const file = String(fill(`x${text}`, answers)).slice(1);
		return {
			type: "multipart/form-data; boundary=likeness",
			text: `--likeness\r\nContent-Disposition: form-data; name="${field}"; filename="it.yaml"\r\nContent-Type: application/octet-stream\r\n\r\n${file}\r\n--likeness--\r\n`,
		};
	}
	if (call.body === undefined) return {};
	return {
		type: "application/json",
		text: JSON.stringify(fill(call.body, answers)),
	};
}

/** Parts of the agents' answers that change by themselves. */
const restless =
	/"(lastActive|lastStatusTime|timestamp|uptimeSec|updatedAt)":[^,}]*/g;

/** What the work in the background makes one after the other, so that it shows there that it goes on. */
const made = ["/secrets", "/configmaps", "/volumeMounts"];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function settle(
	target: Target,
	headers: Record<string, string>,
): Promise<void> {
	if (target.settleMs !== undefined) return void (await pause(target.settleMs));
	let last = "";
	let still = 0;
	for (let i = 0; i < 60 && (still < 8 || i < 13); i += 1) {
		await pause(600);
		const look = async (path: string) =>
			JSON.stringify(
				(await send(target.url, { method: "GET", path, headers })).body,
			).replace(restless, "");
		let now = "";
		for (const path of ["/iofog-list", "/microservices/system", ...made])
			now += await look(path);
		still = now === last ? still + 1 : 0;
		last = now;
	}
}

/** Makes the calls of a sequence one after another, tells it each answer, and records both. */
export async function run(
	calls: Iterable<Call> | Generator<Call, void, Answer>,
	target: Target,
): Promise<Exchange[]> {
	const login = await send(target.url, {
		method: "POST",
		path: "/user/login",
		headers: { "content-type": "application/json" },
		payload: JSON.stringify({ email: target.email, password: target.password }),
	});
	const token = (login.body as { accessToken?: string } | null)?.accessToken;
	if (token === undefined)
		throw new Error(`Cannot log in at ${target.url}: ${JSON.stringify(login)}`);
	const answers: Answer[] = [];
	const trace: Exchange[] = [];
	const iterator = calls[Symbol.iterator]() as Iterator<Call, unknown, Answer>;
	for (
		let next = iterator.next({ status: 0, type: "", body: null });
		!next.done;
	) {
		const call = next.value;
		const { type, text } = payload(call, answers);
		const auth = authorization(call, answers, token, target.dialect);
		const headers: Record<string, string> = {};
		if (type !== undefined) headers["content-type"] = type;
		if (auth !== undefined) headers.authorization = auth;
		const path = String(fill(`x${call.path}`, answers)).slice(1);
		const sent = {
			method: call.method,
			path,
			headers,
			...(text === undefined ? {} : { payload: text }),
		};
		const answer = await send(target.url, sent).catch((error: Error) => ({
			status: 0,
			type: "",
			body: error.message,
		}));
		answers.push(answer);
		trace.push({ call, answer });
		if (call.settle && target.dialect === "3.7")
			await settle(target, { authorization: `Bearer ${token}` });
		next = iterator.next(answer);
	}
	return trace;
}
