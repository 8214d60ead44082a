import {
	type Attribute,
	type Attributes,
	type Dialect,
	type Type,
	toPascal,
} from "../src/core";

/** What the generated files of one resource type, data source or provider are made from. */
export interface Model {
	readonly kind: "resource" | "data-source" | "ephemeral-resource" | "provider";
	/** Name as in Terraform, e.g. `iofog_registry`; the provider's is `iofog`. */
	readonly type: string;
	/** Name of the construct, e.g. `Registry`, `DataIofogRegistry`, `IofogProvider`. */
	readonly className: string;
	/** Name of the generated file without its ending, e.g. `data-iofog-registry`. */
	readonly file: string;
	readonly summary: string;
	readonly only?: Dialect;
	readonly attributes: Attributes;
	readonly importForms?: readonly string[];
	/** camelCase names of the attributes that identify the object. */
	readonly identity?: readonly string[];
	/** Attribute (camelCase) → type whose object, when deleted, takes this one along. */
	readonly deletedWith?: Readonly<Record<string, string>>;
	/** Default time limits in seconds. */
	readonly timeouts?: { readonly create: number; readonly update: number };
}

/** What the definitions of types have in common. */
interface Definition {
	readonly type: string;
	readonly summary: string;
	readonly only?: Dialect;
	// biome-ignore lint/suspicious/noExplicitAny: definitions of any attributes stand side by side.
	readonly attributes: Readonly<Record<string, Attribute<any>>>;
	readonly importForms?: readonly string[];
	readonly identity?: readonly string[];
	readonly deletedWith?: { readonly [attribute: string]: string | undefined };
	readonly timeouts?: { readonly create: number; readonly update: number };
}

/** The model of a resource type. */
export function resourceModel(definition: Definition): Model {
	const name = definition.type.replace(/^iofog_/, "");
	return {
		...definition,
		deletedWith: Object.fromEntries(
			Object.entries(definition.deletedWith ?? {}).map(([name, type]) => [
				name,
				type ?? "",
			]),
		),
		kind: "resource",
		className: toPascal(name),
		file: name.replaceAll("_", "-"),
	};
}

/** The model of a data source. */
export function dataSourceModel(definition: Definition): Model {
	// What is not set of a data source is simply what is asked for.
	const attributes = Object.fromEntries(
		Object.entries(definition.attributes).map(([name, attribute]) => [
			name,
			attribute.role === "reported"
				? { ...attribute, role: "optional" as const }
				: attribute,
		]),
	);
	const { deletedWith: _, ...rest } = definition;
	return {
		...rest,
		attributes,
		kind: "data-source",
		className: `Data${toPascal(definition.type)}`,
		file: `data-${definition.type.replaceAll("_", "-")}`,
	};
}

/** The model of an ephemeral resource. */
export function ephemeralModel(definition: Definition): Model {
	return {
		...(definition as Omit<Definition, "deletedWith">),
		kind: "ephemeral-resource",
		className: `Ephemeral${toPascal(definition.type)}`,
		file: `ephemeral-${definition.type.replaceAll("_", "-")}`,
	};
}

/** The model of the provider block. */
export function providerModel(attributes: Attributes, summary: string): Model {
	return {
		kind: "provider",
		type: "iofog",
		className: "IofogProvider",
		file: "provider",
		summary,
		attributes,
	};
}

/** True for an attribute that a configuration may set. */
export function isArgument(attribute: Attribute): boolean {
	return attribute.role !== "computed";
}

/** The nested attributes of a type, where it is an object or a collection of objects. */
export function nestedOf(type: Type): Attributes | undefined {
	const object = type.kind === "object" ? type : type.element;
	return object?.kind === "object" ? object.attributes : undefined;
}

/** The values that a text may have, where its check lists them. */
export function choicesOf(type: Type): readonly string[] {
	const definition = (
		type.check as { def?: { type?: string; entries?: object } } | undefined
	)?.def;
	return definition?.type === "enum"
		? Object.values(definition.entries ?? {}).map(String)
		: [];
}

/** The model of a type by the word of its block in a configuration. */
export function modelOf(
	models: readonly Model[],
	block: "resource" | "data" | "ephemeral" | "provider",
	type: string,
): Model | undefined {
	const kind = {
		resource: "resource",
		data: "data-source",
		ephemeral: "ephemeral-resource",
		provider: "provider",
	}[block];
	return models.find((m) => m.type === type && m.kind === kind);
}
