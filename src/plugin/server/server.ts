import { unlinkSync } from "node:fs";
import type {
	Http2Server,
	ServerHttp2Session,
	ServerHttp2Stream,
} from "node:http2";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import type { Identity } from "./certificate";
import { pemOf } from "./certificate";
import { holdOpen, serveUnary, type Unary } from "./grpc";

/** The services of one connection. */
export interface Connection {
	/** The handler of a path such as `/tfplugin6.Provider/ReadResource`. */
	handler(path: string): Unary | undefined;
	/** Called when the connection has ended. */
	close(): void;
}

/** How a server is set up. */
export interface ServerOptions {
	/** Both sides' certificates; without them there is no TLS. */
	readonly tls?: { readonly own: Identity; readonly client: Uint8Array };
	readonly socketFolder?: string;
	/** Begins a connection; a stopped or idle server is told by the number of connections that are left. */
	readonly connect: () => Connection;
	readonly onConnections?: (open: number) => void;
	/** Told of what Terraform would not show: a refused client, a broken connection. */
	readonly complain: (message: string) => void;
}

/** A server that listens. */
export interface Listening {
	/** Path of its socket. */
	readonly socket: string;
	/** Stops listening and removes the socket; what is under way goes on. */
	close(): void;
}

// Streams that stay open for as long as the connection does.
const HELD = new Set([
	"/plugin.GRPCStdio/StreamStdio",
	"/plugin.GRPCBroker/StartStream",
]);
const SETTINGS = {
	initialWindowSize: 4 * 1024 * 1024,
	maxConcurrentStreams: 2000,
	enablePush: false,
};
// The kernel takes 108 bytes, macOS 104.
const LONGEST_PATH = 100;

/**
 * Listens on a new Unix socket that only this user may connect to. What answers there, HTTP/2 and TLS, is loaded right after, while the client
 * reads where to connect: together they take as long as everything before.
 */
export function listen(options: ServerOptions): Promise<Listening> {
	let server: Http2Server | undefined;
	const ready = () => {
		server ??= makeServer(options);
		return server;
	};
	const door = createServer((socket) => ready().emit("connection", socket));
	const socket = socketPath(options.socketFolder);
	return new Promise((resolve, reject) => {
		door.on("error", reject);
		door.listen(socket, () => {
			door.off("error", reject);
			door.on("error", (cause) => options.complain(cause.message));
			setImmediate(ready);
			resolve({
				socket,
				close: () => {
					door.close();
					remove(socket);
				},
			});
		});
	});
}

function makeServer(options: ServerOptions): Http2Server {
	const server = bareServer(options);
	let open = 0;
	server.on("session", (session: ServerHttp2Session) => {
		session.on("error", ignore);
		if (!isClient(session, options)) {
			options.complain(
				"a client with another certificate than that of whoever started the plugin was refused",
			);
			session.destroy();
			return;
		}
		const connection = options.connect();
		options.onConnections?.(++open);
		session.on("stream", (stream: ServerHttp2Stream, headers) => {
			stream.on("error", ignore);
			const path = String(headers[":path"]);
			if (HELD.has(path)) holdOpen(stream);
			else serveUnary(stream, path, connection.handler(path));
		});
		session.on("close", () => {
			connection.close();
			options.onConnections?.(--open);
		});
	});
	server.on("tlsClientError", (cause: Error) =>
		options.complain(`a client failed to connect: ${cause.message}`),
	);
	return server;
}

function bareServer({ tls }: ServerOptions): Http2Server {
	const { createSecureServer, createServer } =
		require("node:http2") as typeof import("node:http2");
	if (!tls) return createServer({ settings: SETTINGS });
	return createSecureServer({
		key: tls.own.key.export({ type: "pkcs8", format: "pem" }),
		cert: pemOf(tls.own.der),
		// Node 20 parses its whole list of authorities for any other value, for 40 ms: who the client is, `isClient` decides.
		ca: [],
		requestCert: true,
		rejectUnauthorized: false,
		minVersion: "TLSv1.3",
		ALPNProtocols: ["h2"],
		settings: SETTINGS,
	}) as Http2Server;
}

/** TLS has proved that the client has the key of its certificate; here it must be the very certificate that the plugin was told of. */
function isClient(session: ServerHttp2Session, { tls }: ServerOptions) {
	if (!tls) return true;
	const shown = (session.socket as TLSSocket).getPeerCertificate(false)?.raw;
	return shown !== undefined && Buffer.compare(shown, tls.client) === 0;
}

let count = 0;

function socketPath(folder = tmpdir()): string {
	const name = `iofog-${process.pid}-${++count}-${Math.random().toString(36).slice(2, 8)}`;
	const path = join(folder, name);
	return Buffer.byteLength(path) > LONGEST_PATH ? join("/tmp", name) : path;
}

function remove(socket: string): void {
	try {
		unlinkSync(socket);
	} catch {
		// Closing the server has removed it.
	}
}

/** A client that goes away in mid-call is no fault of the server: the connection's end is seen by its own event. */
function ignore(): void {}
