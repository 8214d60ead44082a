import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataIofogController } from "../constructs/generated";

/** Which Controllers a stack is for: 3.0 or 3.7. */
export type Dialect = "3.0" | "3.7";

const asked = new WeakMap<TerraformStack, DataIofogController>();

/** `none` where the Controller knows NATS at all; the Controller is asked where the code does not say which it is. */
export function natsModeOf(
	scope: Construct,
	dialect: Dialect | undefined,
): string | undefined {
	if (dialect !== undefined) return dialect === "3.0" ? undefined : "none";
	const stack = TerraformStack.of(scope);
	let controller = asked.get(stack);
	if (controller === undefined) {
		controller = new DataIofogController(stack, "fogform-dialect", {});
		asked.set(stack, controller);
	}
	return `\${${controller.fqn}.dialect == "3.0" ? null : "none"}`;
}
