import type { ResourceConfig } from "../config/model";
import type { InstanceAddress } from "../state";
import type { Expansion, Place } from "./evaluator";

/** The places of the instances of a block. */
export function placesOf(expansion: Expansion): Place[] {
	switch (expansion.kind) {
		case "count":
			return Array.from({ length: expansion.count }, (_, key) => ({ key }));
		case "each":
			return [...expansion.values].map(([key, each]) => ({ key, each }));
		default:
			return [{}];
	}
}

/** The instances of a block as the state has them. */
export function stateExpansion(
	resource: ResourceConfig,
	at: readonly InstanceAddress[],
): Expansion {
	if (resource.count)
		return {
			kind: "count",
			count: Math.max(
				...at.map(({ key }) => (typeof key === "number" ? key + 1 : 0)),
			),
		};
	if (resource.forEach)
		return {
			kind: "each",
			values: new Map(at.map(({ key }) => [String(key), undefined as never])),
		};
	return { kind: "single" };
}
