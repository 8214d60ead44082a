import { ApiError, duplicate, invalid, notFound, readOfNull } from "../errors";
import type { Microservice, User } from "../model";
import { defined, type World } from "../world";
import {
	isSystemMicroservice,
	ownMicroservice,
	owns,
	resolveApplication,
} from "./access";
import { findCatalogItem } from "./catalog";
import { raise, raiseFull } from "./changes";
import { textColumn } from "./columns";
import {
	type ExtraHostBody,
	findAgent,
	forgetTarget,
	raiseAfterWrite,
	resolveExtraHosts,
} from "./extra-hosts";
import {
	checkAgainstCatalog,
	checkImages,
	checkVolumes,
	damagedQuotes,
	type EnvBody,
	type HealthCheckBody,
	type ImageBody,
	linkVolumes,
	storedEnv,
	storedHealthCheck,
	storedImages,
	storedVolumes,
	type VolumeBody,
} from "./microservice-parts";
import { microserviceView } from "./microservice-view";
import { attachNats, type NatsBody, normalizeNats } from "./nats-access";
import {
	initialExecStatus,
	initialStatus,
	newMicroservice,
} from "./new-microservice";
import { addPort, type CheckedPort, checkPorts, dropPorts } from "./ports";
import { setServiceAccount } from "./roles";

export interface MicroserviceBody extends NatsBody {
	name?: string;
	config?: string;
	annotations?: string;
	catalogItemId?: number | null;
	images?: ImageBody[];
	registryId?: number;
	application?: string | number;
	flowId?: string | number;
	iofogUuid?: string;
	agentName?: string;
	rebuild?: boolean;
	rootHostAccess?: boolean;
	hostNetworkMode?: boolean;
	isPrivileged?: boolean;
	logSize?: number;
	volumeMappings?: VolumeBody[];
	ports?: CheckedPort[];
	extraHosts?: ExtraHostBody[];
	env?: EnvBody[];
	cmd?: (string | undefined)[];
	cdiDevices?: string[];
	capAdd?: string[];
	capDrop?: string[];
	runAsUser?: string;
	platform?: string;
	runtime?: string;
	pidMode?: string;
	ipcMode?: string;
	cpuSetCpus?: string;
	memoryLimit?: number;
	schedule?: number;
	healthCheck?: HealthCheckBody;
	serviceAccount?: { roleRef?: { kind: string; name: string } } | null;
}

/** Command arguments as stored: what a template made nothing of becomes null. */
export const storedArguments = (
	cmd: (string | undefined)[],
): (string | null)[] => cmd.map((argument) => argument ?? null);

// The schemas of 3.7 know neither of the two.
function unchecked(body: MicroserviceBody): Partial<Microservice> {
	const sent: Record<string, unknown> = { ...body };
	return Object.fromEntries(
		["pidMode", "ipcMode"]
			.filter((name) => sent[name] !== undefined)
			.map((name) => [name, textColumn(name, sent[name])]),
	);
}

/** The attributes of 3.7 that are stored as they are sent. */
export const runtimeOf = (body: MicroserviceBody): Partial<Microservice> =>
	defined({
		hostNetworkMode: body.hostNetworkMode,
		isPrivileged: body.isPrivileged,
		cpuSetCpus: body.cpuSetCpus,
		memoryLimit: body.memoryLimit,
		...unchecked(body),
		runAsUser: body.runAsUser,
		platform: body.platform,
		runtime: body.runtime,
	});

