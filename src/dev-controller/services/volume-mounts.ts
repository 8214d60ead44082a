import { randomUUID } from "node:crypto";
import { invalid, notFound } from "../errors";
import type { VolumeMount } from "../model";
import { timestamps, type World } from "../world";
import { raise } from "./changes";

// Secrets may have other names, so that an agent's odd name is refused only here.
const mountName = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Makes a volume mount of a secret or a config map unless it is there. */
export function ensureVolumeMount(
	world: World,
	name: string,
	source: { secretName?: string; configMapName?: string },
): VolumeMount {
	const present = world.volumeMounts.get(name);
	if (present) return present;
	if (!mountName.test(name))
		throw invalid("Invalid format for field '{}'", "name");
	return world.volumeMounts.insert({
		uuid: randomUUID(),
		name,
		version: 1,
		configMapName: source.configMapName ?? null,
		secretName: source.secretName ?? null,
		...timestamps(),
	});
}

/** Links a volume mount to an agent, and tells the agent when that is new. */
export function linkVolumeMount(
	world: World,
	name: string,
	agentUuid: string,
): void {
	const agent = world.agents.get(agentUuid);
	if (!agent) throw notFound("Could not find agent {}", agentUuid);
	if (agent.volumeMounts.includes(name)) return;
	world.agents.update(agent, { volumeMounts: [...agent.volumeMounts, name] });
	raise(world, agentUuid, "volumeMounts");
}

/** Checks that a `mount/key` reference leads somewhere, and links the mount to the agent that will use it. */
export function checkVolumeMount(
	world: World,
	reference: string,
	agentUuid: string,
): void {
	if (!reference) return;
	const [name = "", ...rest] = reference.split("/");
	if (name === "")
		throw invalid(
			"Invalid volume mount reference for volume mapping: {}",
			"Volume mount name cannot be empty",
		);
	const mount = world.volumeMounts.get(name);
	if (!mount) throw invalid("Volume mount with name {} not found", name);
	const key = rest.join("/");
	if (key !== "") {
		const data = mount.secretName
			? world.secrets.get(mount.secretName)?.data
			: world.configMaps.get(mount.configMapName)?.data;
		const prefix = key.endsWith("/") ? key : `${key}/`;
		const known =
			data?.[key] !== undefined ||
			Object.keys(data ?? {}).some((k) => k.startsWith(prefix));
		if (!known)
			throw invalid(
				mount.secretName
					? "Secret key {} not found in secret {} in volume mount {}"
					: "Configmap key {} not found in configmap {} in volume mount {}",
				key,
				mount.secretName ?? mount.configMapName,
				name,
			);
	}
	linkVolumeMount(world, name, agentUuid);
}
