import type {
	Body,
	Condition,
	ResourceConfig,
	StackConfig,
} from "../config/model";
import { BUILTIN_SOURCE, IOFOG_SOURCE } from "../config/providers";
import { type Expression, references } from "../language";
import type { TypeSchema } from "../objects/schema";
import { jsonOf } from "../objects/sensitive";

/** Terraform's representation of a configuration: blocks, and what their expressions refer to. */
export function configurationJson(config: StackConfig): unknown {
	const resources = [...config.resources.values()].sort((a, b) =>
		a.address < b.address ? -1 : 1,
	);
	const providers: Record<string, unknown> = {};
	if (resources.some(({ provider }) => provider === "terraform"))
		providers.terraform = { name: "terraform", full_name: BUILTIN_SOURCE };
	for (const { key, name, alias, body } of config.providers.values()) {
		const version = config.versions.get(name);
		providers[key] = {
			name,
			full_name: IOFOG_SOURCE,
			...(alias !== undefined && { alias }),
			...(version !== undefined && { version_constraint: version }),
			...expressionsJson(body),
		};
	}
	return {
		provider_config: providers,
		root_module: {
			...(config.outputs.size > 0 && { outputs: outputsJson(config) }),
			...(resources.length > 0 && { resources: resources.map(resourceJson) }),
			...(config.variables.size > 0 && { variables: variablesJson(config) }),
		},
	};
}

function outputsJson(config: StackConfig): Record<string, unknown> {
	return Object.fromEntries(
		[...config.outputs.values()].map((output) => [
			output.name,
			{
				...(output.sensitive && { sensitive: true }),
				expression: expressionJson(output.value),
				...(output.description !== undefined && {
					description: output.description,
				}),
				...(output.dependsOn.length > 0 && { depends_on: output.dependsOn }),
			},
		]),
	);
}

function variablesJson(config: StackConfig): Record<string, unknown> {
	return Object.fromEntries(
		[...config.variables.values()].map((variable) => [
			variable.name,
			{
				...(variable.description !== undefined && {
					description: variable.description,
				}),
				...(variable.sensitive && { sensitive: true }),
				...(variable.ephemeral && { ephemeral: true }),
			},
		]),
	);
}

function resourceJson(resource: ResourceConfig): unknown {
	const { address, mode, type, name, provider, schema, body } = resource;
	return {
		address,
		mode,
		type,
		name,
		provider_config_key: provider,
		...expressionsJson(body, schema),
		schema_version: schema.version,
		...(resource.count && { count_expression: expressionJson(resource.count) }),
		...(resource.forEach && {
			for_each_expression: expressionJson(resource.forEach),
		}),
		...(resource.dependsOn.length > 0 && { depends_on: resource.dependsOn }),
		...conditionsJson("preconditions", resource.preconditions),
		...conditionsJson("postconditions", resource.postconditions),
	};
}

function conditionsJson(name: string, conditions: readonly Condition[]) {
	if (conditions.length === 0) return {};
	return {
		[name]: conditions.map(({ condition }) => ({
			condition: expressionJson(condition),
		})),
	};
}

/** Literal arguments that could be secrets are shown by their presence alone. */
function expressionsJson(
	body: Body,
	schema?: TypeSchema,
): { expressions?: unknown } {
	const expressions: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(body.constants)) {
		if (value === null) continue;
		const attr = schema?.byName.get(name);
		const open =
			attr && !attr.sensitive && !attr.writeOnly && !attr.hidesInside;
		expressions[name] = open
			? { constant_value: jsonOf(value, attr.type) }
			: {};
	}
	for (const { attr, expression } of body.computed)
		expressions[attr.name] = expressionJson(expression);
	return Object.keys(expressions).length > 0 ? { expressions } : {};
}

function expressionJson(expression: Expression): unknown {
	const found = new Set<string>();
	for (const { text, root, steps } of references(expression)) {
		found.add(text);
		const length = root === "data" || root === "ephemeral" ? 2 : 1;
		const names = steps.slice(0, length).map(({ key }) => key);
		if (root !== "var" && root !== "local" && root !== "each")
			found.add([root, ...names].join("."));
	}
	return found.size > 0 ? { references: [...found] } : {};
}
