import {
	type Attribute,
	type Attributes,
	canonicalJson,
	type Type,
} from "../core";
import type { Place } from "./manifest-place";

/** Reads a value of an attribute's type; nested keys are camelCase, as iofogctl's are. */
export function readAs(type: Type, place: Place): unknown {
	switch (type.kind) {
		case "string":
			return place.text();
		case "number":
			return place.number();
		case "bool":
			return place.bool();
		case "json":
			return canonicalJson(place.plain());
		case "list":
		case "set":
			return place
				.elements()
				.map((element) => readAs(type.element as Type, element));
		case "map":
			return Object.fromEntries(
				[...place.members()].map(([key, member]) => [
					key,
					readAs(type.element as Type, member),
				]),
			);
		case "object": {
			const attributes = type.attributes as Attributes;
			return readAll(attributes, place.known(Object.keys(attributes)));
		}
	}
}

/** Reads those members that are named as attributes are (camelCase). */
export function readAll(
	attributes: Attributes,
	members: ReadonlyMap<string, Place>,
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const [name, place] of members) {
		const attribute = Object.hasOwn(attributes, name)
			? (attributes[name] as Attribute)
			: undefined;
		if (attribute) values[name] = readAs(attribute.type, place);
	}
	return values;
}

/** Puts lists of named pairs, as iofogctl writes maps, into an object; a key that comes twice is a fault. */
export function pairs<T>(
	entries: readonly (readonly [Place, string, T])[],
): Record<string, T> {
	const found = new Map<string, T>();
	for (const [place, key, value] of entries) {
		if (found.has(key)) throw place.fault(`has the key "${key}" twice`);
		found.set(key, value);
	}
	return Object.fromEntries(found);
}

const REGISTRIES = new Map([
	["remote", 1],
	["local", 2],
]);

/** The registry that images come from: `remote`, `local`, or the id of one. */
export function registryId(place: Place | undefined): number | undefined {
	if (place === undefined) return undefined;
	const text = place.text();
	const id = REGISTRIES.get(text) ?? Number(text);
	if (!Number.isSafeInteger(id) || id < 1)
		throw place.fault('must be "remote", "local" or the id of a registry');
	return id;
}

/** Images by architecture; undefined where none is named. */
export function images(
	members: ReadonlyMap<string, Place>,
): Record<string, string> | undefined {
	const found: Record<string, string> = {};
	for (const [key, architecture] of [
		["x86", "amd64"],
		["amd64", "amd64"],
		["arm", "arm"],
	] as const) {
		const image = members.get(key)?.text();
		if (image) found[architecture] = image;
	}
	return Object.keys(found).length > 0 ? found : undefined;
}
