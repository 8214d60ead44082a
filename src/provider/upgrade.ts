import { type Diagnostic, error, toSnake } from "../core";
import { diagnose } from "./diagnose";
import type { Values } from "./types";
import { resourceOf } from "./types-of";

/** Converts stored state of an older schema version; attributes that no longer exist are dropped, new ones are null. */
export function upgradeState(
	type: string,
	version: number,
	state: Values,
): { state: Values; diagnostics: Diagnostic[] } {
	const resource = resourceOf(type);
	if (version > resource.version)
		return {
			state,
			diagnostics: [
				error(
					"State of a newer version",
					`The stored ${type} was written by a newer fogform (schema version ${version}; this one knows ${resource.version}). Update fogform.`,
				),
			],
		};
	try {
		const upgraded =
			version < resource.version && resource.upgrade
				? resource.upgrade(version, state)
				: state;
		return {
			state: Object.fromEntries(
				Object.keys(resource.attributes).map((name) => {
					const snake = toSnake(name);
					return [snake, upgraded[snake] ?? null];
				}),
			),
			diagnostics: [],
		};
	} catch (cause) {
		return { state, diagnostics: diagnose(cause) };
	}
}
