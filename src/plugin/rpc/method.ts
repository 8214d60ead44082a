import { type Body, decodeMessage, encodeMessage } from "../wire/message";
import { encodeDiagnostics } from "./diagnostics";
import type { Session } from "./session";
import { told } from "./told";

/** One method of the provider's service. */
export type Method = (
	session: Session,
	request: Uint8Array,
) => Uint8Array | Promise<Uint8Array>;

type AnyMessage = Parameters<typeof encodeMessage>[0];

/** Ties the messages of a method to what it does. What it throws is answered as diagnostics where it is meant for the user, else as a status of gRPC. */
export function method<Q extends AnyMessage, A extends AnyMessage>(
	request: Q,
	response: A,
	run: (session: Session, asked: Body<Q>) => Body<A> | Promise<Body<A>>,
): Method {
	const failed = (cause: unknown) => {
		if (!response.fields.diagnostics) throw cause;
		const diagnostics = encodeDiagnostics(told(cause));
		return encodeMessage(response, { diagnostics } as never);
	};
	const later = async (answer: Promise<Body<A>>) => {
		try {
			return encodeMessage(response, await answer);
		} catch (cause) {
			return failed(cause);
		}
	};
	return (session, bytes) => {
		const asked = decodeMessage(request, bytes);
		try {
			const answer = run(session, asked);
			return answer instanceof Promise
				? later(answer)
				: encodeMessage(response, answer);
		} catch (cause) {
			return failed(cause);
		}
	};
}
