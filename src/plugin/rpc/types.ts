import type { CtyType } from "../../core/cty-type";
import {
	attributeType,
	type FunctionSchema,
	type Schema,
} from "../../core/schema";
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

/** The signature of a function. */
export function functionOf(provider: Provider, name: string): FunctionSchema {
	return found(provider.schema().functions, "function", name);
}

function schemaOf(provider: Provider, kind: Kind, name: string): Schema {
	const schema = provider.schema();
	switch (kind) {
		case "provider":
			return schema.provider;
		case "resource":
			return found(schema.resource_schemas, kind, name);
		case "data source":
			return found(schema.data_source_schemas, kind, name);
		case "ephemeral resource":
			return found(schema.ephemeral_resource_schemas, kind, name);
	}
}

function found<T>(
	all: Readonly<Record<string, T>> | undefined,
	kind: string,
	name: string,
): T {
	const one = all && Object.hasOwn(all, name) ? all[name] : undefined;
	if (one === undefined)
		throw new GrpcError(
			STATUS.invalidArgument,
			`there is no ${kind} "${name}"`,
		);
	return one;
}

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
