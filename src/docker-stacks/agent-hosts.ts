import { Construct } from "constructs";
import { AgentHost, type AgentHostConfig } from "./agent-host";
import { namesOf } from "./names";

/** Arguments of several edge hosts. */
export interface AgentHostsConfig extends AgentHostConfig {
	/** Pattern of the names: `edge-{n}` gives `edge-1`, `edge-2`; `edge-{nn}` gives `edge-01`, `edge-02`. */
	readonly name: string;
	/** How many. */
	readonly count: number;
}

/** Several edge hosts that differ in their names. More of them leaves those that are there as they are. */
export class AgentHosts extends Construct {
	/** In order of their numbers. */
	readonly hosts: readonly AgentHost[];

	constructor(scope: Construct, id: string, config: AgentHostsConfig) {
		super(scope, id);
		const { name: pattern, count, ...rest } = config;
		this.hosts = namesOf(this, pattern, count).map(
			(name) => new AgentHost(this, name, { ...rest, name }),
		);
	}
}
