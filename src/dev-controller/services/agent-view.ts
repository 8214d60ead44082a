import { ApiError, notFound } from "../errors";
import type { Agent, User } from "../model";
import type { World } from "../world";
import { owns } from "./access";
import { edgeResourceView } from "./edge-resource-view";
import { tagValue } from "./tags";

const alias = (
	found: { iofogUuid: string | null },
	isDefault: boolean,
	name: string,
) => (isDefault ? name : found.iofogUuid);

function routerView(world: World, agent: Agent): Record<string, unknown> {
	const fallback = world.routers.by("default", "yes")[0];
	const router = world.routers.by("agent", agent.uuid)[0];
	if (!router) {
		const network = world.routers.get(agent.routerId);
		return {
			routerMode: "none",
			...(network
				? {
						networkRouter: alias(
							network,
							network.id === fallback?.id,
							"default-router",
						),
					}
				: {}),
		};
	}
	const upstream = world.routerConnections
		.by("source", router.id)
		.flatMap((link) => world.routers.get(link.dest) ?? []);
	return {
		routerMode: router.isEdge ? "edge" : "interior",
		messagingPort: router.messagingPort,
		...(router.isEdge
			? {}
			: {
					interRouterPort: router.interRouterPort,
					edgeRouterPort: router.edgeRouterPort,
				}),
		upstreamRouters: upstream.map((dest) =>
			alias(dest, dest.id === fallback?.id, "default-router"),
		),
	};
}

function natsView(world: World, agent: Agent): Record<string, unknown> {
	const server = world.nats.by("agent", agent.uuid)[0];
	if (!server) return { natsMode: "none", upstreamNatsServers: [] };
	const hub = world.nats.by("hub", "yes")[0];
	return {
		natsMode: server.isLeaf ? "leaf" : "server",
		natsServerPort: server.serverPort,
		natsLeafPort: server.leafPort,
		natsClusterPort: server.clusterPort,
		natsMqttPort: server.mqttPort,
		natsHttpPort: server.httpPort,
		jsStorageSize: server.jsStorageSize,
		jsMemoryStoreSize: server.jsMemoryStoreSize,
		upstreamNatsServers: world.natsConnections
			.by("source", server.id)
			.flatMap((link) => world.nats.get(link.dest) ?? [])
			.map((dest) => alias(dest, dest.id === hub?.id, "default-nats-hub")),
	};
}

/** The plain columns of an agent, as filters see them. */
function columns(world: World, agent: Agent): Record<string, unknown> {
	return {
		...agent.values,
		uuid: agent.uuid,
		name: agent.name,
		host: agent.host,
		isSystem: agent.isSystem,
		routerId: agent.routerId,
		createdAt: agent.createdAt,
		updatedAt: agent.updatedAt,
		fogTypeId: agent.fogTypeId,
		...(world.dialect === "3.0" ? { userId: agent.userId } : {}),
	};
}

/** An agent as the API shows it, with its router, tags and whatever is linked to it. */
export function agentView(world: World, agent: Agent): Record<string, unknown> {
	const is37 = world.dialect === "3.7";
	return {
		...columns(world, agent),
		tags: agent.tags.map((id) => tagValue(world, id)),
		...routerView(world, agent),
		...(is37 ? natsView(world, agent) : {}),
		edgeResources: agent.edgeResources
			.flatMap((id) => world.edgeResources.get(id) ?? [])
			.map((resource) => edgeResourceView(world, resource, {})),
		...(is37
			? {
					volumeMounts: agent.volumeMounts.flatMap((name) => {
						const mount = world.volumeMounts.get(name);
						if (!mount) return [];
						const { version, configMapName, secretName } = mount;
						return [{ name, version, configMapName, secretName }];
					}),
				}
			: {}),
	};
}

/** One agent by uuid or by name. */
export function getAgent(
	world: World,
	selector: { uuid?: string; name?: string },
	user: User,
): Record<string, unknown> {
	world.validate("iofogGet", selector);
	const agent = selector.uuid
		? world.agents.get(selector.uuid)
		: world.agents
				.by("name", selector.name)
				.find((row) => owns(world, row, user));
	if (!agent || !(agent.isSystem || owns(world, agent, user)))
		throw notFound("Invalid ioFog UUID '{}'", selector.uuid);
	return agentView(world, agent);
}

interface Filter {
	key: string;
	value: string;
	condition: "equals" | "has";
}

function matches(row: Record<string, unknown>, filter: Filter): boolean {
	const value = row[filter.key];
	if (!value) return false;
	if (filter.condition === "equals") return value === filter.value;
	if (typeof value !== "string" || /^(createdAt|updatedAt)$/.test(filter.key))
		throw new ApiError("TypeError", "fog[fld].includes is not a function");
	return value.includes(filter.value);
}

/** The agents of a user sorted by name, or the system agents; 3.7 knows only one list of all. */
export function listAgents(
	world: World,
	user: User,
	filters: unknown,
	system: boolean,
): { fogs: Record<string, unknown>[] } {
	world.validate("iofogFilters", filters);
	const conditions = (filters ?? []) as Filter[];
	const fogs = world.agents
		.all()
		.filter(
			(agent) =>
				world.dialect === "3.7" ||
				(system ? agent.isSystem : !agent.isSystem && agent.userId === user.id),
		)
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
		.filter((agent) => {
			const row = columns(world, agent);
			return conditions.map((filter) => matches(row, filter)).every(Boolean);
		});
	return { fogs: fogs.map((agent) => agentView(world, agent)) };
}
