/**
 * What went wrong in a call. `unreachable`, `timeout`, `aborted`, `tls`, `not-a-controller` and `unsupported-version` say that no Controller
 * of a known dialect answered; `read-only`, `ambiguous` and `too-large` (mostly) that nothing was sent; the others are the Controller's answers.
 */
export type ControllerErrorKind =
	| "not-found"
	| "conflict"
	| "invalid"
	| "in-use"
	| "unauthorized"
	| "forbidden"
	| "unreachable"
	| "timeout"
	| "aborted"
	| "tls"
	| "unsupported-version"
	| "unsupported"
	| "not-a-controller"
	| "too-large"
	| "read-only"
	| "ambiguous"
	| "unsettled"
	| "failed";

/** Everything a ControllerError says besides its text. */
export interface ControllerErrorFields {
	kind: ControllerErrorKind;
	method: string;
	url: string;
	status?: number;
	controllerName?: string;
	controllerMessage?: string;
	attribute?: string;
	wrote?: "no" | "maybe";
	cause?: unknown;
}

/** The one error that the client throws: `message` is one or more full sentences that say what is wrong and what to do, without secrets. */
export class ControllerError extends Error {
	override readonly name = "ControllerError";
	readonly kind: ControllerErrorKind;
	readonly method: string;
	readonly url: string;
	/** The HTTP status, absent where no answer came. */
	readonly status?: number;
	/** The class of error that the Controller named, such as `NotFoundError`. */
	readonly controllerName?: string;
	/** The Controller's own text. */
	readonly controllerMessage?: string;
	/** The attribute at fault, in camelCase with dots and indexes, where it is known. */
	readonly attribute?: string;
	/** Whether the call may have changed something in the Controller. */
	readonly wrote: "no" | "maybe";

	constructor(message: string, fields: ControllerErrorFields) {
		super(message, { cause: fields.cause });
		this.kind = fields.kind;
		this.method = fields.method;
		this.url = fields.url;
		this.status = fields.status;
		this.controllerName = fields.controllerName;
		this.controllerMessage = fields.controllerMessage;
		this.attribute = fields.attribute;
		this.wrote = fields.wrote ?? "no";
	}
}
