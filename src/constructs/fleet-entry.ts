import { type TerraformResource, TerraformStack } from "cdktf";
import type { Agent } from "./generated";
import { Notes } from "./notes";
import { addressOf, resolveIn } from "./references";

interface Entry {
	readonly agent: Agent;
	readonly resource: TerraformResource;
}

const entries = new Notes<Entry>();

/** Notes what brings an agent into the fleet, so that the microservices of the same stack that run on it wait for it. */
export function entersFleetBy(agent: Agent, resource: TerraformResource): void {
	entries.add(TerraformStack.of(resource), { agent, resource });
}

/** What brings the agent into the fleet whose UUID or name a resource has as an argument. */
export function fleetEntriesFor(
	resource: TerraformResource,
	agent: string | undefined,
): readonly TerraformResource[] {
	const known = entries.of(TerraformStack.of(resource));
	if (known.length === 0 || agent === undefined) return [];
	const text = String(resolveIn(resource, agent));
	return known
		.filter((entry) =>
			text.startsWith("${iofog_agent.")
				? text.startsWith(`\${${addressOf(entry.agent)}.`)
				: text === resolveIn(resource, entry.agent.nameInput),
		)
		.map((entry) => entry.resource);
}
