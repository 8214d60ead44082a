import type { Late } from "./late";
import type { Log } from "./log";
import type { Unary } from "./server/grpc";
import type { Connection } from "./server/server";

const PROVIDER = "/tfplugin6.Provider/";

/** What a connection may do to its process. */
export interface Host {
	readonly log: Log;
	/** Ends the process, unless it is there for more than one client. */
	shutDown(): void;
}

const EMPTY = new Uint8Array();
// The one field of the answer, 1 (status), says 1 (serving).
const SERVING = new Uint8Array([0x08, 0x01]);

const prepared = () => require("./prepared") as typeof import("./prepared");

/** The services of one connection. What works on values is loaded with the first call that does. */
export function connect(host: Host): Connection {
	let session: Late | undefined;
	const direct: Readonly<Record<string, Unary>> = {
		"/plugin.GRPCController/Shutdown": () => {
			// After the answer is on its way.
			setImmediate(() => host.shutDown());
			return EMPTY;
		},
		"/grpc.health.v1.Health/Check": () => SERVING,
		[`${PROVIDER}GetProviderSchema`]: () => prepared().schemaResponse(),
		[`${PROVIDER}GetFunctions`]: () => prepared().functionsResponse(),
		// None of the resource types has an identity in the sense of protocol 6.9.
		[`${PROVIDER}GetResourceIdentitySchemas`]: () => EMPTY,
		[`${PROVIDER}StopProvider`]: () => {
			session?.halt();
			return EMPTY;
		},
	};
	const late = (path: string) => {
		if (!path.startsWith(PROVIDER)) return undefined;
		session ??= (require("./late") as typeof import("./late")).openSession(
			host.log,
		);
		return session.method(path.slice(PROVIDER.length));
	};
	const handlers = new Map<string, Unary | undefined>();
	return {
		handler(path) {
			if (!handlers.has(path)) {
				const found = direct[path] ?? late(path);
				handlers.set(path, found && logged(host.log, path, found));
			}
			return handlers.get(path);
		},
		close: () => session?.close(),
	};
}

/** Writes the begin of a call at level trace, its end and its time at debug; never what it carries. */
function logged(log: Log, path: string, handler: Unary): Unary {
	if (!log.enabled("debug")) return handler;
	return async (request) => {
		const started = performance.now();
		log.write("trace", `${path} begins`, { bytes: request.length });
		try {
			return await handler(request);
		} finally {
			log.write("debug", `${path} ended`, {
				ms: Math.round(performance.now() - started),
			});
		}
	};
}
