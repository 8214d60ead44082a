import type { Attribute, Attributes, Type } from "../src/core";
import { toPascal, toSnake } from "../src/core";
import { type Context, inputType, reference } from "./construct-types";
import { factsOf } from "./facts";
import { isArgument, type Model, nestedOf } from "./model";

/** Names that cdktf's own classes use: an attribute of that name would hide them. */
const TAKEN = new Set(
	"arguments node fqn friendlyUniqueId cdktfStack constructNodeMetadata rawOverrides provider dependsOn count lifecycle forEach provisioners connection terraformMetaArguments terraformResourceType terraformGeneratorMetadata terraformProviderSource metaAttributes internalValue resolve".split(
		" ",
	),
);

/** Writes the construct of one resource type, data source or the provider as TypeScript, not yet formatted. */
export function emitConstruct(model: Model): string {
	const structs: string[] = [];
	const context: Context = { imports: new Set(), base: new Set(), structs };
	const members = emitMembers(
		model.attributes,
		model.className,
		{ argument: true, settable: true, provider: model.kind === "provider" },
		context,
	);
	const config = emitConfig(model, context);
	const shapes = emitShapes(
		model.attributes,
		model.kind === "provider" ? ['alias: "plain"'] : [],
	);
	const construct = emitClass(model, members, context);
	return [
		"// Written by scripts/generate.ts from the definitions; do not edit.",
		`import { ${[...context.imports].sort().join(", ")} } from "cdktf";`,
		'import type { Construct } from "constructs";',
		...(context.base.size > 0
			? [`import { ${[...context.base].sort().join(", ")} } from "../element";`]
			: []),
		...(model.kind === "ephemeral-resource"
			? ['import { IofogEphemeral } from "../ephemeral";']
			: []),
		...(context.json ? ['import type { Json } from "../json";'] : []),
		'import type { Shapes } from "../shape";',
		"",
		config,
		...structs,
		`const SHAPES: Shapes = ${shapes};`,
		"",
		construct,
	].join("\n");
}

/** How far the attributes of a level can be set: as part of a configuration, and one by one. */
interface Level {
	readonly argument: boolean;
	readonly settable: boolean;
	readonly provider?: boolean;
}

function emitConfig(model: Model, context: Context): string {
	const provider = model.kind === "provider";
	const alias = provider
		? `${comment(["Name by which resources refer to this configuration, where a stack has several."])}readonly alias?: string;`
		: "";
	if (!provider) context.imports.add("type TerraformMetaArguments");
	return [
		`${comment([`Arguments of \`${model.type}\`.`])}export interface ${model.className}Config ${provider ? "" : "extends TerraformMetaArguments "}{`,
		emitProperties(model.attributes, model.className, context),
		alias,
		"}\n",
	].join("\n");
}

function emitProperties(
	attributes: Attributes,
	prefix: string,
	context: Context,
): string {
	return Object.entries(attributes)
		.filter(([, attribute]) => isArgument(attribute))
		.map(([name, attribute]) => {
			const type = inputType(attribute.type, prefix + toPascal(name), context);
			const mark = attribute.role === "required" ? "" : "?";
			return `${documentation(attribute)}readonly ${name}${mark}: ${type};`;
		})
		.join("\n");
}

function emitMembers(
	attributes: Attributes,
	prefix: string,
	level: Level,
	context: Context,
): string {
	return Object.entries(attributes)
		.map(([name, attribute]) => {
			if (TAKEN.has(name))
				throw new TypeError(
					`The attribute "${name}" of ${prefix} would hide a member of cdktf's own.`,
				);
			return level.provider
				? emitProviderMember(name, attribute, prefix, context)
				: emitMember(name, attribute, prefix, level, context);
		})
		.join("\n\n");
}

function emitProviderMember(
	name: string,
	attribute: Attribute,
	prefix: string,
	context: Context,
): string {
	const type = inputType(attribute.type, prefix + toPascal(name), context);
	return [
		`${documentation(attribute)}get ${name}(): ${type} | undefined { return this.arguments.get("${name}") as ${type} | undefined; }`,
		`set ${name}(value: ${type} | undefined) { this.arguments.set("${name}", value); }`,
		...resetAndInput(name, attribute, type),
	].join("\n\n");
}

function emitMember(
	name: string,
	attribute: Attribute,
	prefix: string,
	above: Level,
	context: Context,
): string {
	const struct = prefix + toPascal(name);
	const argument = above.argument && isArgument(attribute);
	const level = { argument, settable: above.settable && argument };
	const nested = nestedOf(attribute.type);
	if (nested) emitStruct(name, struct, nested, attribute, level, context);
	const { type, code } = reference(name, attribute.type, struct, context);
	const getter = `${documentation(attribute)}get ${name}(): ${type} { return ${code}; }`;
	if (!level.settable) return getter;
	const input = inputType(attribute.type, struct, context);
	const setter = nested
		? `/** Sets \`${toSnake(name)}\`. */\nput${toPascal(name)}(value: ${input}): void { this.arguments.set("${name}", value); }`
		: `set ${name}(value: ${input}) { this.arguments.set("${name}", value); }`;
	return [getter, setter, ...resetAndInput(name, attribute, input)].join(
		"\n\n",
	);
}

function resetAndInput(
	name: string,
	attribute: Attribute,
	type: string,
): string[] {
	const snake = toSnake(name);
	const reset = `/** Takes \`${snake}\` away. */\nreset${toPascal(name)}(): void { this.arguments.set("${name}", undefined); }`;
	const input = `/** \`${snake}\` as it was set. */\nget ${name}Input(): ${type} | undefined { return this.arguments.get("${name}") as ${type} | undefined; }`;
	return attribute.role === "required" ? [input] : [reset, input];
}

