import type { Agent, Microservice } from "../model";
import { timestamps, type World } from "../world";
import {
	initialExecStatus,
	initialStatus,
	newMicroservice,
} from "./new-microservice";
import { certificatePath, routerCertificates } from "./router-config";
import { builtInItem } from "./seed-catalog";
import { ensureSystemApplication } from "./system-applications";
import { ensureVolumeMount, linkVolumeMount } from "./volume-mounts";

/** Makes a secret of the Controller's own unless it is there; its content is a placeholder. */
export function ensureSecret(world: World, name: string, type = "tls"): void {
	if (world.secrets.get(name)) return;
	const placeholder = Buffer.from(`${name} of a dev Controller`).toString(
		"base64",
	);
	world.secrets.insert({
		id: world.store.next("secret"),
		name,
		type,
		data: {
			"ca.crt": placeholder,
			"tls.crt": placeholder,
			"tls.key": placeholder,
		},
		...timestamps(),
	});
}

/** A microservice of the Controller itself, in the agent's system application (3.7). */
export function createSystemMicroservice(
	world: World,
	agent: Agent,
	values: Partial<Microservice> & { name: string },
): Microservice {
	const application = ensureSystemApplication(world, agent);
	return newMicroservice(world, {
		applicationId: application.id,
		iofogUuid: agent.uuid,
		configLastUpdated: Date.now(),
		status: initialStatus(world),
		execStatus: initialExecStatus(),
		...values,
	});
}

/** The microservice that runs an agent's router on 3.7. */
export const createRouterMicroservice = (
	world: World,
	agent: Agent,
	isEdge: boolean,
	config: string,
): Microservice =>
	createSystemMicroservice(world, agent, {
		name: "router",
		config,
		catalogItemId: builtInItem(world, "Router"),
		hostNetworkMode: !isEdge,
		schedule: 0,
		capAdd: ["NET_RAW"],
		env: [
			{ key: "QDROUTERD_CONF", value: "/tmp/skrouterd.json" },
			{ key: "SSL_PROFILE_PATH", value: "/etc/skupper-router-certs" },
			{ key: "QDROUTERD_CONF_TYPE", value: "json" },
			{ key: "SKUPPER_SITE_ID", value: agent.uuid },
			{ key: "SKUPPER_PLATFORM", value: "pot" },
		],
	});

/** Maps a volume mount into a microservice unless it is mapped there already; true when it is new. */
export function mapMount(
	world: World,
	microservice: Microservice,
	mount: string,
	path: string,
	accessMode: string,
	type = "volumeMount",
): boolean {
	const present = microservice.volumeMappings.some(
		(volume) =>
			volume.hostDestination === mount &&
			volume.containerDestination === path &&
			volume.type === type,
	);
	if (present) return false;
	world.microservices.update(microservice, {
		volumeMappings: [
			...microservice.volumeMappings,
			{
				hostDestination: mount,
				containerDestination: path,
				accessMode,
				id: world.store.next("volumeMapping"),
				type,
			},
		],
	});
	return true;
}

/** Hands a router its certificates. */
export function mountRouterCertificates(
	world: World,
	agent: Agent,
	microservice: Microservice,
): void {
	for (const name of routerCertificates(agent.name)) {
		if (!world.secrets.get(name)) continue;
		ensureVolumeMount(world, name, { secretName: name });
		linkVolumeMount(world, name, agent.uuid);
		mapMount(world, microservice, name, certificatePath(name), "ro");
	}
}
