import {
	attributeType,
	type CtyType,
	type Schema,
	type SchemaAttribute,
} from "../../core";

/** One attribute of a resource type, ready for the walks over values. */
export interface Attr {
	readonly name: string;
	/** The name as JSON. */
	readonly json: string;
	readonly type: CtyType;
	/** The type that a configuration must fit: what is not required inside may be absent. */
	readonly constraint: CtyType;
	readonly required: boolean;
	readonly optional: boolean;
	readonly computed: boolean;
	readonly sensitive: boolean;
	readonly writeOnly: boolean;
	/** Attributes of the objects inside, where there are. */
	readonly nested?: {
		readonly mode: "single" | "list" | "set" | "map";
		readonly attrs: readonly Attr[];
	};
	/** A sensitive attribute is somewhere inside (not the attribute itself). */
	readonly hidesInside: boolean;
	/** A write-only attribute is somewhere inside. */
	readonly writeOnlyInside: boolean;
}

/** Attributes of a resource type, a data source or a provider, ready for the walks over values. */
export interface TypeSchema {
	readonly version: number;
	readonly attrs: readonly Attr[];
	readonly byName: ReadonlyMap<string, Attr>;
	readonly type: CtyType & ["object", ...unknown[]];
	/** Null for each attribute; see `blankOf`. */
	readonly blank: Readonly<Record<string, null>>;
	/** No attribute is sensitive or holds one that is. */
	readonly open: boolean;
	readonly hasWriteOnly: boolean;
}

/** Prepares a schema. */
export function compileSchema(schema: Schema): TypeSchema {
	const attrs = attrsOf(schema.block.attributes);
	return {
		version: schema.version,
		attrs,
		byName: new Map(attrs.map((attr) => [attr.name, attr])),
		type: ["object", Object.fromEntries(attrs.map((a) => [a.name, a.type]))],
		blank: Object.fromEntries(attrs.map(({ name }) => [name, null])),
		open: attrs.every((a) => !a.sensitive && !a.hidesInside),
		hasWriteOnly: attrs.some((a) => a.writeOnly || a.writeOnlyInside),
	};
}

/** Null for each attribute of a schema; where many are set one by one, V8 makes a slow dictionary of an object. */
export const blankOf = ({ blank }: TypeSchema): Record<string, unknown> => ({
	...blank,
});

function attrsOf(
	attributes: Readonly<Record<string, SchemaAttribute>>,
): readonly Attr[] {
	return Object.keys(attributes)
		.sort()
		.map((name) => attrOf(name, attributes[name] as SchemaAttribute));
}

function attrOf(name: string, schema: SchemaAttribute): Attr {
	const nested = schema.nested_type && {
		mode: schema.nested_type.nesting_mode,
		attrs: attrsOf(schema.nested_type.attributes),
	};
	return {
		name,
		json: JSON.stringify(name),
		type: attributeType(schema),
		constraint: nested ? constraintOf(nested) : attributeType(schema),
		required: schema.required === true,
		optional: schema.optional === true,
		computed: schema.computed === true,
		sensitive: schema.sensitive === true,
		writeOnly: schema.write_only === true,
		...(nested && { nested }),
		hidesInside:
			nested?.attrs.some((a) => a.sensitive || a.hidesInside) ?? false,
		writeOnlyInside:
			nested?.attrs.some((a) => a.writeOnly || a.writeOnlyInside) ?? false,
	};
}

function constraintOf(nested: NonNullable<Attr["nested"]>): CtyType {
	const object: CtyType = [
		"object",
		Object.fromEntries(nested.attrs.map((a) => [a.name, a.constraint])),
		nested.attrs.filter((a) => !a.required).map((a) => a.name),
	];
	return nested.mode === "single" ? object : [nested.mode, object];
}
