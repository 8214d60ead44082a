import type { IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import { type AxiosAdapter, AxiosError, type AxiosResponse } from "axios";
import { CallOff } from "./abort";

/** The signal of one call, by which it also decides when it is sent. */
export class Turn extends CallOff {
	/** `begin` runs what sends the call, when it is its turn. */
	constructor(readonly begin: <T>(send: () => Promise<T>) => Promise<T>) {
		super();
	}
}

/**
 * An adapter for calls whose signal is a `Turn`. All that axios does before is done while a call waits for its turn, and what it does with an
 * answer after the next call is sent.
 */
export function inTurn(adapter: AxiosAdapter): AxiosAdapter {
	return (config) => {
		const turn = config.signal as unknown as Turn;
		return turn.begin(() => adapter(config));
	};
}

/**
 * An axios adapter that sends one text and reads one text over a pool. The one of axios itself can do much more (streams, redirects,
 * progress, compression), which costs more CPU time per call than all the rest of a call (measured: half). All URLs begin with `base`.
 */
export function direct(agent: http.Agent, base: string): AxiosAdapter {
	const { request } = agent instanceof https.Agent ? https : http;
	const { origin, hostname, port } = new URL(base);
	// As Node takes the host of a URL with an IPv6 address.
	const host = hostname.replace(/^\[|\]$/g, "");
	return (config) =>
		new Promise<AxiosResponse>((resolve, reject) => {
			const sent = request({
				agent,
				host,
				port,
				path: (config.url as string).slice(origin.length),
				method: config.method?.toUpperCase(),
				headers: config.headers.toJSON() as http.OutgoingHttpHeaders,
			});
			// Node adds it by itself, but for a DELETE.
			if (config.data && !sent.hasHeader("content-length"))
				sent.setHeader("content-length", Buffer.byteLength(config.data));
			const { signal } = config;
			const abort = () => sent.destroy(new Error("aborted"));
			if (signal?.aborted) abort();
			signal?.addEventListener?.("abort", abort);
			const done = () => signal?.removeEventListener?.("abort", abort);
			const fail = (fault: NodeJS.ErrnoException) => {
				done();
				reject(AxiosError.from(fault, fault.code, config, sent));
			};
			sent.on("error", fail);
			sent.on("response", (answer: IncomingMessage) => {
				const chunks: Buffer[] = [];
				answer.on("data", (chunk: Buffer) => chunks.push(chunk));
				answer.on("error", fail);
				answer.on("end", () => {
					done();
					resolve({
						data: Buffer.concat(chunks).toString("utf8"),
						status: answer.statusCode as number,
						statusText: answer.statusMessage ?? "",
						// The one that is asked for: axios goes through all that it is given.
						headers: { "content-type": answer.headers["content-type"] ?? "" },
						config,
						request: sent,
					});
				});
			});
			sent.end(config.data);
		});
}
