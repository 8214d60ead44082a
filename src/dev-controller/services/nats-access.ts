import { invalid } from "../errors";
import type { Application, Microservice } from "../model";
import type { World } from "../world";
import { deleteSecret } from "./mounted-data";
import { keepApplicationAccount, keepMicroserviceUser } from "./nats-secrets";
import { refreshNats, refreshServers } from "./nats-servers";
import { slug } from "./system-applications";
import { ensureVolumeMount, linkVolumeMount } from "./volume-mounts";

/** The NATS switch of a microservice as sent, and as resolved into columns. */
export interface NatsBody {
	natsConfig?: { natsAccess?: boolean; natsRule?: string };
	natsAccess?: boolean;
	natsRuleId?: number | null;
}

/** Resolves `natsConfig` into `natsAccess` and `natsRuleId`, in place, falling back to what is stored. */
export function normalizeNats(
	world: World,
	body: NatsBody,
	stored: Microservice | undefined,
): void {
	if (Object.hasOwn(body, "natsAccess"))
		throw invalid("natsAccess must be provided under natsConfig.natsAccess");
	const wish = body.natsConfig || {};
	if (wish.natsAccess !== undefined) body.natsAccess = wish.natsAccess;
	else if (stored) body.natsAccess = stored.natsAccess;
	if (wish.natsRule) {
		const rule = world.natsUserRules.find((r) => r.name === wish.natsRule);
		if (!rule) throw invalid("NATS user rule {} does not exist", wish.natsRule);
		body.natsRuleId = rule.id;
	} else if (stored && !Object.hasOwn(wish, "natsRule"))
		body.natsRuleId = stored.natsRuleId;
	if (body.natsAccess === false) body.natsRuleId = null;
}

/** Opens an account of NATS for an application, which servers take note of in the background. */
export function admitApplication(world: World, application: Application): void {
	world.later(world.settleMs, () => {
		if (!world.applications.get(application.id)?.natsAccess) return;
		keepApplicationAccount(world, application);
		refreshServers(world);
	});
}

const MOUNT_AT = "/etc/nats/creds";

/** Gives a microservice its NATS credentials: a mount, a mapping and a variable that says where they are. */
export function attachNats(world: World, microservice: Microservice): void {
	if (!microservice.iofogUuid) return;
	const application = world.applications.get(microservice.applicationId);
	const folder = slug(application?.name, 64);
	const name = slug(microservice.name, 64);
	const secretName =
		microservice.natsCredsSecretName ??
		keepMicroserviceUser(world, microservice, application);
	ensureVolumeMount(world, secretName, { secretName });
	linkVolumeMount(world, secretName, microservice.iofogUuid);
	const mapped = microservice.volumeMappings.some(
		(volume) =>
			volume.hostDestination === secretName && volume.type === "volumeMount",
	);
	const path = `${MOUNT_AT}/${folder}/${name}.creds`;
	const variable = { key: "NATS_CREDS_PATH", value: path };
	const present = microservice.env.some((v) => v.key === variable.key);
	world.microservices.update(microservice, {
		volumeMappings: mapped
			? microservice.volumeMappings
			: [
					...microservice.volumeMappings,
					{
						hostDestination: secretName,
						containerDestination: MOUNT_AT,
						accessMode: "ro",
						id: world.store.next("volumeMapping"),
						type: "volumeMount",
					},
				],
		env: present
			? microservice.env.map((v) =>
					v.key === variable.key ? { ...v, ...variable } : v,
				)
			: [...microservice.env, variable],
		natsAccess: true,
		natsAccountId: microservice.natsAccountId ?? microservice.applicationId,
		natsUserId: microservice.natsUserId ?? world.store.next("natsUser"),
		natsCredsSecretName: secretName,
	});
	refreshLater(world, microservice.iofogUuid);
}

/** In the background, the NATS server of an agent takes note of who has access. */
function refreshLater(world: World, agentUuid: string): void {
	world.later(world.settleMs, () => {
		const agent = world.agents.get(agentUuid);
		if (agent) refreshNats(world, agent);
		refreshServers(world);
	});
}

/** Takes the NATS credentials of a microservice away again. */
export function detachNats(world: World, microservice: Microservice): void {
	const secretName = microservice.natsCredsSecretName;
	if (!secretName) return;
	deleteSecret(world, secretName);
	world.microservices.update(microservice, {
		env: microservice.env.filter((v) => v.key !== "NATS_CREDS_PATH"),
		volumeMappings: microservice.volumeMappings.filter(
			(volume) => volume.hostDestination !== secretName,
		),
		natsAccess: false,
		natsAccountId: null,
		natsUserId: null,
		natsCredsSecretName: null,
	});
	if (microservice.iofogUuid) refreshLater(world, microservice.iofogUuid);
}
