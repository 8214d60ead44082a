import { randomUUID } from "node:crypto";
import { invalid, notFound } from "../errors";
import type { Agent, VolumeMount } from "../model";
import { defined, timestamps, type World } from "../world";
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

/** What a client sends of a volume mount. */
export interface VolumeMountBody {
	name?: string;
	secretName?: string;
	configMapName?: string;
}

type Source = "secretName" | "configMapName";

function find(world: World, name: string): VolumeMount {
	const mount = world.volumeMounts.get(name);
	if (!mount) throw notFound("Volume mount with name {} not found", name);
	return mount;
}

const view = ({
	uuid,
	name,
	configMapName,
	secretName,
	version,
}: VolumeMount) => ({ uuid, name, configMapName, secretName, version });

const linkedTo = (world: World, name: string) =>
	world.agents.all().filter((agent) => agent.volumeMounts.includes(name));

function checkNames({ secretName, configMapName }: VolumeMountBody): void {
	if (!secretName && !configMapName)
		throw invalid("Must specify either secretName or configMapName");
	if (secretName && configMapName)
		throw invalid("Cannot specify both secretName and configMapName");
}

function checkSource(world: World, body: VolumeMountBody): void {
	const { secretName, configMapName } = body;
	if (secretName && !world.secrets.get(secretName))
		throw notFound('Secret with name "{}" not found', secretName);
	if (configMapName && !world.configMaps.get(configMapName))
		throw notFound("ConfigMap with name {} not found", configMapName);
}

/** Adds a volume mount of a secret or a config map. */
export function createVolumeMount(
	world: World,
	body: VolumeMountBody,
): unknown {
	world.validate("volumeMountCreate", body);
	checkNames(body);
	const { name = "", secretName, configMapName } = body;
	// Not the error of other duplicates: this one is a 400.
	if (world.volumeMounts.get(name)) throw invalid("Duplicate name '{}'", name);
	checkSource(world, body);
	const { uuid, version, createdAt, updatedAt } = world.volumeMounts.insert({
		uuid: randomUUID(),
		name,
		version: 1,
		configMapName: configMapName ?? null,
		secretName: secretName ?? null,
		...timestamps(),
	});
	const source = defined({ configMapName, secretName });
	return { uuid, version, name, ...source, updatedAt, createdAt };
}

/** Every volume mount, those of the Controller itself included. */
export const listVolumeMounts = (world: World): unknown =>
	world.volumeMounts.all().map(view);

/** One volume mount. */
export const getVolumeMount = (world: World, name: string): unknown =>
	view(find(world, name));

/** Gives a volume mount another source beside the one that it has, which is not cleared, and another version. */
export function updateVolumeMount(
	world: World,
	name: string,
	body: VolumeMountBody,
): unknown {
	world.validate("volumeMountUpdate", body);
	const mount = find(world, name);
	checkNames(body);
	checkSource(world, body);
	const { secretName, configMapName } = body;
	const version = mount.version + 1;
	world.volumeMounts.update(
		mount,
		defined({ secretName, configMapName, version }),
	);
	for (const agent of linkedTo(world, name))
		raise(world, agent.uuid, "volumeMounts");
	return view(mount);
}

/** Removes a volume mount, linked or not. */
export function deleteVolumeMount(world: World, name: string): unknown {
	const mount = find(world, name);
	world.volumeMounts.remove(mount);
	for (const agent of linkedTo(world, name)) {
		unlink(world, agent, name);
		raise(world, agent.uuid, "volumeMounts");
	}
	return {};
}

const unlink = (world: World, agent: Agent, name: string) =>
	world.agents.update(agent, {
		volumeMounts: agent.volumeMounts.filter((mount) => mount !== name),
	});

/** The agents that hold a volume mount ready. */
export function listLinks(world: World, name: string): unknown {
	find(world, name);
	return { fogUuids: linkedTo(world, name).map((agent) => agent.uuid) };
}

/** Links a volume mount to agents; those before one that does not exist stay linked. */
export function createLinks(
	world: World,
	name: string,
	fogUuids: unknown,
): unknown {
	world.validate("volumeMountLink", { fogUuids });
	const mount = find(world, name);
	for (const uuid of fogUuids as string[]) linkVolumeMount(world, name, uuid);
	return view(mount);
}

/** Takes links away; one that never was is no error. */
export function deleteLinks(
	world: World,
	name: string,
	fogUuids: unknown,
): unknown {
	world.validate("volumeMountUnlink", { fogUuids });
	find(world, name);
	for (const uuid of fogUuids as string[]) {
		const agent = world.agents.get(uuid);
		if (!agent) throw notFound("Could not find agent {}", uuid);
		unlink(world, agent, name);
	}
	for (const uuid of fogUuids as string[]) raise(world, uuid, "volumeMounts");
	return {};
}

/** Gives every volume mount of a secret or config map that has changed another version. */
export function renewMountsOf(
	world: World,
	source: Source,
	name: string,
): void {
	for (const mount of world.volumeMounts.all())
		if (mount[source] === name)
			updateVolumeMount(world, mount.name, {
				name: mount.name,
				[source]: name,
			});
}

/** Removes every volume mount of a secret or config map that is deleted. */
export function deleteMountsOf(
	world: World,
	source: Source,
	name: string,
): void {
	for (const mount of world.volumeMounts.all())
		if (mount[source] === name) deleteVolumeMount(world, mount.name);
}
