import {
	bool,
	bytes,
	int,
	list,
	type Message,
	map,
	message,
	nested,
	string,
} from "./message";
import { Diagnostic } from "./messages";

/** The messages that describe the provider; their numbers are those of protocol 6. */
export const Attribute = message({
	name: string(1),
	type: bytes(2),
	nestedType: nested(10, () => NestedObject),
	description: string(3),
	required: bool(4),
	optional: bool(5),
	computed: bool(6),
	sensitive: bool(7),
	descriptionKind: int(8),
	deprecated: bool(9),
	writeOnly: bool(11),
});

// An attribute holds an object that holds attributes: the compiler cannot infer such a circle.
const NestedObject: Message<{
	attributes: ReturnType<typeof list<AttributeBody>>;
	nesting: ReturnType<typeof int>;
}> = message({
	attributes: list(nested(1, () => Attribute as never)),
	nesting: int(3),
});

/** An attribute of a schema. */
export interface AttributeBody {
	readonly name?: string;
	readonly type?: Uint8Array;
	readonly nestedType?: {
		readonly attributes?: readonly AttributeBody[];
		readonly nesting?: number;
	};
	readonly description?: string;
	readonly required?: boolean;
	readonly optional?: boolean;
	readonly computed?: boolean;
	readonly sensitive?: boolean;
	readonly descriptionKind?: number;
	readonly deprecated?: boolean;
	readonly writeOnly?: boolean;
}

const Block = message({
	attributes: list(nested(2, () => Attribute)),
	description: string(4),
	descriptionKind: int(5),
	deprecated: bool(6),
});

export const Schema = message({
	version: int(1),
	block: nested(2, () => Block),
});

const Parameter = message({
	name: string(1),
	type: bytes(2),
	allowNullValue: bool(3),
	allowUnknownValues: bool(4),
	description: string(5),
	descriptionKind: int(6),
});

export const FunctionSignature = message({
	parameters: list(nested(1, () => Parameter)),
	variadicParameter: nested(2, () => Parameter),
	return: nested(3, () => message({ type: bytes(1) })),
	summary: string(4),
	description: string(5),
	descriptionKind: int(6),
	deprecationMessage: string(7),
});

export const ServerCapabilities = message({
	planDestroy: bool(1),
	getProviderSchemaOptional: bool(2),
	moveResourceState: bool(3),
});

export const GetProviderSchemaResponse = message({
	provider: nested(1, () => Schema),
	resourceSchemas: map(nested(2, () => Schema)),
	dataSourceSchemas: map(nested(3, () => Schema)),
	diagnostics: list(nested(4, () => Diagnostic)),
	serverCapabilities: nested(6, () => ServerCapabilities),
	functions: map(nested(7, () => FunctionSignature)),
	ephemeralResourceSchemas: map(nested(8, () => Schema)),
});

export const GetFunctionsResponse = message({
	functions: map(nested(1, () => FunctionSignature)),
	diagnostics: list(nested(2, () => Diagnostic)),
});

const TypeName = message({ typeName: string(1) });
const FunctionName = message({ name: string(1) });

export const GetMetadataResponse = message({
	serverCapabilities: nested(1, () => ServerCapabilities),
	diagnostics: list(nested(2, () => Diagnostic)),
	dataSources: list(nested(3, () => TypeName)),
	resources: list(nested(4, () => TypeName)),
	functions: list(nested(5, () => FunctionName)),
	ephemeralResources: list(nested(6, () => TypeName)),
});
