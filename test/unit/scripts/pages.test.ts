import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SchemaAttribute } from "../../../src/core";
import { schema } from "../../../src/provider/schema";

const root = join(__dirname, "../../..");

type Attributes = Readonly<Record<string, SchemaAttribute>>;

function roleOf(attribute: SchemaAttribute, within: string): string {
	if (within === "Read-Only") return within;
	if (attribute.required) return "Required";
	return attribute.optional ? "Optional" : "Read-Only";
}

/** Role of every attribute, nested ones by their path. */
function ofSchema(
	attributes: Attributes,
	prefix = "",
	within = "",
): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [name, attribute] of Object.entries(attributes)) {
		const role = roleOf(attribute, within);
		found[prefix + name] = role;
		Object.assign(
			found,
			ofSchema(
				attribute.nested_type?.attributes ?? {},
				`${prefix}${name}.`,
				role,
			),
		);
	}
	return found;
}

/** The same, as a page lists it. */
function ofPage(page: string): Record<string, string> {
	const found: Record<string, string> = {};
	const [, listed = ""] = page.split("## Schema\n");
	let role = "";
	let prefix = "";
	for (const line of listed.split("\n## ")[0]?.split("\n") ?? []) {
		role = /^(?:### )?(Required|Optional|Read-Only):?$/.exec(line)?.[1] ?? role;
		const nested = /^### Nested Schema for `(.+)`$/.exec(line)?.[1];
		if (nested) prefix = `${nested}.`;
		const name = /^- `(\w+)` \(/.exec(line)?.[1];
		if (name) found[prefix + name] = role;
	}
	return found;
}

const { provider, ...groups } = schema();
const pages: [string, Attributes][] = [
	["docs/index.md", provider.block.attributes],
	...Object.entries({
		resources: groups.resource_schemas,
		"data-sources": groups.data_source_schemas,
		"ephemeral-resources": groups.ephemeral_resource_schemas ?? {},
	}).flatMap(([folder, schemas]) =>
		Object.entries(schemas).map(([type, { block }]): [string, Attributes] => [
			`docs/${folder}/${type.replace("iofog_", "")}.md`,
			block.attributes,
		]),
	),
];

test.each(pages)("%s lists exactly what the schema has", (file, attributes) => {
	const page = readFileSync(join(root, file), "utf8");
	expect(ofPage(page)).toEqual(ofSchema(attributes));
	const anchors = new Set(
		[...page.matchAll(/^<a id="(.+)"><\/a>$/gm)].map(([, id]) => id),
	);
	const links = [...page.matchAll(/\]\(#(.+?)\)/g)].map(([, id]) => id);
	expect(new Set(links)).toEqual(anchors);
});

test.each(Object.entries(groups.functions ?? {}))(
	"the page of %s has its signature",
	(name, { parameters, summary }) => {
		const page = readFileSync(join(root, `docs/functions/${name}.md`), "utf8");
		expect(page).toContain(summary);
		expect(page).toContain(
			`${name}(${parameters.map((p) => `${p.name} ${p.type}`).join(", ")})`,
		);
		for (const { description } of parameters)
			expect(page).toContain(description);
	},
);

test.each([
	["index.md", "."],
	["guides/cdktf.md", "guides"],
	["guides/secrets.md", "guides"],
	["guides/from-iofogctl.md", "guides"],
])("links of docs/%s lead somewhere", (file, folder) => {
	const page = readFileSync(join(root, "docs", file), "utf8");
	const links = [...page.matchAll(/\]\(([^)#:]+\.md)\)/g)].map(([, to]) => to);
	expect(links.length).toBeGreaterThan(0);
	for (const link of links)
		expect({
			link,
			there: existsSync(join(root, "docs", folder, link ?? "")),
		}).toEqual({
			link,
			there: true,
		});
});
