import { duplicate, foreignKey, invalid, notFound } from "../errors";
import type { Agent, Microservice, User } from "../model";
import { defined, looseId, type World } from "../world";
import { owns } from "./access";
import { raise, raiseMicroservices } from "./changes";
import {
	findAgent,
	followMicroservice,
	resolveExtraHosts,
} from "./extra-hosts";
import { type MicroserviceBody, runtimeOf } from "./microservice-body";
import {
	imagesAfter,
	needsRebuild,
	resetStatus,
	updateImages,
	updateNats,
	updateParts,
} from "./microservice-changes";
import { checkImages, damagedQuotes } from "./microservice-parts";
import { normalizeNats } from "./nats-access";
import { checkPorts, createPort, dropPorts } from "./ports";
import { movePublicPorts } from "./public-ports";
import { setServiceAccount } from "./roles";

interface Options {
	/** Of the Controller itself (3.7): other limits, and SYSTEM catalog items are allowed. */
	system?: boolean;
	/** False while a whole application is replaced, which tells the agents itself. */
	tellAgents?: boolean;
}

function checkSchedule(schedule: number | undefined, system: boolean): void {
	if (schedule === undefined) return;
	if (system && (schedule < 0 || schedule > 5))
		throw invalid("System microservice schedule must be between 0 and 5");
	if (!system && (schedule < 6 || schedule > 100))
		throw invalid("Microservice schedule must be between 6 and 100");
}

function checkRegistry(world: World, microservice: Microservice, id: unknown) {
	if (!id) return microservice.registryId;
	const registry = world.registries.get(looseId(id));
	if (!registry) throw notFound("Invalid registry id '{}'", id);
	return registry.id;
}

function prepare30(world: World, body: MicroserviceBody, user: User) {
	world.validate("microserviceUpdate", body);
	const extraHosts = body.extraHosts
		? resolveExtraHosts(world, body.extraHosts, undefined, user)
		: undefined;
	return { extraHosts, agent: findAgent(world, body, user) };
}

function prepare37(
	world: World,
	uuid: string,
	body: MicroserviceBody,
	user: User,
	system: boolean,
) {
	if (!system) normalizeNats(world, body, world.microservices.get(uuid));
	world.validate("microserviceUpdate", body);
	if (system) checkSchedule(body.schedule, true);
	const agent = findAgent(world, body, user);
	const extraHosts = body.extraHosts
		? resolveExtraHosts(world, body.extraHosts, agent?.uuid, user)
		: undefined;
	return { extraHosts, agent };
}

function checkMove(
	world: World,
	microservice: Microservice,
	agent: Agent | undefined,
): boolean {
	if (!agent || agent.uuid === microservice.iofogUuid) return false;
	checkPorts(
		world,
		agent.uuid,
		microservice.ports.map(({ internal, external }) => ({
			internal,
			external,
		})),
	);
	return true;
}

/** Updates a microservice in the Controller's order of steps, so that what fails late leaves what was done before. */
export function updateMicroservice(
	world: World,
	uuid: string,
	body: MicroserviceBody,
	user: User,
	options: Options = {},
): void {
	const { system = false, tellAgents = true } = options;
	const is37 = world.dialect === "3.7";
	const { extraHosts, agent } = is37
		? prepare37(world, uuid, body, user, system)
		: prepare30(world, body, user);
	const microservice = world.microservices.get(uuid);
	if (!microservice || !owns(world, microservice, user))
		throw notFound("Invalid microservice UUID '{}'", uuid);
	const application = world.applications.get(microservice.applicationId);
	if (is37) {
		if (!system && body.natsAccess === true && !application?.natsAccess)
			throw invalid(
				"Microservice natsAccess requires application natsAccess=true",
			);
		if (body.name && body.name !== microservice.name)
			throw invalid("Microservice Resource Name is immutable");
	}
	const registry = { id: checkRegistry(world, microservice, body.registryId) };
	if (body.ports) {
		dropPorts(world, microservice);
		for (const port of body.ports) createPort(world, uuid, port, user, system);
	}
	const moved = checkMove(world, microservice, agent);
	const category = world.catalog.get(microservice.catalogItemId)?.category;
	if (!system && category === "SYSTEM")
		throw invalid("Microservice uuid {} is system and can't be updated", uuid);
	if (is37 && !system) checkSchedule(body.schedule, false);
	const replaced = updateImages(world, microservice, body, registry, system);
	if (body.name) {
		const taken = world.microservices
			.by("name", `${microservice.applicationId}/${body.name}`)
			.some((row) => row.uuid !== uuid);
		if (taken) throw duplicate(body.name);
	}
	const target = agent ?? world.agents.get(microservice.iofogUuid);
	if (target)
		checkImages(
			body.name,
			target.fogTypeId,
			imagesAfter(world, microservice, body, system),
		);
	const catalogItemId =
		body.catalogItemId === null
			? null
			: (looseId(body.catalogItemId) ?? undefined);
	if (catalogItemId === 0) throw foreignKey();
	const before = microservice.iofogUuid;
	const hadNats = microservice.natsAccess;
	const rebuild =
		replaced || body.rebuild || needsRebuild(world, microservice, body);
	world.microservices.update(microservice, {
		...defined({
			name: body.name,
			config: damagedQuotes(body.config),
			catalogItemId,
			iofogUuid: agent?.uuid,
		}),
		rebuild,
		logSize: body.logSize || 1,
		registryId: registry.id,
		...(is37
			? {
					...runtimeOf(body),
					...defined({
						annotations: damagedQuotes(body.annotations),
						schedule: body.schedule,
						natsAccess: body.natsAccess,
						natsRuleId: body.natsRuleId,
					}),
				}
			: defined({ rootHostAccess: body.rootHostAccess })),
	});
	if (extraHosts) world.microservices.update(microservice, { extraHosts });
	followMicroservice(world, microservice);
	updateParts(world, microservice, body);
	if (moved && !is37) movePublicPorts(world, microservice, user);
	if (moved) resetStatus(world, microservice);
	if (is37) {
		setServiceAccount(world, microservice, body.serviceAccount?.roleRef?.name);
		if (!system) updateNats(world, microservice, body, hadNats);
	}
	if (!tellAgents) return;
	for (const place of [before, microservice.iofogUuid]) {
		if (!is37) raise(world, place, "routing");
		raiseMicroservices(world, place);
	}
}
