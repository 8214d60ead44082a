import {
	duplicate,
	invalid,
	notFound,
	readOfNull,
	uniqueConstraint,
} from "../errors";
import type { Microservice, User } from "../model";
import { defined, type World } from "../world";
import { owns, resolveApplication } from "./access";
import { findCatalogItem } from "./catalog";
import { raise } from "./changes";
import { findAgent, raiseAfterWrite, resolveExtraHosts } from "./extra-hosts";
import {
	type MicroserviceBody,
	runtimeOf,
	storedArguments,
} from "./microservice-body";
import {
	checkAgainstCatalog,
	checkImages,
	checkVolumes,
	damagedQuotes,
	linkVolumes,
	storedEnv,
	storedHealthCheck,
	storedImages,
	storedVolumes,
} from "./microservice-parts";
import { microserviceView } from "./microservice-view";
import { attachNats, normalizeNats } from "./nats-access";
import {
	initialExecStatus,
	initialStatus,
	newMicroservice,
} from "./new-microservice";
import { addPort, checkPorts } from "./ports";
import { setServiceAccount } from "./roles";

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
	const same = namesakes(world, application.id, body.name);
	if (same.some((row) => world.race.sees(world.microservices.age(row))))
		throw duplicate(body.name);
	const is30 = world.dialect === "3.0";
	if (is30 && same.length > 0) throw uniqueConstraint();
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

const namesakes = (world: World, application: number, name: unknown) =>
	world.microservices.by("name", `${application}/${name}`);

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
		// The index on service accounts catches what the check has missed, when the microservice is there already.
		const application = microservice.applicationId ?? 0;
		if (namesakes(world, application, microservice.name).length > 1)
			throw uniqueConstraint();
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
