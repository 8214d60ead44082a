import { EngineError } from "./types";

/** Ends a function that the engine does not have yet. */
export function notReady(): never {
	throw new EngineError([
		{
			severity: "error",
			summary: "Not available",
			detail: "This part of the engine is not there yet.",
		},
	]);
}
