import { randomUUID } from "node:crypto";
import { foreignKey, invalid, notFound } from "../errors";
import type { Agent, User } from "../model";
import { newUuid, randomText, timestamps, type World } from "../world";
import { ownAgent, owns } from "./access";
import { settleCreated, settleUpdated } from "./agent-settling";
import { type AgentBody, defaultValues, sentValues } from "./agent-values";
import { raise, raiseMicroservices } from "./changes";
import { followAgent, forgetTarget } from "./extra-hosts";
import { syncHardware } from "./hardware-microservices";
import { removeMicroservice } from "./microservice-removal";
import { cleanupNats } from "./nats-servers";
import { changeRouter, createRouter, deleteRouter } from "./router-lifecycle";
import { routerWish } from "./router-wish";
import { networkRouter, upstreamRouters } from "./routers";
import { systemApplicationName } from "./system-applications";
import { tagIds, tagsAfter } from "./tags";

const unknown = (uuid: unknown) => notFound("Invalid ioFog UUID '{}'", uuid);

function insert(world: World, body: AgentBody, user: User): Agent {
	return world.agents.insert({
		uuid: newUuid(world),
		name: String(body.name),
		fogTypeId: body.fogType ?? 0,
		host: body.host ?? null,
		userId: user.id,
		isSystem: Boolean(body.isSystem),
		routerId: null,
		values: { ...defaultValues(world), ...sentValues(world, body) },
		tags: [],
		edgeResources: [],
		volumeMounts: [],
		provisioning: null,
		versionCommand: null,
		hardware: null,
		usb: null,
		tunnel: null,
		...timestamps(),
	});
}

function setTags(world: World, agent: Agent, tags: string[] | undefined): void {
	if (tags)
		world.agents.update(agent, {
			tags: tagsAfter(agent.tags, tagIds(world, tags)),
		});
}

/** Creates an agent: with its router on 3.0, which 3.7 adds in the background. */
export function createAgent(
	world: World,
	body: AgentBody,
	user: User,
): { uuid: string } {
	world.validate("iofogCreate", body);
	const is30 = world.dialect === "3.0";
	body.routerMode = body.routerMode || "edge";
	if (body.isSystem && body.routerMode !== "interior")
		throw invalid("Invalid router mode '{}'", body.routerMode);
	if (!is30 && body.isSystem && body.natsMode !== "server")
		throw invalid("Invalid NATS mode '{}'", body.natsMode);
	if (is30 && body.isSystem && world.agents.find((agent) => agent.isSystem))
		throw invalid("There already is a system fog");
	if (
		world.agents
			.by("name", body.name)
			.some((row) => world.race.sees(world.agents.age(row)))
	)
		throw invalid("Duplicate name '{}'", body.name);
	const network =
		body.routerMode === "none"
			? networkRouter(world, body.networkRouter)
			: undefined;
	const upstream = network
		? []
		: upstreamRouters(world, body.upstreamRouters, body.isSystem);
	const agent = insert(world, body, user);
	if (network) world.agents.update(agent, { routerId: network.id });
	setTags(world, agent, body.tags);
	if (!is30) {
		settleCreated(world, agent, body, upstream, user);
		return { uuid: agent.uuid };
	}
	if (!network) {
		if (!body.host) throw invalid('"host" is required');
		createRouter(world, body, agent, upstream, user);
	}
	raise(world, agent.uuid);
	syncHardware(world, agent, {}, body, user.id);
	raiseMicroservices(world, agent.uuid);
	return { uuid: agent.uuid };
}

function updateRouter30(
	world: World,
	agent: Agent,
	body: AgentBody,
	user: User,
) {
	const { router, mode, upstream, change } = routerWish(world, agent, body);
	if (mode === "none") {
		const network = networkRouter(world, body.networkRouter);
		if (router) deleteRouter(world, agent.uuid);
		return network.id;
	}
	const routers = upstreamRouters(world, upstream, agent.isSystem);
	if (!router) return createRouter(world, body, agent, routers, user).id;
	changeRouter(world, router, change, routers);
	raise(world, agent.uuid, "routerChanged");
	return undefined;
}

function update30(
	world: World,
	agent: Agent,
	body: AgentBody,
	user: User,
): void {
	setTags(world, agent, body.tags);
	if (!agent.isSystem && agent.userId !== user.id) throw unknown(body.uuid);
	const becomesSystem = !agent.isSystem && body.isSystem;
	if (becomesSystem && world.agents.find((row) => row.isSystem))
		throw invalid("There already is a system fog");
	if (body.name) {
		const conflict = world.agents
			.by("name", body.name)
			.some((row) => row.uuid !== agent.uuid && row.userId === user.id);
		if (conflict) throw invalid("Duplicate name '{}'", body.name);
	}
	const routerId = updateRouter30(world, agent, body, user);
	if (routerId !== agent.routerId)
		raise(world, agent.uuid, "routerChanged", "microserviceList");
	// A system agent would belong to user 0, whom the database does not have.
	if (becomesSystem) throw foreignKey();
	const before = { host: agent.host, values: agent.values };
	world.agents.update(agent, {
		...pick(body),
		values: { ...agent.values, ...sentValues(world, body) },
		...(routerId === undefined ? {} : { routerId }),
		...(body.isSystem === false ? { userId: user.id } : {}),
	});
	raise(world, agent.uuid, "config");
	if (body.host && body.host !== before.host)
		followAgent(world, agent.uuid, body.host);
	const owner = agent.userId ?? user.id;
	if (syncHardware(world, agent, before.values, body, owner))
		raiseMicroservices(world, agent.uuid);
}

