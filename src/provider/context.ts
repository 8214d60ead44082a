import type { Controller } from "../controller";
import type { Context } from "../core";

/** What functions of a type are given that only look: no configuration, no private data, nobody to warn. */
export function lookingOnly(
	controller: Controller,
	signal: AbortSignal,
): Context<Controller> {
	return { controller, signal, private: {}, config: {}, warn: () => {} };
}
