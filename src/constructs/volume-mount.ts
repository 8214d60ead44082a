import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type {
	DataIofogAgent,
	DataIofogConfigMap,
	DataIofogSecret,
} from "./generated";
import {
	type Agent,
	type VolumeMountConfig as Arguments,
	ConfigMap,
	VolumeMount as Generated,
	Secret,
} from "./generated";
import { addressOf, atLeastOne, atMostOne, attributeOf } from "./references";

/** Arguments of `iofog_volume_mount`. */
export interface VolumeMountConfig extends Omit<Arguments, "agentUuids"> {
	/** Secret whose keys are the files, or its name; instead of `configMap`. */
	readonly secret?: Secret | DataIofogSecret | string;
	/** Config map whose keys are the files, or its name; instead of `secret`. */
	readonly configMap?: ConfigMap | DataIofogConfigMap | string;
	/** Agents, or their UUIDs, that hold the files ready before a microservice needs them; those that run a microservice with this volume mount need not be named. */
	readonly agents?: readonly (Agent | DataIofogAgent | string)[];
	/** UUIDs of agents; instead of `agents`. */
	readonly agentUuids?: string[];
}

/**
 * A secret or a config map as a directory of files, which microservices see with a volume of type `volumeMount`; `iofog_volume_mount` in Terraform
 * (Controllers 3.7).
 *
 * The Controller deletes it with its secret or config map: where these are constructs and are replaced, it is replaced too.
 */
export class VolumeMount extends Generated {
	readonly #source?: TerraformResource;

	constructor(scope: Construct, id: string, config: VolumeMountConfig) {
		const SOURCES = ["secret", "secretName", "configMap", "configMapName"];
		atMostOne(scope, id, config, ...SOURCES);
		atLeastOne(scope, id, config, ...SOURCES);
		atMostOne(scope, id, config, "agents", "agentUuids");
		const { secret, configMap, agents, ...rest } = config;
		super(scope, id, {
			...rest,
			secretName: attributeOf(secret, "name") ?? rest.secretName,
			configMapName: attributeOf(configMap, "name") ?? rest.configMapName,
			agentUuids:
				agents?.map((agent) => attributeOf(agent, "uuid") as string) ??
				rest.agentUuids,
		});
		if (secret instanceof Secret) this.#source = secret;
		if (configMap instanceof ConfigMap) this.#source = configMap;
	}

	/** @internal */
	override get terraformMetaArguments(): { [name: string]: unknown } {
		const own = super.terraformMetaArguments;
		const source = this.#source;
		// Of several instances it cannot be told which one is meant.
		if (!source || source.count !== undefined || source.forEach) return own;
		const { lifecycle } = own as { lifecycle?: Record<string, unknown> };
		const triggers = (lifecycle?.replaceTriggeredBy ?? []) as unknown[];
		const cause = `${addressOf(source)}.id`;
		return {
			...own,
			lifecycle: { ...lifecycle, replaceTriggeredBy: [...triggers, cause] },
		};
	}
}
