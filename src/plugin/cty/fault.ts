import type { Path } from "../../core/diagnostic";

/** A value that is not of its type, or bytes that are no value; `path` leads from the root to the place. */
export class CtyFault extends Error {
	constructor(
		readonly complaint: string,
		readonly path: Path = [],
	) {
		super(path.length > 0 ? `${path.join(".")}: ${complaint}` : complaint);
		this.name = "CtyFault";
	}
}

/** Gives a fault the step that led to it. */
export function inside(step: string | number, cause: unknown): unknown {
	return cause instanceof CtyFault
		? new CtyFault(cause.complaint, [step, ...cause.path])
		: cause;
}