const pick = (body: AgentBody): Partial<Agent> => ({
	...(body.name === undefined ? {} : { name: body.name }),
	...(body.fogType === undefined ? {} : { fogTypeId: body.fogType }),
	...(body.host === undefined ? {} : { host: body.host }),
	...(body.isSystem === undefined ? {} : { isSystem: body.isSystem }),
});

function update37(
	world: World,
	agent: Agent,
	body: AgentBody,
	user: User,
): void {
	if (body.name && body.name !== agent.name)
		throw invalid("Agent Resource Name is immutable");
	if (body.isSystem) throw invalid("Invalid NATS mode '{}'", undefined);
	if (body.isSystem !== undefined && body.isSystem !== agent.isSystem)
		throw invalid("System fog can't be changed");
	if (body.fogType === 0 && agent.fogTypeId !== 0) body.fogType = undefined;
	setTags(world, agent, body.tags);
	const { mode } = routerWish(world, agent, body);
	if (agent.isSystem && mode !== "interior")
		throw invalid("Invalid router mode '{}'", body.routerMode);
	const before = { host: agent.host, values: agent.values };
	world.agents.update(agent, {
		...pick(body),
		values: { ...agent.values, ...sentValues(world, body) },
	});
	raise(world, agent.uuid, "config");
	settleUpdated(world, agent, body, before, user);
}

/** Changes what a body names of an agent, and what follows from it. */
export function updateAgent(
	world: World,
	uuid: string,
	body: AgentBody,
	user: User,
): void {
	body.uuid = uuid;
	world.validate("iofogUpdate", body);
	const agent = world.agents.get(uuid);
	if (!agent) throw unknown(uuid);
	if (world.dialect === "3.0") update30(world, agent, body, user);
	else update37(world, agent, body, user);
}

/** Removes the row of an agent and what the database removes with it. */
export function removeAgentRow(world: World, agent: Agent): void {
	forgetTarget(world, (host) => host.targetFogUuid === agent.uuid);
	for (const table of [world.credentials, world.changes]) {
		const row = table.get(agent.uuid);
		if (row) table.remove(row as never);
	}
	for (const router of world.routers.by("agent", agent.uuid))
		world.routers.remove(router);
	world.agents.remove(agent);
}

/** Removes an agent with its microservices, router and NATS server. */
export function deleteAgent(world: World, uuid: string, user: User): void {
	const agent = world.agents.get(uuid);
	if (!agent || !(agent.isSystem || owns(world, agent, user)))
		throw unknown(uuid);
	deleteRouter(world, uuid);
	for (const microservice of world.microservices.by("agent", uuid))
		if (world.microservices.get(microservice.uuid))
			removeMicroservice(world, microservice);
	if (world.dialect === "3.7") {
		const [application] = world.applications.by(
			"name",
			systemApplicationName(agent.name),
		);
		if (application) world.applications.remove(application);
		for (const part of [
			"site-server",
			"local-ca",
			"local-server",
			"local-agent",
		]) {
			const name = `router-${part}-${agent.name}`;
			const secret = world.secrets.get(name);
			if (secret) world.secrets.remove(secret);
			const mount = world.volumeMounts.get(name);
			if (mount) world.volumeMounts.remove(mount);
		}
		cleanupNats(world, agent);
	}
	removeAgentRow(world, agent);
}

/** A new provisioning key, which replaces the one before; valid for 20 minutes. */
export function provisioningKey(
	world: World,
	uuid: string,
	user: User,
): Record<string, unknown> {
	const agent = ownAgent(world, uuid, user);
	const is30 = world.dialect === "3.0";
	const key = is30 ? randomText(8) : randomUUID();
	const expires = Date.now() + 20 * 60 * 1000;
	world.agents.update(agent, { provisioning: { key, expires } });
	return { key, expirationTime: expires, ...(is30 ? {} : { caCert: "" }) };
}

/** Asks an agent to upgrade or to roll back, with a new provisioning key. */
export function setVersionCommand(
	world: World,
	uuid: string,
	versionCommand: string,
	user: User,
): void {
	world.validate("iofogSetVersionCommand", { uuid, versionCommand });
	const agent = ownAgent(world, uuid, user);
	if (versionCommand === "rollback" && !agent.values.isReadyToRollback)
		throw invalid("Can't rollback version now. There are no backups on agent");
	if (versionCommand === "upgrade" && !agent.values.isReadyToUpgrade)
		throw invalid("Can't upgrade version now. Latest is already installed");
	provisioningKey(world, uuid, user);
	world.agents.update(agent, { versionCommand });
	raise(world, uuid, "version");
}

/** Raises a command flag of an agent: reboot or prune. */
export function commandAgent(
	world: World,
	uuid: string,
	command: "prune" | "reboot",
	user: User,
): void {
	raise(world, ownAgent(world, uuid, user).uuid, command);
}

/** What the agent reported about its hardware or its USB devices, or nothing. */
export function hardwareInfo(
	world: World,
	uuid: string,
	kind: "hardware" | "usb",
	user: User,
): unknown {
	const agent = ownAgent(world, uuid, user);
	const info = agent[kind];
	if (!info) return undefined;
	const { id, info: text, createdAt, updatedAt } = info;
	return { id, info: text, createdAt, updatedAt, iofogUuid: uuid };
}
