import type { Path } from "../../core";
import type { BlockConfig } from "../config/model";
import { expressionsOf } from "../graph/references";
import { type Expression, references } from "../language";
import type { StackPlan } from "../plan/model";
import { isOutputChange } from "../plan/outputs";
import { addressText } from "../state";

/** Attributes of resources that what changes is computed from, directly or through arguments of others, locals seen through. */
export function relevantAttributes(
	plan: StackPlan,
): { resource: string; attribute: Path }[] {
	const { config } = plan;
	const found = new Map<string, { resource: string; attribute: Path }>();
	const seen = new Set<string>();
	const visit = (expression: Expression, within?: BlockConfig) => {
		for (const { root, steps } of references(expression)) {
			const keys = steps.map(({ key }) => key);
			const repetition =
				root === "each" ? within?.forEach : root === "count" && within?.count;
			if (repetition) visit(repetition);
			if (root === "local") {
				const name = String(keys[0]);
				const local = config.locals.get(name);
				if (local === undefined || seen.has(name)) continue;
				seen.add(name);
				visit(local);
				continue;
			}
			const length = root === "data" || root === "ephemeral" ? 2 : 1;
			const node = [root, ...keys.slice(0, length)].join(".");
			const block = config.resources.get(node) ?? config.ephemerals.get(node);
			if (block === undefined) continue;
			const { mode, type, name } = block;
			const index = steps[length];
			const isInstance =
				index?.kind === "index" && (block.count || block.forEach) !== undefined;
			const resource = isInstance
				? mode === "ephemeral"
					? `ephemeral.${addressText({ mode: "managed", type, name, key: index.key })}`
					: addressText({ mode, type, name, key: index.key })
				: block.address;
			const attribute = keys.slice(isInstance ? length + 1 : length);
			const key = JSON.stringify([resource, attribute]);
			if (found.has(key)) continue;
			found.set(key, { resource, attribute });
			for (const { attr, expression } of block.body.computed)
				if (attribute.length === 0 || attr.name === attribute[0])
					visit(expression, block);
		}
	};
	const changed = new Set<string>();
	for (const { action, resource } of plan.changes.values())
		if (resource && action !== "no-op" && !changed.has(resource.address)) {
			changed.add(resource.address);
			for (const expression of expressionsOf({
				...resource,
				replaceTriggeredBy: [],
				preconditions: [],
				postconditions: [],
			}))
				visit(expression);
		}
	for (const output of plan.outputs.values()) {
		const expression = config.outputs.get(output.name)?.value;
		if (expression && isOutputChange(output)) visit(expression);
	}
	return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