function emitStruct(
	name: string,
	struct: string,
	attributes: Attributes,
	attribute: Attribute,
	level: Level,
	context: Context,
): void {
	context.base.add("NestedReference");
	const single = attribute.type.kind === "object";
	const members = emitMembers(
		attributes,
		struct,
		{ ...level, settable: level.settable && single },
		context,
	);
	if (level.argument)
		context.structs.push(
			`${comment([attribute.description])}export interface ${struct} {\n${emitProperties(attributes, struct, context)}\n}\n`,
		);
	const snake = toSnake(name);
	context.structs.push(
		[
			`${comment([`References into ${single ? "" : "an element of "}\`${snake}\`.`])}export class ${struct}OutputReference extends NestedReference {`,
			level.settable && single
				? emitWhole(`${struct} | IResolvable`, context)
				: "",
			members,
			"}\n",
		].join("\n"),
	);
	if (single) return;
	context.base.add("NestedList");
	const order =
		attribute.type.kind === "set"
			? " in the order in which Terraform sorts the set"
			: "";
	context.structs.push(
		[
			`${comment([`References into all of \`${snake}\`.`])}export class ${struct}List extends NestedList {`,
			level.settable
				? emitWhole(`readonly ${struct}[] | IResolvable`, context)
				: "",
			`/** The element at a position, counted from 0${order}. */`,
			`get(index: number): ${struct}OutputReference { return new ${struct}OutputReference(this.terraformResource, this.terraformAttribute, this.arguments, String(index), index, this.wrapsSet); }`,
			"}\n",
		].join("\n"),
	);
}

function emitWhole(type: string, context: Context): string {
	context.imports.add("type IResolvable");
	return `/** The argument as it was set. */\nget internalValue(): ${type} | undefined { return this.arguments.whole as ${type} | undefined; }\n\nset internalValue(value: ${type} | undefined) { this.arguments.whole = value; }\n`;
}

function emitClass(model: Model, members: string, context: Context): string {
	const base = {
		resource: "IofogResource",
		"data-source": "IofogDataSource",
		"ephemeral-resource": "IofogEphemeral",
		provider: "IofogProviderBlock",
	}[model.kind];
	if (model.kind !== "ephemeral-resource") context.base.add(base);
	const { className, type } = model;
	const free = Object.values(model.attributes).every(
		(a) => a.role !== "required",
	);
	return [
		`${comment([
			model.summary,
			...(model.only ? [`Controllers ${model.only} only.`] : []),
			...(model.kind === "provider" ? [] : [`\`${type}\` in Terraform.`]),
		])}export class ${className} extends ${base} {`,
		`${comment(["Name of the type in Terraform; cdktf's matchers know the construct by it."])}static readonly tfResourceType = "${type}";\n`,
		model.kind === "resource" ? emitImport(model, context) : "",
		`constructor(scope: Construct, id: string, config: ${className}Config${free ? " = {}" : ""}) {`,
		`super(scope, id, ${className}.tfResourceType, SHAPES, config);`,
		"}\n",
		model.kind === "provider" ? ALIAS : "",
		members,
		"}\n",
	].join("\n");
}

const ALIAS = `/** Name by which resources refer to this configuration, where a stack has several. */
override get alias(): string | undefined { return this.arguments.get("alias") as string | undefined; }

override set alias(value: string | undefined) { this.arguments.set("alias", value); }

/** Takes the alias away. */
resetAlias(): void { this.arguments.set("alias", undefined); }

/** The alias as it was set. */
get aliasInput(): string | undefined { return this.arguments.get("alias") as string | undefined; }
`;

function emitImport(model: Model, context: Context): string {
	context.imports.add("ImportableResource");
	context.imports.add("type TerraformProvider");
	const forms = (model.importForms ?? []).map((f) => `\`${f}\``).join(" or ");
	return `${comment([
		`Writes an import block into the stack, so that \`plan\` shows the configuration of a live object; its ID is written ${forms}.`,
	])}static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: TerraformProvider): ImportableResource {
	return new ImportableResource(scope, importToId, { terraformResourceType: ${model.className}.tfResourceType, importId: importFromId, provider });
}
`;
}

function emitShapes(attributes: Attributes, more: string[] = []): string {
	const members = Object.entries(attributes)
		.filter(([, attribute]) => isArgument(attribute))
		.map(([name, attribute]) => `${name}: ${emitShape(attribute.type)}`);
	return `{ ${[...members, ...more].join(", ")} }`;
}

function emitShape(type: Type): string {
	if (type.kind === "json") return '"json"';
	if (type.kind === "object")
		return `{ object: ${emitShapes(type.attributes as Attributes)} }`;
	if (type.kind === "list" || type.kind === "set") {
		const element = emitShape(type.element as Type);
		return element === '"plain"' ? element : `{ list: ${element} }`;
	}
	return '"plain"';
}

function documentation(attribute: Attribute): string {
	return comment(
		[attribute.description, factsOf(attribute).join(" ")],
		attribute.deprecated,
	);
}

/** A comment of paragraphs, for the editor. */
function comment(paragraphs: readonly string[], deprecated?: string): string {
	const lines = paragraphs
		.filter((p) => p !== "")
		.map((p) => p.replaceAll("*/", "*\\/"))
		.flatMap((p, i) => (i === 0 ? [p] : ["", p]));
	if (deprecated) lines.push("", `@deprecated ${deprecated}`);
	if (lines.length === 1) return `/** ${lines[0]} */\n`;
	return `/**\n${lines.map((l) => ` * ${l}`.trimEnd()).join("\n")}\n */\n`;
}
