import { hasErrors } from "../../core";
import type { ResourceConfig } from "../config/model";
import { expand } from "../eval/expand";
import { placesOf } from "../eval/places";
import { convert, evaluate, numText, type Value } from "../language";
import type { StoredObject } from "../objects/stored";
import type { Stack } from "../stack/stack";
import { addressText, parseAddress } from "../state";

/** What an `import` block says of one instance. */
export interface ImportTarget {
	readonly id: string;
	readonly provider?: string;
}

/** The instances that import blocks name; what is wrong with them is reported. */
export function importTargets(stack: Stack): Map<string, ImportTarget> {
	const targets = new Map<string, ImportTarget>();
	for (const block of stack.config.imports) {
		const resource = stack.config.resources.get(block.to);
		if (resource === undefined) continue;
		const { forEach } = block;
		const expansion = forEach
			? expand(
					{ ...resource, forEach, address: `import.${block.to}` },
					stack.evaluator.scope(),
					stack.faults,
				)
			: ({ kind: "single" } as const);
		if (expansion === undefined) continue;
		for (const place of placesOf(expansion)) {
			const scope = stack.evaluator.scope(place);
			try {
				const key = block.key && keyOf(evaluate(block.key, scope));
				const id = convert(evaluate(block.id, scope), "string");
				if (!id.isKnown || id.isNull || id.text === "") {
					stack.faults.error(
						"Invalid import id argument",
						"The import ID value must be a known, non-empty string.",
						block.to,
					);
					continue;
				}
				const at = parseAddress(block.to);
				if (at === undefined) continue;
				const address = addressText({
					...at,
					...(key !== undefined && { key }),
				});
				targets.set(address, {
					id: id.text,
					...(block.provider !== undefined && { provider: block.provider }),
				});
			} catch (thrown) {
				stack.faults.caught(thrown, block.to);
			}
		}
	}
	return targets;
}

function keyOf(value: Value): string | number | undefined {
	if (!value.isKnown || value.isNull) return undefined;
	return value.type === "number"
		? Number(numText(value.num))
		: String(value.raw);
}

/** Reads the object that an import names; undefined after an error, which is reported. */
export async function importPrior(
	stack: Stack,
	resource: Pick<ResourceConfig, "type" | "provider">,
	address: string,
	{ id, provider }: ImportTarget,
): Promise<StoredObject | undefined> {
	const { faults, run } = stack;
	const door = stack.door(provider ?? resource.provider);
	if (door.configured === undefined) return undefined;
	const { configured } = door;
	const found = await door.provider.importState(
		configured,
		resource.type,
		id,
		run.kill,
	);
	faults.addAll(found.diagnostics, address);
	if (hasErrors(found.diagnostics) || found.stored === null) return undefined;
	const read = await door.provider.read(
		configured,
		resource.type,
		found.stored,
		run.kill,
	);
	faults.addAll(read.diagnostics, address);
	if (hasErrors(read.diagnostics)) return undefined;
	if (read.state === null) {
		faults.error(
			"Cannot import non-existent remote object",
			`While attempting to import an existing object to "${address}", the Controller said that there is no object with the ID "${id}".`,
			address,
		);
		return undefined;
	}
	return {
		values: read.state,
		private: read.private,
		sensitive: [],
		tainted: false,
		dependencies: [],
		createBeforeDestroy: false,
	};
}
