import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const hubs = new WeakMap<TerraformStack, TerraformResource[]>();

/** Notes that a resource is part of the control plane of its stack, so that the agents of the stack wait for it. */
export function joinControlPlane(resource: TerraformResource): void {
	const stack = TerraformStack.of(resource);
	hubs.set(stack, [...(hubs.get(stack) ?? []), resource]);
}

/** Resources of the control plane in the stack of a construct. */
export function controlPlaneOf(
	construct: IConstruct,
): readonly TerraformResource[] {
	return hubs.get(TerraformStack.of(construct)) ?? [];
}
