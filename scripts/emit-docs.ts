import type { ProviderFunction } from "../src/core";
import { toSnake } from "../src/core";
import { emitFunctionPage } from "./emit-function";
import { type AttributesOf, emitHcl } from "./emit-hcl";
import { emitIndex } from "./emit-index";
import { emitSchema } from "./emit-schema";
import { type Model, modelOf } from "./model";
import { examples, frontMatter, page } from "./page";
import type { Snippet } from "./snippets";

/** The reference pages of the provider, all types and all functions, by path relative to the repository, in the layout of Terraform's registry. */
export function emitDocs(
	models: readonly Model[],
	functions: readonly ProviderFunction[],
	snippetOf: (model: Model | ProviderFunction) => Snippet,
	version: string,
): Map<string, string> {
	const attributesOf: AttributesOf = (block, type) =>
		modelOf(models, block, type)?.attributes;
	const example = (of: Model | ProviderFunction) => {
		const { source, hcl, stack, files } = snippetOf(of);
		return examples(source, hcl ?? emitHcl(stack, attributesOf), files);
	};
	const pages = new Map<string, string>();
	for (const model of models)
		if (model.kind === "provider")
			pages.set(
				"docs/index.md",
				emitIndex(model, example(model), models, functions, version),
			);
		else
			pages.set(
				`docs/${model.kind}s/${model.type.replace("iofog_", "")}.md`,
				emitPage(model, example(model), models),
			);
	for (const one of functions)
		pages.set(
			`docs/functions/${one.name}.md`,
			emitFunctionPage(one, example(one)),
		);
	return pages;
}

const TITLES = {
	provider: "Provider",
	resource: "Resource",
	"data-source": "Data Source",
	"ephemeral-resource": "Ephemeral Resource",
};

function emitPage(
	model: Model,
	example: string,
	models: readonly Model[],
): string {
	const title = TITLES[model.kind];
	return page([
		frontMatter(`${model.type} ${title} - iofog`, model.summary),
		`# ${model.type} (${title})`,
		model.summary,
		model.only ? `**Controllers ${model.only} only.**` : "",
		example,
		...emitSchema(model.attributes),
		...(model.kind === "resource"
			? [rulesSection(model, models), importSection(model)]
			: []),
	]);
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

/** What an ID of each form may look like. */
const IDS: Readonly<Record<string, string>> = {
	UUID: "4BKkqxTDxLYSwMVrLwDzxGTSkVpCDTWg",
	ID: "3",
	URL: "registry.example.com",
	NAME: "example",
	"APPLICATION/NAME": "shop/example",
};

/** What only a configuration says, so that an import cannot read it. */
const UNTOLD = /Wo$|^(forceDestroy|timeouts|rebuildTriggers)$/;

function importSection(model: Model): string {
	const untold = Object.keys(model.attributes)
		.filter((name) => UNTOLD.test(name))
		.map((name) => `\`${toSnake(name)}\``);
	const forms = model.importForms ?? [];
	const address = `${model.type}.example`;
	const ids = forms.map((form) => IDS[form] ?? form);
	const commands = (program: string) =>
		ids.map((id) => `${program} import ${address} ${id}`).join("\n");
	return [
		"## Import",
		`The ID is written ${forms.map((f) => `\`${f}\``).join(" or ")}. With an \`import\` block, from which \`terraform plan -generate-config-out=example.tf\` also writes the configuration:`,
		`\`\`\`terraform\nimport {\n  to = ${address}\n  id = "${ids.at(-1)}"\n}\n\`\`\``,
		"By command:",
		`\`\`\`shell\n${commands("terraform")}\n\`\`\``,
		"With the embedded engine:",
		`\`\`\`shell\n${commands("fogform")}\n\`\`\``,
		untold.length > 0
			? `An import cannot read ${untold.join(", ")}: where one is set, the plan after it is an update.`
			: "",
		`In TypeScript:\n\n\`\`\`typescript\n${model.className}.generateConfigForImport(stack, "example", "${ids.at(-1)}");\n\`\`\``,
	]
		.filter((part) => part !== "")
		.join("\n\n");
}
