import type { Attribute, Attributes, Type } from "../src/core";
import { toSnake } from "../src/core";
import { type AttributesOf, emitHcl } from "./emit-hcl";
import { factsOf } from "./facts";
import { choicesOf, isArgument, type Model, nestedOf } from "./model";
import type { Snippet } from "./snippets";

/** The reference pages of all types, by path relative to the repository, in the layout of Terraform's registry. */
export function emitDocs(
	models: readonly Model[],
	snippetOf: (model: Model) => Snippet,
	version: string,
): Map<string, string> {
	const attributesOf: AttributesOf = (block, type) =>
		models.find(
			(m) =>
				m.type === type &&
				m.kind === (block === "data" ? "data-source" : block),
		)?.attributes;
	return new Map(
		models.map((model) => [
			pathOf(model),
			emitPage(model, snippetOf(model), attributesOf, models, version),
		]),
	);
}

function pathOf(model: Model): string {
	if (model.kind === "provider") return "docs/index.md";
	return `docs/${model.kind}s/${model.type.replace("iofog_", "")}.md`;
}

const TITLES = {
	provider: "Provider",
	resource: "Resource",
	"data-source": "Data Source",
};

function emitPage(
	model: Model,
	snippet: Snippet,
	attributesOf: AttributesOf,
	models: readonly Model[],
	version: string,
): string {
	const title = `${model.type} ${TITLES[model.kind]}`;
	const nested: Section[] = [];
	const sections = [
		`---\npage_title: "${title}"\ndescription: |-\n  ${model.summary}\n---\n\n<!-- Written by scripts/generate.ts from the definitions and from examples/snippets; do not edit. -->`,
		`# ${title}`,
		model.summary,
		model.only ? `**Controllers ${model.only} only.**` : "",
		model.kind === "provider" ? overview(models, version) : "",
		"## Example",
		`TypeScript:\n\n\`\`\`typescript\n${snippet.source}\`\`\``,
		`HCL:\n\n\`\`\`terraform\n${emitHcl(snippet.stack, attributesOf)}\`\`\``,
		...group("Required", model.attributes, "required", "", nested),
		...group("Optional", model.attributes, "optional", "", nested),
		...group("Read-only", model.attributes, "read-only", "", nested),
	];
	for (let section = nested.shift(); section; section = nested.shift())
		sections.push(...nestedSection(section, nested));
	if (model.kind === "resource")
		sections.push(rulesSection(model, models), importSection(model));
	return `${sections.filter((s) => s !== "").join("\n\n")}\n`;
}

interface Section {
	readonly path: string;
	readonly attribute: Attribute;
	readonly readOnly: boolean;
}

function roleOf(attribute: Attribute) {
	if (!isArgument(attribute)) return "read-only";
	return attribute.role === "required" ? "required" : "optional";
}

function group(
	heading: string,
	attributes: Attributes,
	role: string,
	prefix: string,
	nested: Section[],
	level = "##",
	readOnly = false,
): string[] {
	const found = Object.entries(attributes).filter(
		([, a]) => (readOnly ? "read-only" : roleOf(a)) === role,
	);
	if (found.length === 0) return [];
	const items = found.map(([name, attribute]) => {
		const path = `${prefix}${toSnake(name)}`;
		let more = "";
		if (nestedOf(attribute.type)) {
			nested.push({
				path,
				attribute,
				readOnly: readOnly || !isArgument(attribute),
			});
			more = ` See [below](#nested-${anchor(path)}).`;
		}
		return `- \`${toSnake(name)}\` (${typeText(attribute.type)}) ${text(attribute)}${more}`;
	});
	return [`${level} ${heading}`, items.join("\n")];
}

const anchor = (path: string) => path.replaceAll(".", "").toLowerCase();

function nestedSection(
	{ path, attribute, readOnly }: Section,
	nested: Section[],
): string[] {
	const attributes = nestedOf(attribute.type) as Attributes;
	const prefix = `${path}.`;
	return [
		`## Nested: \`${path}\` <a id="nested-${anchor(path)}"></a>`,
		...["required", "optional", "read-only"].flatMap((role) =>
			group(
				role.charAt(0).toUpperCase() + role.slice(1),
				attributes,
				role,
				prefix,
				nested,
				"###",
				readOnly,
			),
		),
	];
}