function insert(
	world: World,
	body: MicroserviceBody,
	agentUuid: string,
	user: User,
): Microservice {
	const registryId = body.registryId || 1;
	if (!world.registries.get(registryId))
		throw notFound("Invalid registry id '{}'", registryId);
	const application = resolveApplication(world, body.application, user);
	if (!application) throw readOfNull("id");
	if (body.natsAccess && !application.natsAccess)
		throw invalid(
			"Microservice natsAccess requires application natsAccess=true",
		);
	if (
		world.microservices.by("name", `${application.id}/${body.name}`).length > 0
	)
		throw duplicate(body.name);
	const is30 = world.dialect === "3.0";
	return newMicroservice(world, {
		name: String(body.name),
		applicationId: application.id,
		iofogUuid: agentUuid,
		registryId,
		logSize: body.logSize || 1,
		userId: user.id,
		...defined({
			config: damagedQuotes(body.config),
			catalogItemId: body.catalogItemId || undefined,
			rootHostAccess: is30 ? body.rootHostAccess : undefined,
		}),
		...(is30
			? {}
			: {
					...runtimeOf(body),
					...defined({ annotations: damagedQuotes(body.annotations) }),
					schedule: body.schedule || 50,
					natsAccess: Boolean(body.natsAccess),
					natsRuleId: body.natsRuleId ?? null,
				}),
	});
}

/** Creates a microservice. What was stored before a later step fails stays, as on the Controller. */
export function createMicroservice(
	world: World,
	body: MicroserviceBody,
	user: User,
): { uuid: string; name: string } {
	const is37 = world.dialect === "3.7";
	if (!body.application) body.application = body.flowId;
	if (is37) normalizeNats(world, body, undefined);
	world.validate("microserviceCreate", body);
	const agent = findAgent(world, body, user);
	if (!agent)
		throw invalid("Invalid ioFog UUID '{}'", body.iofogUuid || body.agentName);
	if (body.catalogItemId) {
		const item = findCatalogItem(world, body.catalogItemId);
		checkAgainstCatalog(item, body.images ?? []);
		body.images = item.images;
		checkImages(body.name, agent.fogTypeId, item.images);
		if (is37 && item.registryId) body.registryId = item.registryId;
	} else checkImages(body.name, agent.fogTypeId, body.images);
	const extraHosts = resolveExtraHosts(
		world,
		body.extraHosts,
		agent.uuid,
		user,
	);
	checkPorts(world, agent.uuid, body.ports);
	checkVolumes(body.volumeMappings);
	const microservice = insert(world, body, agent.uuid, user);
	const update = (patch: Partial<Microservice>) =>
		world.microservices.update(microservice, patch);
	if (!body.catalogItemId) update({ images: storedImages(body.images ?? []) });
	for (const port of body.ports ?? []) addPort(world, microservice, port, user);
	if (extraHosts.length > 0) update({ extraHosts });
	for (const variable of body.env ?? [])
		update({
			env: [...microservice.env, storedEnv(world, variable)],
			rebuild: true,
		});
	if (body.cmd?.length)
		update({ cmd: storedArguments(body.cmd), rebuild: true });
	if (body.env?.length || body.cmd?.length)
		raise(world, agent.uuid, "microserviceConfig");
	if (is37) {
		const lists = defined({
			cdiDevices: body.cdiDevices,
			capAdd: body.capAdd,
			capDrop: body.capDrop,
		});
		if (Object.values(lists).some((list) => list.length > 0))
			update({ ...lists, rebuild: true });
		if (body.healthCheck)
			update({ healthCheck: storedHealthCheck(body.healthCheck) });
	}
	if (body.volumeMappings) {
		linkVolumes(world, body.volumeMappings, agent.uuid);
		update({ volumeMappings: storedVolumes(world, body.volumeMappings, true) });
	}
	raiseAfterWrite(world, agent.uuid, false);
	update({ status: initialStatus(world) });
	if (is37) {
		update({ execStatus: initialExecStatus() });
		setServiceAccount(world, microservice, body.serviceAccount?.roleRef?.name);
		if (body.natsAccess) attachNats(world, microservice);
	}
	return { uuid: microservice.uuid, name: microservice.name };
}

/** One microservice as its own route shows it; `system` asks for those of the Controller itself (3.7). */
export function getMicroservice(
	world: World,
	uuid: string,
	user: User,
	system = false,
): Record<string, unknown> {
	const microservice = world.microservices.get(uuid);
	const application = world.applications.get(microservice?.applicationId);
	const visible =
		microservice &&
		application &&
		(world.dialect === "3.0"
			? owns(world, application, user)
			: application.isSystem === system);
	if (!visible) throw notFound("Invalid microservice user or UUID");
	return microserviceView(world, microservice, "alone");
}

