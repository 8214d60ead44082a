import type { Schema } from "../core";
import type { ResourceJson, ValuesJson } from "../engine/json-types";
import { compareResource } from "./diff/compare";
import { printNode } from "./diff/print";
import { unchanged } from "./diff/sides";
import { providerSchema } from "./lazy";
import type { Terminal } from "./terminal";
import { outputsText } from "./values-text";

/** The resources and outputs of a state, as Terraform prints them. */
export function stateText(
	values: ValuesJson | undefined,
	terminal: Terminal,
): string {
	const resources = values?.root_module.resources ?? [];
	const outputs = values?.outputs ?? {};
	if (resources.length === 0 && Object.keys(outputs).length === 0)
		return "The state is empty. No resources are represented.";
	const parts = resources.map((resource) => resourceText(resource, terminal));
	if (Object.keys(outputs).length > 0)
		parts.push(`Outputs:\n\n${outputsText(outputs)}`);
	return parts.join("\n\n");
}

/** One resource instance of a state. */
export function resourceText(
	resource: ResourceJson,
	{ colors }: Terminal,
): string {
	const schema = providerSchema();
	const schemas =
		resource.mode === "managed"
			? schema.resource_schemas
			: schema.data_source_schemas;
	const node = compareResource(
		unchanged(resource.values, resource.sensitive_values),
		withoutWriteOnly(schemas[resource.type]),
	);
	const notes = [
		resource.tainted ? " (tainted)" : "",
		resource.deposed_key ? ` (deposed object ${resource.deposed_key})` : "",
	].join("");
	const block = resource.mode === "managed" ? "resource" : "data";
	return `# ${resource.address}:${notes}\n${block} "${resource.type}" "${resource.name}" ${printNode(node, 0, { colors, plain: true, all: true })}`;
}

// A state never holds what is written only.
function withoutWriteOnly(schema: Schema | undefined): Schema | undefined {
	if (!schema) return undefined;
	const attributes = Object.fromEntries(
		Object.entries(schema.block.attributes).filter(([, a]) => !a.write_only),
	);
	return { ...schema, block: { ...schema.block, attributes } };
}