function text(attribute: Attribute): string {
	const choices = choicesOf(attribute.type);
	const facts = factsOf(attribute).join(" ");
	const listed =
		choices.length > 0 &&
		!choices.every((c) => attribute.description.includes(`\`${c}\``))
			? ` One of ${choices.map((c) => `\`${c}\``).join(", ")}.`
			: "";
	const deprecated = attribute.deprecated
		? ` **Deprecated:** ${attribute.deprecated}`
		: "";
	return `${attribute.description}${listed}${facts && ` ${facts}`}${deprecated}`;
}

function typeText(type: Type): string {
	switch (type.kind) {
		case "string":
			return "String";
		case "number":
			return "Number";
		case "bool":
			return "Boolean";
		case "json":
			return "String, JSON";
		case "object":
			return "Object";
		default: {
			const kind = type.kind.charAt(0).toUpperCase() + type.kind.slice(1);
			return `${kind} of ${typeText(type.element as Type)}`;
		}
	}
}

/** What the definition says beyond its attributes. */
function rulesSection(model: Model, models: readonly Model[]): string {
	const code = (names: readonly string[]) =>
		names.map((n) => `\`${toSnake(n)}\``).join(" and ");
	const rules: string[] = [];
	if (model.identity?.length)
		rules.push(
			`An object is known by ${code(model.identity)}. Creating one that exists already is an error that shows the import command; it is neither taken over nor deleted.`,
		);
	for (const [name, type] of Object.entries(model.deletedWith ?? {}))
		rules.push(
			`The Controller deletes it together with the \`${type}\` that \`${toSnake(name)}\` names.`,
		);
	const held = models.filter((m) =>
		Object.values(m.deletedWith ?? {}).includes(model.type),
	);
	if (held.length > 0 && "forceDestroy" in model.attributes)
		rules.push(
			`The Controller deletes every ${held.map((m) => `\`${m.type}\``).join(" and ")} of it with it: destroying it is refused while it holds one that the same run does not delete, unless \`force_destroy\` is set.`,
		);
	if (model.timeouts)
		rules.push(
			`Creating may take ${model.timeouts.create} seconds and updating ${model.timeouts.update}, unless \`timeouts\` says otherwise.`,
		);
	return rules.length === 0
		? ""
		: `## Rules\n\n${rules.map((r) => `- ${r}`).join("\n")}`;
}

function importSection(model: Model): string {
	const forms = model.importForms ?? [];
	const name = "example";
	return [
		"## Import",
		`The ID is written ${forms.map((f) => `\`${f}\``).join(" or ")}.`,
		`\`\`\`shell\n${forms.map((f) => `fogform import ${model.type}.${name} ${shell(f)}`).join("\n")}\n\`\`\``,
		`In code:\n\n\`\`\`typescript\n${model.className}.generateConfigForImport(stack, "${name}", "${forms[0]}");\n\`\`\``,
	].join("\n\n");
}

const shell = (id: string) => (/^[\w./-]+$/.test(id) ? id : `'${id}'`);

function overview(models: readonly Model[], version: string): string {
	const list = (kind: Model["kind"], folder: string) =>
		models
			.filter((m) => m.kind === kind)
			.map((m) => {
				const name = m.type.replace("iofog_", "");
				return `- [\`${m.type}\`](${folder}/${name}.md): ${m.summary}`;
			})
			.join("\n");
	return [
		`Version ${version}. It speaks to Controllers 3.0.x and 3.7.x; any other version is an error.`,
		"In TypeScript the constructs of `fogform` also take what a person would pass: an `Agent` for `agent`, an `Application` for `application`, a `Registry` for `registry`, one `image` for all architectures, and objects wherever JSON text is asked for.",
		`## Resources\n\n${list("resource", "resources")}`,
		`## Data sources\n\n${list("data-source", "data-sources")}`,
	].join("\n\n");
}
