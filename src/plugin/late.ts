import { provider } from "../provider";
import type { Log } from "./log";
import { METHODS } from "./rpc";
import { Session } from "./rpc/session";
import type { Unary } from "./server/grpc";
import { optimizeLess } from "./v8";

/** What a connection has once it was asked for more than the schema. */
export interface Late {
	/** The handler of a method of the provider's service. */
	method(name: string): Unary | undefined;
	/** Stops what is under way. */
	halt(): void;
	close(): void;
}

/**
 * Begins a session. This module is the door between what a plugin needs to be started and the rest, which takes a multiple of the time to load:
 * the bundle holds the rest as text, and evaluates it with the first call that works on values.
 */
export function openSession(log: Log): Late {
	optimizeLess();
	const session = new Session(provider, log);
	return {
		method(name) {
			const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
			return method && ((request) => method(session, request));
		},
		halt: () => session.halt(),
		close: () => session.close(),
	};
}
