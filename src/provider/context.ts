import type { Controller } from "../controller";
import type { Context, Private } from "../core";

/** What functions of a type are given that only look: no configuration, no private data, nobody to warn. */
export function lookingOnly(
	controller: Controller,
	signal: AbortSignal,
): Context<Controller> {
	return { controller, signal, private: {}, config: {}, warn: () => {} };
}

/** A copy of private data that may be written to. */
export function copyOf(data: Private): Private {
	for (const _ in data) return structuredClone(data);
	return {};
}
