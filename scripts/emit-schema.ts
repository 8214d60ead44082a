import type { Attribute, Attributes, Type } from "../src/core";
import { toSnake } from "../src/core";
import { factsOf } from "./facts";
import { choicesOf, isArgument, nestedOf } from "./model";

const ROLES = ["Required", "Optional", "Read-Only"] as const;
type Role = (typeof ROLES)[number];

/** A nested attribute whose members have a section of their own. */
interface Nested {
	readonly path: string;
	readonly attributes: Attributes;
	readonly readOnly: boolean;
}

/** The sections that list all attributes: required ones, optional ones, read-only ones, then those of each nested attribute. */
export function emitSchema(attributes: Attributes): string[] {
	const nested: Nested[] = [];
	const sections = ["## Schema"];
	for (const role of ROLES) {
		const list = emitList(attributes, role, "", false, nested);
		if (list) sections.push(`### ${role}`, list);
	}
	for (let next = nested.shift(); next; next = nested.shift()) {
		sections.push(
			`<a id="${anchor(next.path)}"></a>\n\n### Nested Schema for \`${next.path}\``,
		);
		for (const role of ROLES) {
			const list = emitList(
				next.attributes,
				role,
				`${next.path}.`,
				next.readOnly,
				nested,
			);
			if (list) sections.push(`${role}:`, list);
		}
	}
	return sections.length === 1 ? [] : sections;
}

function roleOf(attribute: Attribute, readOnly: boolean): Role {
	if (readOnly || !isArgument(attribute)) return "Read-Only";
	return attribute.role === "required" ? "Required" : "Optional";
}

function emitList(
	attributes: Attributes,
	role: Role,
	prefix: string,
	readOnly: boolean,
	nested: Nested[],
): string {
	return Object.entries(attributes)
		.filter(([, attribute]) => roleOf(attribute, readOnly) === role)
		.map(([name, attribute]) => {
			const path = `${prefix}${toSnake(name)}`;
			const members = nestedOf(attribute.type);
			if (members)
				nested.push({
					path,
					attributes: members,
					readOnly: role === "Read-Only",
				});
			const more = members
				? ` (see [below for nested schema](#${anchor(path)}))`
				: "";
			return `- \`${toSnake(name)}\` (${kindOf(attribute)}) ${text(attribute)}${more}`;
		})
		.join("\n");
}

const anchor = (path: string) => `nestedatt--${path.replaceAll(".", "--")}`;

function kindOf(attribute: Attribute): string {
	return [
		typeText(attribute.type),
		...(attribute.sensitive ? ["Sensitive"] : []),
		...(attribute.writeOnly ? ["Write-only"] : []),
		...(attribute.deprecated ? ["Deprecated"] : []),
	].join(", ");
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
			return "Attributes";
		default: {
			const kind = type.kind.charAt(0).toUpperCase() + type.kind.slice(1);
			const element = type.element as Type;
			return element.kind === "object"
				? `Attributes ${kind}`
				: `${kind} of ${typeText(element)}`;
		}
	}
}
