import { UNKNOWN } from "../../core";
import type { Values } from "../../provider/types";
import { samePlain } from "./plain";
import type { Attr } from "./schema";

/** The proposed new state, as Terraform computes it: the configuration where it is set, the prior state for computed attributes that it leaves open. */
export function proposedNew(
	attrs: readonly Attr[],
	prior: Values | null,
	config: Values,
): Values {
	const out: Values = {};
	for (const attr of attrs) {
		const { name } = attr;
		const before = prior === null ? null : (prior[name] ?? null);
		const given = config[name] ?? null;
		if (attr.writeOnly) out[name] = null;
		else if (given === null && attr.computed)
			out[name] = wasConfigured(attr, before) ? given : before;
		else if (attr.nested) out[name] = proposedNested(attr, before, given);
		else out[name] = given;
	}
	return out;
}

/** A nested object that holds arguments which only a configuration can have set was taken out of it. */
function wasConfigured(attr: Attr, before: unknown): boolean {
	if (!attr.optional || !attr.nested || typeof before !== "object" || !before)
		return false;
	const objects =
		attr.nested.mode === "single" ? [before] : Object.values(before);
	return objects.some((object) =>
		attr.nested?.attrs.some((inner) => {
			const value = (object as Values | null)?.[inner.name] ?? null;
			return value !== null && inner.optional && !inner.computed;
		}),
	);
}

function proposedNested(attr: Attr, before: unknown, given: unknown): unknown {
	if (given === null || given === UNKNOWN) return given;
	const nested = attr.nested as NonNullable<Attr["nested"]>;
	const merge = (old: unknown, config: unknown) =>
		config === null || config === UNKNOWN
			? config
			: proposedNew(
					nested.attrs,
					old === UNKNOWN ? null : ((old ?? null) as Values | null),
					config as Values,
				);
	switch (nested.mode) {
		case "single":
			return merge(before, given);
		case "map":
			return Object.fromEntries(
				Object.entries(given as Values).map(([key, config]) => [
					key,
					merge((before as Values | null)?.[key], config),
				]),
			);
		case "list":
			return (given as unknown[]).map((config, i) =>
				merge(Array.isArray(before) ? before[i] : null, config),
			);
		default: {
			const rest = Array.isArray(before) ? [...before] : [];
			return (given as unknown[]).map((config) => {
				const at = rest.findIndex((old) =>
					couldBe(nested.attrs, old as Values | null, config),
				);
				return merge(at < 0 ? null : rest.splice(at, 1)[0], config);
			});
		}
	}
}

/** Says whether a prior element of a set can have come from a configured one. */
function couldBe(
	attrs: readonly Attr[],
	prior: Values | null,
	config: unknown,
): boolean {
	if (prior === null || config === null || config === UNKNOWN) return false;
	return attrs.every((attr) => {
		const given = (config as Values)[attr.name] ?? null;
		return (
			(given === null && attr.computed) ||
			samePlain(given, prior[attr.name], attr.type)
		);
	});
}
