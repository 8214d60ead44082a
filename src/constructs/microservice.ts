import type { Construct } from "constructs";
import { dependingOn } from "./depending";
import { fleetEntriesFor } from "./fleet-entry";
import type {
	Agent,
	Application,
	CatalogItem,
	DataIofogAgent,
	DataIofogApplication,
	DataIofogCatalogItem,
	DataIofogRegistry,
	Registry,
} from "./generated";
import {
	type MicroserviceConfig as Arguments,
	Microservice as Generated,
	type MicroserviceReady,
} from "./generated";
import { type ImageArguments, imagesOf } from "./images";
import { readyBeside, type WaitConfig } from "./ready";
import { atMostOne, attributeOf, refersTo } from "./references";

/** Arguments of `iofog_microservice`. */
export interface MicroserviceConfig
	extends Omit<Arguments, "application" | "images">,
		ImageArguments {
	/** Application that the microservice belongs to, or its name. Forces replacement. */
	readonly application: Application | DataIofogApplication | string;
	/** Agent that runs the microservice, or the agent's name; instead of `agentUuid` and `agentName`. A change moves the microservice. */
	readonly agent?: Agent | DataIofogAgent | string;
	/** Registry that the images are pulled from: a `Registry`, `Registry.DOCKER_HUB` (the default), `Registry.FROM_CACHE` or another's ID; instead of `registryId`. */
	readonly registry?: Registry | DataIofogRegistry | number;
	/** Catalog item whose images are run, or its ID; instead of `catalogItemId`. */
	readonly catalogItem?: CatalogItem | DataIofogCatalogItem | number;
	/**
	 * Whether apply ends only when the agent has reported the microservice running for 10 seconds, and again after each change that makes the agent
	 * recreate the container; with `timeout` and `whenOffline` of `MicroserviceReady` instead of `true`, where its defaults do not fit.
	 *
	 * Default: `false`.
	 */
	readonly waitForRunning?: boolean | WaitConfig;
}

/**
 * A container that an agent runs as part of an application; `iofog_microservice` in Terraform.
 *
 * It is created after the `AgentHost` of its agent, where that is in the same stack.
 */
export class Microservice extends Generated {
	/** With `waitForRunning`: the wait for it. What depends on it begins when the microservice runs. */
	readonly ready: MicroserviceReady | undefined;

	constructor(scope: Construct, id: string, config: MicroserviceConfig) {
		atMostOne(scope, id, config, "agent", "agentUuid", "agentName");
		atMostOne(scope, id, config, "registry", "registryId");
		atMostOne(
			scope,
			id,
			config,
			"image",
			"images",
			"catalogItem",
			"catalogItemId",
		);
		const {
			application,
			agent,
			registry,
			catalogItem,
			image,
			images,
			waitForRunning = false,
			...rest
		} = config;
		super(scope, id, {
			...rest,
			...agentArguments(scope, agent),
			engine: rest.engine ?? engineOf(agent),
			application: attributeOf(application, "name") as string,
			images: imagesOf({ image, images }),
			registryId: attributeOf(registry, "id") ?? rest.registryId,
			catalogItemId: attributeOf(catalogItem, "id") ?? rest.catalogItemId,
		});
		if (waitForRunning)
			this.ready = readyBeside(
				this,
				id,
				waitForRunning === true ? {} : waitForRunning,
			);
	}

	/** @internal */
	override get terraformMetaArguments(): { [name: string]: unknown } {
		// The Controller refuses a microservice whose images do not fit its agent, and learns what that is when it joins.
		return dependingOn(
			this,
			super.terraformMetaArguments,
			fleetEntriesFor(this, this.agentUuidInput ?? this.agentNameInput),
		);
	}
}

/** Only an agent that is made by the same code says which engine it shares. */
const engineOf = (agent: MicroserviceConfig["agent"]): string | undefined =>
	typeof agent === "object" &&
	"engine" in agent &&
	typeof agent.engine === "string"
		? agent.engine
		: undefined;

/** An agent of the code is known by its UUID, so that a new name is no move; a text is a name, unless it refers to a UUID. */
function agentArguments(
	scope: Construct,
	agent: MicroserviceConfig["agent"],
): Pick<Arguments, "agentUuid" | "agentName"> {
	if (agent === undefined) return {};
	if (typeof agent !== "string") return { agentUuid: agent.uuid };
	return refersTo(scope, agent, "uuid")
		? { agentUuid: agent }
		: { agentName: agent };
}
