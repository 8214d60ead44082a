import type { BlockConfig, ProviderConfig, StackConfig } from "../config/model";
import { type Expression, references } from "../language";

/** What a reference leads to, as a node of the graph: `var.x`, `local.x`, `type.name`, `data.type.name`, `ephemeral.type.name`; undefined for each, count, self, path, terraform. */
export function nodesOf(expression: Expression): string[] {
	const found: string[] = [];
	for (const { root, steps } of references(expression)) {
		const [first, second] = [steps[0]?.key, steps[1]?.key];
		switch (root) {
			case "each":
			case "count":
			case "self":
			case "path":
			case "terraform":
			case "module":
				break;
			case "data":
			case "ephemeral":
				if (first !== undefined && second !== undefined)
					found.push(`${root}.${first}.${second}`);
				break;
			default:
				if (first !== undefined) found.push(`${root}.${first}`);
		}
	}
	return found;
}

/** Every expression of a resource block. */
export function expressionsOf(resource: BlockConfig): Expression[] {
	const { count, forEach, body } = resource;
	const replaceTriggeredBy =
		resource.mode === "ephemeral" ? [] : resource.replaceTriggeredBy;
	if (
		body.computed.length === 0 &&
		!count &&
		!forEach &&
		resource.preconditions.length === 0 &&
		resource.postconditions.length === 0 &&
		replaceTriggeredBy.length === 0
	)
		return [];
	return [
		...(count ? [count] : []),
		...(forEach ? [forEach] : []),
		...body.computed.map(({ expression }) => expression),
		...[...resource.preconditions, ...resource.postconditions].flatMap(
			({ condition, message }) => [condition, message],
		),
		...replaceTriggeredBy,
	];
}

/** Nodes that a resource block refers to directly, `depends_on` and its provider configuration included. */
export function resourceNodes(resource: BlockConfig): Set<string> {
	const nodes = new Set(resource.dependsOn);
	for (const expression of expressionsOf(resource))
		for (const node of nodesOf(expression)) nodes.add(node);
	if (resource.provider !== "terraform")
		nodes.add(`provider.${resource.provider}`);
	return nodes;
}

/** Nodes that a provider block refers to. */
export function providerNodes(provider: ProviderConfig): Set<string> {
	return new Set(
		provider.body.computed.flatMap(({ expression }) => nodesOf(expression)),
	);
}

/** The references between the blocks of a stack, by node. */
export function nodesOfStack(config: StackConfig): Map<string, Set<string>> {
	const nodes = new Map<string, Set<string>>();
	for (const [name, expression] of config.locals)
		nodes.set(`local.${name}`, new Set(nodesOf(expression)));
	for (const provider of config.providers.values())
		nodes.set(`provider.${provider.key}`, providerNodes(provider));
	for (const blocks of [config.resources, config.ephemerals])
		for (const block of blocks.values())
			nodes.set(block.address, resourceNodes(block));
	return nodes;
}
