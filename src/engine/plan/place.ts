import { type StoredObject, storedInstance } from "../objects/stored";
import type { State } from "../state";
import type { InstancePlan } from "./model";

/** Writes into the state what the configuration says of an object's place among others, also where the object itself does not change. */
export function keepPlace(
	state: State,
	plan: InstancePlan,
	object: StoredObject,
	{ refreshed }: { readonly refreshed: boolean },
): void {
	const { address, action, provider, createBeforeDestroy } = plan;
	const stored = object.dependencies;
	let { dependencies } = plan;
	if (dependencies.join(" ") === stored.join(" ")) dependencies = stored;
	else if (action !== "no-op")
		dependencies = refreshed
			? [...new Set([...dependencies, ...stored])].sort()
			: stored;
	if (
		dependencies === stored &&
		createBeforeDestroy === object.createBeforeDestroy &&
		provider === state.get(address)?.provider
	)
		return;
	const placed = { ...object, dependencies, createBeforeDestroy };
	const instance = storedInstance(placed, plan.schema);
	state.set({ address, provider, instance });
}