/** Removes a microservice with its routes and ports, and whatever pointed at it. */
export function removeMicroservice(
	world: World,
	microservice: Microservice,
	user: User,
): void {
	for (const route of new Set([
		...world.routes.by("source", microservice.uuid),
		...world.routes.by("dest", microservice.uuid),
	])) {
		world.routes.remove(route);
		for (const end of [
			route.sourceMicroserviceUuid,
			route.destMicroserviceUuid,
		])
			raiseFull(world, world.microservices.get(end)?.iofogUuid);
	}
	dropPorts(world, microservice);
	forgetTarget(
		world,
		(host) => host.targetMicroserviceUuid === microservice.uuid,
	);
	world.microservices.remove(microservice);
	void user;
}

export function deleteMicroservice(
	world: World,
	uuid: string,
	user: User,
): void {
	const microservice = ownMicroservice(world, uuid, user);
	if (world.catalog.get(microservice.catalogItemId)?.category === "SYSTEM")
		throw notFound("Microservice uuid {} is system and can't be deleted", uuid);
	removeMicroservice(world, microservice, user);
	raise(world, microservice.iofogUuid, "microserviceList");
}

/** The microservice that a command of 3.7 is for: of a user's application, not of the Controller itself. */
function commanded(world: World, uuid: string, system: boolean): Microservice {
	const microservice = world.microservices.get(uuid);
	if (!microservice) throw notFound("Invalid microservice UUID '{}'", uuid);
	const isSystem =
		world.catalog.get(microservice.catalogItemId)?.category === "SYSTEM";
	if (isSystem !== system)
		throw invalid("Microservice uuid {} is system and can't be updated", uuid);
	return microservice;
}

/** The configuration alone, parsed (3.7). */
export const readConfig = (
	world: World,
	uuid: string,
	system = false,
): unknown => ({
	config: JSON.parse(commanded(world, uuid, system).config),
});

/** Replaces the configuration by a JSON body as it is, quote damage included (3.7). */
export function writeConfig(
	world: World,
	uuid: string,
	config: unknown,
	system = false,
): void {
	const microservice = commanded(world, uuid, system);
	world.microservices.update(
		microservice,
		defined({ config: damagedQuotes(JSON.stringify(config)) }),
	);
	raise(world, microservice.iofogUuid, "microserviceConfig");
}

/** Asks the agent to make the container anew (3.7). */
export function rebuildMicroservice(
	world: World,
	uuid: string,
	system = false,
): void {
	const microservice = world.microservices.get(uuid);
	if (!microservice) {
		if (system) throw notFound("Invalid microservice UUID '{}'", uuid);
		throw readOfNull("catalogItem");
	}
	if (!system) commanded(world, uuid, false);
	world.microservices.update(microservice, { rebuild: true });
	raise(
		world,
		microservice.iofogUuid,
		"microserviceConfig",
		"microserviceList",
	);
}

/** Starts or stops one microservice of an activated application (3.7). */
export function activateMicroservice(
	world: World,
	uuid: string,
	start: boolean,
): void {
	const microservice = commanded(world, uuid, false);
	const application = world.applications.get(microservice.applicationId);
	if (start && !application?.isActivated)
		throw invalid(
			"Application {} is not activated",
			application ? application.name : "Unknown",
		);
	world.microservices.update(microservice, { isActivated: start });
	raise(world, microservice.iofogUuid, "microserviceList");
}

/** Opens or closes a microservice for exec sessions (3.7). */
export function setExec(
	world: World,
	uuid: string,
	enabled: boolean,
	system: boolean,
): { uuid: string; execEnabled: boolean } {
	const microservice = world.microservices.get(uuid);
	if (!microservice) {
		if (system) throw notFound("Invalid microservice user or UUID");
		throw new ApiError(
			"TypeError",
			"Cannot read properties of null (reading 'catalogItem')",
		);
	}
	if (!system) commanded(world, uuid, false);
	world.microservices.update(microservice, { execEnabled: enabled });
	raise(world, microservice.iofogUuid, "execSessions");
	return { uuid, execEnabled: enabled };
}

export { isSystemMicroservice };
