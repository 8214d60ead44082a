import { toSnake } from "../core";
import { type AnyDataSource, dataSources } from "../data-sources";
import { type AnyEphemeral, ephemeralResources } from "../ephemeral-resources";
import { type AnyResource, resources } from "../resources";
import type { TypeFacts } from "./types";

const byType = new Map(resources.map((r) => [r.type, r]));
const sourcesByType = new Map(dataSources.map((d) => [d.type, d]));

/** The definition of a resource type; asking for one that does not exist is a fault of the caller. */
export function resourceOf(type: string): AnyResource {
	const resource = byType.get(type);
	if (!resource) throw new TypeError(`no resource type "${type}"`);
	return resource;
}

/** The definition of a data source; asking for one that does not exist is a fault of the caller. */
export function dataSourceOf(type: string): AnyDataSource {
	const source = sourcesByType.get(type);
	if (!source) throw new TypeError(`no data source "${type}"`);
	return source;
}

const ephemeralByType = new Map(ephemeralResources.map((e) => [e.type, e]));

/** The definition of an ephemeral resource; asking for one that does not exist is a fault of the caller. */
export function ephemeralOf(type: string): AnyEphemeral {
	const ephemeral = ephemeralByType.get(type);
	if (!ephemeral) throw new TypeError(`no ephemeral resource "${type}"`);
	return ephemeral;
}

const factsByType = new Map<string, TypeFacts>();

/** Facts of a resource type, with snake_case names. */
export function facts(type: string): TypeFacts {
	let found = factsByType.get(type);
	if (!found) {
		const resource = resourceOf(type);
		const attributes = Object.entries(resource.attributes);
		found = {
			identity: resource.identity.map(toSnake),
			uniqueKey: resource.uniqueKey.map(toSnake),
			importForms: resource.importForms,
			singleton: resource.singleton === true,
			waits: resource.waits === true,
			deletedWith: Object.fromEntries(
				Object.entries(resource.deletedWith ?? {}).map(([name, by]) => [
					toSnake(name),
					by as string,
				]),
			),
			...(resource.readWith && { readWith: toSnake(resource.readWith) }),
			references: Object.fromEntries(
				attributes.flatMap(([name, { references }]) =>
					references ? [[toSnake(name), references]] : [],
				),
			),
			fit: resource.fit?.attributes.map(toSnake) ?? [],
			volatile: attributes.flatMap(([name, a]) =>
				a.role === "reported" ||
				(a.role === "computed" && !resource.identity.includes(name))
					? [toSnake(name)]
					: [],
			),
		};
		factsByType.set(type, found);
	}
	return found;
}
