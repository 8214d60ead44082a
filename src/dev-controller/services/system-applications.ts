import { invalid } from "../errors";
import type { Agent, Application } from "../model";
import { timestamps, type World } from "../world";

/** The name of the application that holds an agent's own microservices (3.7). */
export const systemApplicationName = (agentName: string): string =>
	`system-${agentName}`;

/** A name made safe for use inside other names: lower case, digits and dashes. */
export function slug(value: string | undefined, limit = 48): string {
	const text = String(value ?? "")
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9-]+/g, "-")
		.replace(/-+/g, "-")
		.replace(/^-|-$/g, "");
	if (text === "") return "default";
	return text.length > limit ? text.slice(0, limit).replace(/-+$/g, "") : text;
}

/** The system application of an agent, made when it is missing. */
export function ensureSystemApplication(
	world: World,
	agent: Agent,
): Application {
	const name = systemApplicationName(agent.name);
	const present = world.applications.by("name", name)[0];
	if (present && !present.isSystem)
		throw invalid("System application name conflict: {}", name);
	return (
		present ??
		world.applications.insert({
			id: world.store.next("application"),
			name,
			description: "",
			isActivated: true,
			isSystem: true,
			userId: null,
			natsAccess: false,
			natsRuleId: null,
			...timestamps(),
		})
	);
}
