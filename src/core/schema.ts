import { type Attribute, type Attributes, isComputed } from "./attribute";
import type { CtyType } from "./cty-type";
import type { ProviderFunction } from "./function";
import { toSnake } from "./names";
import type { Type } from "./type";

/** One attribute as `terraform providers schema -json` prints it. */
export interface SchemaAttribute {
	readonly type?: CtyType;
	readonly nested_type?: {
		readonly attributes: Readonly<Record<string, SchemaAttribute>>;
		readonly nesting_mode: "single" | "list" | "set" | "map";
	};
	readonly description?: string;
	readonly description_kind?: "plain" | "markdown";
	readonly required?: boolean;
	readonly optional?: boolean;
	readonly computed?: boolean;
	readonly sensitive?: boolean;
	readonly deprecated?: boolean;
	readonly write_only?: boolean;
}

/** Attributes of one type, with the version of their shape. */
export interface Schema {
	readonly version: number;
	readonly block: {
		readonly attributes: Readonly<Record<string, SchemaAttribute>>;
		readonly description?: string;
		readonly description_kind?: "plain" | "markdown";
	};
}

/** A provider function as `terraform providers schema -json` prints it. */
export interface FunctionSchema {
	readonly description: string;
	readonly summary: string;
	readonly return_type: CtyType;
	readonly parameters: readonly {
		readonly name: string;
		readonly description: string;
		readonly type: CtyType;
	}[];
}

/** Schemas of a whole provider, in the shape of one entry of `provider_schemas`. */
export interface ProviderSchema {
	readonly provider: Schema;
	readonly resource_schemas: Readonly<Record<string, Schema>>;
	readonly data_source_schemas: Readonly<Record<string, Schema>>;
	readonly ephemeral_resource_schemas?: Readonly<Record<string, Schema>>;
	/** By name, without the provider's. */
	readonly functions?: Readonly<Record<string, FunctionSchema>>;
}

/** Derives the schema of a function. */
export function functionSchema(definition: ProviderFunction): FunctionSchema {
	const { description, summary, parameters, returns } = definition;
	return {
		description,
		summary,
		return_type: returns,
		parameters: parameters.map(({ name, description, type }) => ({
			name,
			description,
			type,
		})),
	};
}

/** Derives the schema of a type from its attributes. */
export function schemaOf(
	attributes: Attributes,
	version: number,
	summary: string,
): Schema {
	return {
		version,
		block: {
			attributes: schemaAttributes(attributes),
			description: summary,
			description_kind: "plain",
		},
	};
}

function schemaAttributes(
	attributes: Attributes,
): Record<string, SchemaAttribute> {
	return Object.fromEntries(
		Object.entries(attributes).map(([name, attribute]) => [
			toSnake(name),
			schemaAttribute(attribute),
		]),
	);
}

function schemaAttribute(attribute: Attribute): SchemaAttribute {
	const flag = (name: string, on: boolean | undefined) =>
		on ? { [name]: true } : {};
	return {
		...shape(attribute.type),
		description: attribute.description,
		description_kind: "plain",
		...flag("required", attribute.role === "required"),
		...flag(
			"optional",
			attribute.role === "optional" || attribute.role === "reported",
		),
		...flag("computed", isComputed(attribute)),
		...flag("sensitive", attribute.sensitive),
		...flag("deprecated", attribute.deprecated !== undefined),
		...flag("write_only", attribute.writeOnly),
	};
}

function shape(type: Type): Pick<SchemaAttribute, "type" | "nested_type"> {
	const nested = nestedAttributes(type);
	return nested ? { nested_type: nested } : { type: ctyOf(type) };
}

function nestedAttributes(type: Type): SchemaAttribute["nested_type"] {
	if (type.kind === "object")
		return {
			attributes: schemaAttributes(type.attributes as Attributes),
			nesting_mode: "single",
		};
	if (
		type.element?.kind === "object" &&
		(type.kind === "list" || type.kind === "set" || type.kind === "map")
	)
		return {
			attributes: schemaAttributes(type.element.attributes as Attributes),
			nesting_mode: type.kind,
		};
	return undefined;
}

/** The cty type of values of a type. */
export function ctyOf(type: Type): CtyType {
	switch (type.kind) {
		case "list":
		case "set":
		case "map":
			return [type.kind, ctyOf(type.element as Type)];
		case "object":
			return [
				"object",
				Object.fromEntries(
					Object.entries(type.attributes as Attributes).map(([name, a]) => [
						toSnake(name),
						ctyOf(a.type),
					]),
				),
			];
		case "json":
			return "string";
		default:
			return type.kind;
	}
}

/** The cty type of a schema attribute, nested ones included. */
export function attributeType(attribute: SchemaAttribute): CtyType {
	if (attribute.type) return attribute.type;
	let type = nestedTypes.get(attribute);
	if (!type) {
		type = nestedType(attribute);
		nestedTypes.set(attribute, type);
	}
	return type;
}

const nestedTypes = new WeakMap<SchemaAttribute, CtyType>();

function nestedType({ nested_type: nested }: SchemaAttribute): CtyType {
	if (!nested) throw new TypeError("a schema attribute without a type");
	const object: CtyType = [
		"object",
		Object.fromEntries(
			Object.entries(nested.attributes).map(([name, a]) => [
				name,
				attributeType(a),
			]),
		),
	];
	return nested.nesting_mode === "single"
		? object
		: [nested.nesting_mode, object];
}
