/** What an agent last said of itself. */
export interface AgentStatus {
	readonly name: string;
	readonly uuid: string;
	/** The Controller's word, such as RUNNING or UNKNOWN. */
	readonly state: string;
	/** What the agent warns of; empty where all is well. */
	readonly warning: string;
	readonly version: string;
	readonly architecture: string;
	readonly host: string;
	/** Of the agent itself, in percent of one processor, and in bytes. */
	readonly cpu: number;
	readonly memory: number;
	/** When it was heard of last, in milliseconds since 1970; undefined where never. */
	readonly lastSeen: number | undefined;
	/** How many of its microservices run, and how many it has. */
	readonly running: number;
	readonly microservices: number;
}

/** What is known of a microservice. */
export interface MicroserviceStatus {
	readonly application: string;
	readonly name: string;
	readonly uuid: string;
	/** The name of its agent, or the agent's uuid where that is hidden. */
	readonly agent: string;
	readonly agentUuid: string;
	/** What its agent last said, such as RUNNING or PULLING. */
	readonly state: string;
	/** Whether it is wanted to run: its application is activated, and nobody stopped it. */
	readonly activated: boolean;
	/** HEALTHY, UNHEALTHY or STARTING; empty without a health check. */
	readonly health: string;
	/** Progress of a pull, in percent. */
	readonly percentage: number;
	/** The agent's own words; empty where all is well. */
	readonly error: string;
	readonly image: string;
	readonly container: string;
	/** Times in milliseconds since 1970; undefined where there is none. */
	readonly created: number | undefined;
	readonly started: number | undefined;
	readonly lastSeen: number | undefined;
	/** In percent of one processor, and in bytes. */
	readonly cpu: number;
	readonly memory: number;
}

/** Agents and microservices as the Controller knows them at a moment. */
export interface FleetStatus {
	readonly controller: { readonly url: string; readonly version: string };
	/** In milliseconds since 1970. */
	readonly at: number;
	readonly agents: readonly AgentStatus[];
	readonly microservices: readonly MicroserviceStatus[];
}
