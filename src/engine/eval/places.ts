import type { Path } from "../../core";
import type { Values } from "../../provider/types";
import type { BlockConfig, ResourceConfig } from "../config/model";
import {
	DYNAMIC,
	LanguageError,
	numberValue,
	stringValue,
	unknownValue,
	type Value,
} from "../language";
import type { InstanceAddress } from "../state";

/** The object of one resource instance as expressions see it, and the paths that its configuration made sensitive. */
export interface InstanceObject {
	readonly values: Values;
	readonly sensitive: readonly Path[];
}

/** The instances of a resource block. */
export type Expansion =
	| { readonly kind: "single" }
	| { readonly kind: "count"; readonly count: number }
	| { readonly kind: "each"; readonly values: ReadonlyMap<string, Value> };

/** The instance that an expression belongs to. */
export interface Place {
	readonly key?: string | number;
	/** The instances are not decided: `count.index`, or `each.key` and `each.value`, are unknown. */
	readonly undecided?: "count" | "each";
	/** `each.value`. */
	readonly each?: Value;
	/** The object that `self` stands for, in postconditions. */
	readonly self?: {
		readonly resource: BlockConfig;
		/** undefined where it is not decided. */
		readonly object: InstanceObject | undefined;
	};
}

/** The expansion of a block without count and for_each. */
export const singleExpansion: Expansion = { kind: "single" };

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
	return singleExpansion;
}

/** `count.index` at a place. */
export function countOf(
	name: string | number | undefined,
	place: Place | undefined,
): Value {
	if (place?.undecided === "count" && name === "index")
		return unknownValue("number").asNotNull();
	if (typeof place?.key !== "number" || name !== "index")
		throw new LanguageError(
			'Reference to "count" in non-counted context',
			'The "count" object can only be used in "resource" and "data" blocks, and only when the "count" argument is set; its only attribute is count.index.',
		);
	return numberValue(place.key);
}

/** `each.key` and `each.value` at a place. */
export function eachOf(
	name: string | number | undefined,
	place?: Place,
): Value {
	if (place?.undecided === "each")
		return name === "key" ? unknownValue("string").asNotNull() : DYNAMIC;
	if (place?.each === undefined)
		throw new LanguageError(
			'Reference to "each" in context without for_each',
			'The "each" object can be used only in "resource" and "data" blocks, and only when the "for_each" argument is set.',
		);
	if (name === "key") return stringValue(String(place.key));
	if (name === "value") return place.each;
	throw new LanguageError(
		'Invalid "each" attribute',
		`The "each" object does not have an attribute named "${name ?? ""}". The supported attributes are each.key and each.value, the current key and value pair of the "for_each" attribute set.`,
	);
}
