import { type Body, decodeMessage, encodeMessage } from "../wire/message";
import type { Session } from "./session";

/** One method of the provider's service. */
export type Method = (
	session: Session,
	request: Uint8Array,
	signal: AbortSignal,
) => Promise<Uint8Array>;

type AnyMessage = Parameters<typeof encodeMessage>[0];

/** Ties the messages of a method to what it does. */
export function method<Q extends AnyMessage, A extends AnyMessage>(
	request: Q,
	response: A,
	run: (
		session: Session,
		asked: Body<Q>,
		signal: AbortSignal,
	) => Body<A> | Promise<Body<A>>,
): Method {
	return async (session, bytes, signal) =>
		encodeMessage(
			response,
			await run(session, decodeMessage(request, bytes), signal),
		);
}
