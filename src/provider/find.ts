import { encode, hasUnknown, sameValue, UNKNOWN } from "../core";
import type { AnyResource } from "../resources";
import { lookingOnly } from "./context";
import { decoded } from "./decoded";
import type { Configured, Values } from "./types";
import { resourceOf } from "./types-of";

interface Looking {
	readonly configured: Configured;
	readonly resource: AnyResource;
	readonly signal: AbortSignal;
}

/** The live object (camelCase) that has the unique key of a planned one; a singleton that is as planned counts as free. */
export async function findLive(
	{ configured, resource, signal }: Looking,
	planned: Values,
): Promise<Values | undefined> {
	const { controller } = configured;
	if (!controller || !resource.find) return undefined;
	if (resource.uniqueKey.some((name) => planned[name] === UNKNOWN))
		return undefined;
	const live = (await resource.find(
		lookingOnly(controller, signal),
		planned as never,
	)) as Values | undefined;
	return live && resource.singleton && equal(resource, planned, live)
		? undefined
		: live;
}

/** As `findLive`, with snake_case values on both sides. */
export async function find(
	configured: Configured,
	type: string,
	planned: Values,
	signal: AbortSignal,
): Promise<Values | null> {
	const resource = resourceOf(type);
	const live = await findLive(
		{ configured, resource, signal },
		decoded(resource.attributes, planned),
	);
	return live ? encode(resource.attributes, live) : null;
}

/** True where a live object is what was planned, as far as the Controller tells (snake_case). */
export function matches(type: string, planned: Values, live: Values): boolean {
	const resource = resourceOf(type);
	return equal(
		resource,
		decoded(resource.attributes, planned),
		decoded(resource.attributes, live),
	);
}

/** As `matches`, with camelCase values on both sides. */
export function equal(
	resource: AnyResource,
	planned: Values,
	live: Values,
): boolean {
	return Object.entries(resource.attributes).every(([name, attribute]) => {
		const wanted = planned[name] ?? null;
		const told = live[name] ?? null;
		// What is unknown, or not told, cannot differ.
		if (wanted === null || told === null || hasUnknown(wanted)) return true;
		return wanted === UNKNOWN || sameValue(attribute.type, wanted, told);
	});
}
