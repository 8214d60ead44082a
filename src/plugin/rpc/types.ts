import type { CtyType } from "../../core/cty-type";
import { attributeType, type Schema } from "../../core/schema";
import type { Provider } from "../../provider/types";
import { GrpcError, STATUS } from "../server/grpc";

/** The kinds of things that have a schema. */
export type Kind =
	| "provider"
	| "resource"
	| "data source"
	| "ephemeral resource";

const known = new WeakMap<Provider, Map<string, CtyType>>();

/** The type of the values of a resource type, a data source, an ephemeral resource or the provider itself, derived once. */
export function typeOf(provider: Provider, kind: Kind, name = ""): CtyType {
	let types = known.get(provider);
	if (!types) {
		types = new Map();
		known.set(provider, types);
	}
	const key = `${kind} ${name}`;
	let type = types.get(key);
	if (!type) {
		type = objectType(schemaOf(provider, kind, name));
		types.set(key, type);
	}
	return type;
}

function schemaOf(provider: Provider, kind: Kind, name: string): Schema {
	const schema = provider.schema();
	const found =
		kind === "provider"
			? schema.provider
			: kind === "resource"
				? own(schema.resource_schemas, name)
				: kind === "data source"
					? own(schema.data_source_schemas, name)
					: undefined;
	if (!found)
		throw new GrpcError(
			STATUS.invalidArgument,
			`there is no ${kind} "${name}"`,
		);
	return found;
}

const own = (schemas: Readonly<Record<string, Schema>>, name: string) =>
	Object.hasOwn(schemas, name) ? schemas[name] : undefined;

function objectType({ block }: Schema): CtyType {
	return [
		"object",
		Object.fromEntries(
			Object.entries(block.attributes).map(([name, attribute]) => [
				name,
				attributeType(attribute),
			]),
		),
	];
}
