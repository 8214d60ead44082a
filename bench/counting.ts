import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that went through a {@link counting} proxy; times in milliseconds since 1970. */
export interface Passed {
	readonly method: string;
	readonly path: string;
	readonly began: number;
	/** Undefined while it is under way. */
	ended: number | undefined;
}

/** A proxy for plain HTTP that notes every call; `to` and `at` are a URL with a port, or the path of a socket. It resolves to its own URL or path. */
export async function counting(
	to: string,
	at?: string,
): Promise<{ place: string; calls: Passed[]; close: () => void }> {
	const calls: Passed[] = [];
	const target = to.startsWith("/")
		? { socketPath: to }
		: { host: new URL(to).hostname, port: new URL(to).port };
	const server = createServer((incoming, outgoing) => {
		const { method = "", url: path = "", headers } = incoming;
		const call: Passed = { method, path, began: Date.now(), ended: undefined };
		calls.push(call);
		const onwards = request({ ...target, method, path, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			outgoing.flushHeaders();
			answer.pipe(outgoing);
			answer.on("end", () => {
				call.ended = Date.now();
			});
		});
		onwards.on("error", () => outgoing.destroy());
		outgoing.on("close", () => onwards.destroy());
		incoming.pipe(onwards);
	});
	await new Promise<void>((resolve) =>
		at ? server.listen(at, resolve) : server.listen(0, "127.0.0.1", resolve),
	);
	return {
		place: at ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
