import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that changes something at the Controller. */
export interface Call {
	readonly method: string;
	/** Below `/api/v3`. */
	readonly path: string;
	readonly body: unknown;
}

/** A Controller's front with a notebook. */
export interface Recorder {
	readonly url: string;
	/** The writing calls since the last time. */
	take(): Call[];
	close(): Promise<void>;
}

const API = "/api/v3";

/** Passes calls on to a Controller, and keeps those that change something, log-ins excepted. */
export async function record(target: string): Promise<Recorder> {
	const { hostname, port } = new URL(target);
	let calls: Call[] = [];
	const server = createServer((incoming, answer) => {
		const { method = "GET", url = "/", headers } = incoming;
		const parts: Buffer[] = [];
		incoming.on("data", (part: Buffer) => parts.push(part));
		incoming.on("end", () => {
			const path = url.startsWith(API) ? url.slice(API.length) : url;
			const sent = Buffer.concat(parts);
			if (writes(method, path))
				calls.push({ method, path, body: bodyOf(sent.toString()) });
			const onward = request(
				{ hostname, port, method, path: url, headers },
				(response) => {
					answer.writeHead(response.statusCode ?? 502, response.headers);
					response.pipe(answer);
				},
			);
			onward.on("error", () => answer.destroy());
			onward.end(sent);
		});
	});
	await new Promise<void>((listening) =>
		server.listen(0, "127.0.0.1", listening),
	);
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		take() {
			const taken = calls;
			calls = [];
			return taken;
		},
		close: () =>
			new Promise((closed) => {
				server.close(() => closed());
				server.closeAllConnections();
			}),
	};
}

/** Asking for a provisioning key makes a new one. */
function writes(method: string, path: string): boolean {
	if (method === "GET") return path.endsWith("/provisioning-key");
	return method !== "HEAD" && !path.startsWith("/user/");
}

function bodyOf(text: string): unknown {
	if (text === "") return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
