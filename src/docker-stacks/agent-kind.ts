import type { IConstruct } from "constructs";

const devAgents = new WeakSet<IConstruct>();

/** Notes that this `iofog_agent` is the agent of fogform, not the official one. */
export function markDevAgent(agent: IConstruct): void {
	devAgents.add(agent);
}

/** True for an `iofog_agent` that is known to be the agent of fogform. */
export function isDevAgent(agent: IConstruct): boolean {
	return devAgents.has(agent);
}
