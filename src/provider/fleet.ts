import { type Diagnostic, encode, toCamel, toSnake } from "../core";
import { lookingOnly } from "./context";
import { decoded } from "./decoded";
import type {
	ChangeOf,
	ClaimOf,
	Configured,
	ReferredOf,
	Values,
} from "./types";
import { resourceOf } from "./types-of";

/** All live objects of a type, with the attributes that the Controller tells. */
export async function list(
	{ controller }: Configured,
	type: string,
	within: { readonly application?: string },
	signal: AbortSignal,
): Promise<Values[]> {
	if (!controller) return [];
	const resource = resourceOf(type);
	const found = await resource.list(lookingOnly(controller, signal), within);
	return found.map((live) => encode(resource.attributes, live));
}

/** What an object claims for itself alone; claims that depend on unknown values are left out. */
export function claims(type: string, values: Values): ClaimOf[] {
	const resource = resourceOf(type);
	if (!resource.claims) return [];
	return resource
		.claims(decoded(resource.attributes, values) as never)
		.map(({ key, label, attribute }) => ({
			key,
			label,
			path: [toSnake(attribute)],
		}));
}

/** What is wrong with a planned object together with those that it refers to. */
export function misfits(
	type: string,
	planned: Values,
	referred: ReferredOf,
): Diagnostic[] {
	const resource = resourceOf(type);
	const sides = Object.entries(referred).flatMap(([name, side]) => {
		if (side === undefined) return [];
		const { attributes } = resourceOf(side.type);
		const { planned, live } = side;
		return [
			[
				toCamel(name),
				{
					...(planned && { planned: decoded(attributes, planned) }),
					...(live && { live: decoded(attributes, live) }),
				},
			] as const,
		];
	});
	return (
		resource.fit?.judge(
			decoded(resource.attributes, planned) as never,
			Object.fromEntries(sides),
		) ?? []
	);
}

/** Resource types of which an object must exist before this one can be created. */
export async function needs(
	configured: Configured,
	type: string,
	planned: Values,
	signal: AbortSignal,
) {
	const resource = resourceOf(type);
	if (!resource.needs) return [];
	return resource.needs(
		decoded(resource.attributes, planned) as never,
		await configured.dialect(signal),
	);
}

/** Names (`application/name`) of the microservices whose containers a change restarts. */
export async function restarts(
	configured: Configured,
	type: string,
	{ action, prior, planned }: ChangeOf,
	signal: AbortSignal,
): Promise<string[]> {
	const resource = resourceOf(type);
	if (!resource.restarts) return [];
	const inCamel = (values: Values | null) =>
		values ? (decoded(resource.attributes, values) as never) : undefined;
	const change = {
		action,
		prior: inCamel(prior),
		planned: inCamel(planned),
		dialect: await configured.dialect(signal),
		facts: {} as Record<string, Values[]>,
	};
	const { controller } = configured;
	if (controller)
		for (const wanted of resource.restartFacts?.(change) ?? [])
			change.facts[wanted] = (await resourceOf(wanted).list(
				lookingOnly(controller, signal),
			)) as Values[];
	return resource.restarts(change);
}
