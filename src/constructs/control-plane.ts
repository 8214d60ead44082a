import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { Notes } from "./notes";

const hubs = new Notes<TerraformResource>();

/** Notes that a resource is part of the control plane of its stack, so that the agents of the stack wait for it. */
export function joinControlPlane(resource: TerraformResource): void {
	hubs.add(TerraformStack.of(resource), resource);
}

/** Resources of the control plane in the stack of a construct. */
export function controlPlaneOf(
	construct: IConstruct,
): readonly TerraformResource[] {
	return hubs.of(TerraformStack.of(construct));
}
