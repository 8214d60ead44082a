import type { ResourceConfig } from "../config/model";
import type { StoredObject } from "../objects/stored";
import type { Stack } from "../stack/stack";
import { type InstanceAddress, resourceText } from "../state";
import type { InstancePlan } from "./model";
import type { Prior } from "./priors";

/** What planning the end of one object is given. */
export interface EndRequest {
	readonly stack: Stack;
	readonly prior: Prior;
	readonly object: StoredObject;
	readonly deposed: string | undefined;
	/** The whole stack is destroyed. */
	readonly destroy: boolean;
	readonly previousAddress: string | undefined;
}

/** Plans that an object is deleted, or forgotten where a `removed` block says so; undefined after an error, which is reported. */
export async function planEnd({
	stack,
	prior,
	object,
	deposed,
	destroy,
	previousAddress,
}: EndRequest): Promise<InstancePlan | undefined> {
	const { address, at, schema, provider } = prior;
	const resourceAddress = resourceText(at);
	const resource = stack.config.resources.get(resourceAddress);
	if (resource?.preventDestroy && deposed === undefined) {
		reportPrevented(stack, address);
		return undefined;
	}
	const kept =
		deposed === undefined &&
		stack.config.removed.some(
			(block) => block.from === resourceAddress && !block.destroy,
		);
	if (!kept) {
		const door = stack.doorOf(provider, at.type);
		if (door.configured === undefined) return undefined;
		const result = await door.provider.plan(
			door.configured,
			at.type,
			{
				config: null,
				prior: object.values,
				private: object.private,
			},
			stack.run.kill,
		);
		stack.faults.addAll(result.diagnostics, address);
	}
	return {
		address,
		at,
		...(deposed !== undefined && { deposed }),
		...(resource && { resource }),
		schema,
		provider,
		action: kept ? "forget" : "delete",
		...(!destroy &&
			deposed === undefined && { reason: endReason(resource, at) }),
		prior: object,
		planned: null,
		sensitive: [],
		private: object.private,
		requiresReplace: [],
		dependencies: object.dependencies,
		createBeforeDestroy: object.createBeforeDestroy,
		...(previousAddress !== undefined && { previousAddress }),
	};
}

/** Why the configuration no longer has an instance, in Terraform's words. */
function endReason(
	resource: ResourceConfig | undefined,
	at: InstanceAddress,
): string {
	if (resource === undefined) return "delete_because_no_resource_config";
	if (resource.count && typeof at.key === "number")
		return "delete_because_count_index";
	if (resource.forEach && typeof at.key === "string")
		return "delete_because_each_key";
	return "delete_because_wrong_repetition";
}

/** Reports that an object must not be destroyed. */
export function reportPrevented({ faults }: Stack, address: string): void {
	faults.error(
		"Instance cannot be destroyed",
		`Resource ${address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan using --target.`,
		address,
	);
}
