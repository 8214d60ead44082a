import {
	attributeType,
	type ProviderSchema,
	type Schema,
	type SchemaAttribute,
} from "../../core/schema";
import { encodeType } from "../cty";
import type { Body } from "../wire/message";
import { encodeMessage } from "../wire/message";
import {
	type AttributeBody,
	GetFunctionsResponse,
	GetProviderSchemaResponse,
	type Schema as SchemaMessage,
} from "../wire/schema-messages";

/** What the plugin announces: it judges destruction, and works in a process that was never asked for its schema. */
export const CAPABILITIES = {
	planDestroy: true,
	getProviderSchemaOptional: true,
	moveResourceState: true,
};

const KIND = { plain: 0, markdown: 1 } as const;
const NESTING = { single: 1, list: 2, set: 3, map: 4 } as const;

/** The answer of GetProviderSchema. */
export function describe(schema: ProviderSchema): Uint8Array {
	return encodeMessage(GetProviderSchemaResponse, {
		provider: schemaBody(schema.provider),
		resourceSchemas: bodies(schema.resource_schemas),
		dataSourceSchemas: bodies(schema.data_source_schemas),
		serverCapabilities: CAPABILITIES,
		functions: signatures(schema),
		ephemeralResourceSchemas: bodies(schema.ephemeral_resource_schemas ?? {}),
	});
}

/** The answer of GetFunctions. */
export function describeFunctions(schema: ProviderSchema): Uint8Array {
	return encodeMessage(GetFunctionsResponse, { functions: signatures(schema) });
}

function signatures({ functions = {} }: ProviderSchema) {
	return Object.fromEntries(
		Object.entries(functions).map(([name, one]) => [
			name,
			{
				summary: one.summary,
				description: one.description,
				descriptionKind: KIND.markdown,
				parameters: one.parameters.map((parameter) => ({
					name: parameter.name,
					type: encodeType(parameter.type),
					description: parameter.description,
				})),
				return: { type: encodeType(one.return_type) },
			},
		]),
	);
}

function bodies(schemas: Readonly<Record<string, Schema>>) {
	return Object.fromEntries(
		Object.entries(schemas).map(([name, each]) => [name, schemaBody(each)]),
	);
}

function schemaBody({ version, block }: Schema): Body<typeof SchemaMessage> {
	return {
		version,
		block: {
			attributes: attributes(block.attributes),
			description: block.description,
			descriptionKind: KIND[block.description_kind ?? "plain"],
		},
	};
}

function attributes(
	all: Readonly<Record<string, SchemaAttribute>>,
): AttributeBody[] {
	return Object.entries(all).map(([name, attribute]) => ({
		name,
		...(attribute.nested_type
			? {
					nestedType: {
						attributes: attributes(attribute.nested_type.attributes),
						nesting: NESTING[attribute.nested_type.nesting_mode],
					},
				}
			: { type: encodeType(attributeType(attribute)) }),
		description: attribute.description,
		descriptionKind: KIND[attribute.description_kind ?? "plain"],
		required: attribute.required,
		optional: attribute.optional,
		computed: attribute.computed,
		sensitive: attribute.sensitive,
		deprecated: attribute.deprecated,
		writeOnly: attribute.write_only,
	}));
}
