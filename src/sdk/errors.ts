/** Why a call of the SDK failed: no local API, an answer that it refused, what this agent cannot do, or a value that does not fit. */
export type FailureKind = "invalid" | "refused" | "unreachable" | "unsupported";

/** A failure of the SDK; `kind` is for programs, the message for people. */
export class SdkError extends Error {
	constructor(
		readonly kind: FailureKind,
		message: string,
		cause?: unknown,
	) {
		super(message, cause === undefined ? undefined : { cause });
		this.name = "SdkError";
	}
}
