import { UNKNOWN } from "../core";
import type { Values } from "./types";
import { facts } from "./types-of";

/** One text for an object, as import takes it: a uuid, a number, `shop/web`, `default` for a singleton; undefined while unknown. */
export function idOf(type: string, values: Values): string | undefined {
	const { identity, singleton } = facts(type);
	if (singleton) return "default";
	const parts = identity.map((name) => values[name]);
	return parts.some((p) => p === null || p === undefined || p === UNKNOWN)
		? undefined
		: parts.join("/");
}
