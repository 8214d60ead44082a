import type { Construct } from "constructs";
import { controlPlaneOf } from "./control-plane";
import { dependingOn } from "./depending";
import { type AgentConfig as Arguments, Agent as Generated } from "./generated";
import { attributeOf } from "./references";

/** Arguments of `iofog_agent`. */
export interface AgentConfig
	extends Omit<Arguments, "upstreamRouters" | "upstreamNatsServers"> {
	/** Routers that the agent's router connects to: agents, their UUIDs, or `default-router`. Without it the Controller decides. */
	readonly upstreamRouters?: readonly (Generated | string)[];
	/** NATS servers that the agent's server connects to: agents, their UUIDs, or `default-nats-hub`. Without it the Controller decides. Controllers 3.7 only. */
	readonly upstreamNatsServers?: readonly (Generated | string)[];
	/** Name, of your choice, of the Docker Engine that this agent shares with others: microservices of agents on one engine cannot publish the same port. */
	readonly engine?: string;
}

/**
 * An edge host that runs microservices; `iofog_agent` in Terraform.
 *
 * It is created after the `Router` and the `NatsHub` of the same stack, and before the agent that it replaces is deleted,
 * so that microservices can move over; `lifecycle: { createBeforeDestroy: false }` turns the latter off.
 */
export class Agent extends Generated {
	/** The Docker Engine that the agent shares with others, where the code says so. */
	readonly engine: string | undefined;

	constructor(scope: Construct, id: string, config: AgentConfig) {
		const { upstreamRouters, upstreamNatsServers, engine, lifecycle, ...rest } =
			config;
		super(scope, id, {
			...rest,
			upstreamRouters: uuids(upstreamRouters),
			upstreamNatsServers: uuids(upstreamNatsServers),
			lifecycle: { createBeforeDestroy: true, ...lifecycle },
		});
		this.engine = engine;
	}

	/** @internal */
	override get terraformMetaArguments(): { [name: string]: unknown } {
		// A router may take its host from the agent on which it runs: that agent does not wait for it.
		return dependingOn(
			this,
			super.terraformMetaArguments,
			controlPlaneOf(this),
		);
	}
}

function uuids(agents: readonly (Generated | string)[] | undefined) {
	return agents?.map((agent) => attributeOf(agent, "uuid") as string);
}
