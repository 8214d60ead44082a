import type { Agent, AgentSpec } from "./types";

/** The route group `/iofog`: agents. */
export declare class Agents {
	list(signal?: AbortSignal): Promise<Agent[]>;
	get(
		identity: { uuid: string },
		signal?: AbortSignal,
	): Promise<Agent | undefined>;
	/** Throws `ambiguous` when several agents have the name. */
	findByName(name: string, signal?: AbortSignal): Promise<Agent | undefined>;
	/** Resolves once the agent has settled; `settleTimeout` in seconds. */
	create(
		spec: AgentSpec,
		signal?: AbortSignal,
		options?: {
			onIdentity?: (identity: { uuid: string }) => void;
			settleTimeout?: number;
		},
	): Promise<{ uuid: string }>;
	/** Resolves once the agent has settled; `settleTimeout` in seconds. */
	update(
		identity: { uuid: string },
		prior: Partial<AgentSpec>,
		planned: Partial<AgentSpec>,
		signal?: AbortSignal,
		options?: { settleTimeout?: number },
	): Promise<void>;
	/** Deletes the agent and, with it, all its microservices. */
	delete(identity: { uuid: string }, signal?: AbortSignal): Promise<void>;
}
