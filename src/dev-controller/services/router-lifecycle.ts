import { ApiError, invalid, notFound, readOfNull } from "../errors";
import type { Agent, PortMapping, Router, User } from "../model";
import { timestamps, type World } from "../world";
import type { AgentBody } from "./agent-values";
import { raise } from "./changes";
import { newMicroservice } from "./new-microservice";
import { routerConfig, withConnectors } from "./router-config";
import {
	createRouterMicroservice,
	mountRouterCertificates,
} from "./router-microservice";
import {
	defaultRouter,
	messagingPort,
	routerMicroservice,
	routerOf,
} from "./routers";
import { builtInItem } from "./seed-catalog";

const routerPort = (port: number | null | undefined): PortMapping => ({
	internal: port ?? 0,
	external: port ?? 0,
	isUdp: null,
});

/** The ports of a router's microservice; 3.7 leaves out the plain AMQP port. */
function portsOf(world: World, router: Router): PortMapping[] {
	const ports = router.isEdge
		? [router.messagingPort]
		: [router.messagingPort, router.edgeRouterPort, router.interRouterPort];
	return ports
		.filter((port) => world.dialect === "3.0" || port !== 5672)
		.map(routerPort);
}

function connect(world: World, source: Router, dest: Router): void {
	world.routerConnections.insert({
		id: world.store.next("routerConnection"),
		source: source.id,
		dest: dest.id,
	});
}

/** Gives an agent a router of its own, with the microservice that runs it. */
export function createRouter(
	world: World,
	body: AgentBody,
	agent: Agent,
	upstream: Router[],
	user: User,
): Router {
	const isEdge = body.routerMode === "edge";
	const router = world.routers.insert({
		id: world.store.next("router"),
		isEdge,
		messagingPort: body.messagingPort || messagingPort(world),
		edgeRouterPort: isEdge ? null : (body.edgeRouterPort ?? null),
		interRouterPort: isEdge ? null : (body.interRouterPort ?? null),
		host: body.host ?? null,
		isDefault: Boolean(body.isSystem) && !defaultRouter(world),
		iofogUuid: agent.uuid,
		...timestamps(),
	});
	for (const dest of upstream) connect(world, router, dest);
	const config = withConnectors(
		world,
		routerConfig(world, router, agent, body.containerEngine),
		router,
		agent,
		upstream,
	);
	const microservice =
		world.dialect === "3.0"
			? newMicroservice(world, {
					name: `Router for Fog ${agent.uuid}`,
					config: JSON.stringify(config),
					catalogItemId: builtInItem(world, "Router"),
					iofogUuid: agent.uuid,
					userId: user.id,
					configLastUpdated: Date.now(),
				})
			: createRouterMicroservice(world, agent, isEdge, JSON.stringify(config));
	world.microservices.update(microservice, { ports: portsOf(world, router) });
	if (world.dialect === "3.7")
		mountRouterCertificates(world, agent, microservice);
	return router;
}

const portsChanged = (before: unknown, after: unknown): boolean => {
	const ports = (listeners: unknown) =>
		Object.values((listeners ?? {}) as Record<string, { port: number }>)
			.map((listener) => listener.port)
			.sort()
			.join();
	return ports(before) !== ports(after);
};

/** Brings the configuration of a router's microservice up to date. */
export function refreshRouterConfig(
	world: World,
	router: Router,
	containerEngine?: string,
): void {
	const agent = world.agents.get(router.iofogUuid);
	const microservice = routerMicroservice(world, router.iofogUuid);
	if (!microservice || !agent) throw notFound("Invalid router '{}'", router.id);
	const upstream = world.routerConnections
		.by("source", router.id)
		.flatMap((link) => world.routers.get(link.dest) ?? []);
	const config = withConnectors(
		world,
		routerConfig(world, router, agent, containerEngine),
		router,
		agent,
		upstream,
	);
	const text = JSON.stringify(config);
	if (microservice.config === text) return;
	const before = JSON.parse(microservice.config || "{}");
	world.microservices.update(microservice, { config: text });
	if (portsChanged(before.listeners, config.listeners)) {
		world.microservices.update(microservice, {
			ports: portsOf(world, router),
			rebuild: true,
		});
		raise(world, router.iofogUuid, "microserviceList");
	} else raise(world, router.iofogUuid, "microserviceConfig");
}

/** What an update of an agent asks of its router. */
export interface RouterChange {
	isEdge: boolean;
	messagingPort: number | null;
	interRouterPort: number | null;
	edgeRouterPort: number | null;
	host: string | null | undefined;
}

/** Changes mode, ports, address and upstreams of an agent's router. */
export function changeRouter(
	world: World,
	router: Router,
	change: RouterChange,
	upstream: Router[],
	containerEngine?: string,
): void {
	const microservice = routerMicroservice(world, router.iofogUuid);
	if (change.isEdge && !router.isEdge) {
		if (world.routerConnections.by("dest", router.id).length > 0)
			throw invalid(
				"Edge router {} has, or will have, downstream routers",
				router.id,
			);
		if (!microservice) throw readOfNull("uuid");
		const dropped = [router.edgeRouterPort, router.interRouterPort];
		change.edgeRouterPort = null;
		change.interRouterPort = null;
		world.microservices.update(microservice, {
			ports: microservice.ports.filter(
				(port) => !dropped.includes(port.internal),
			),
		});
	} else if (!change.isEdge && router.isEdge) {
		if (!microservice) throw readOfNull("uuid");
		world.microservices.update(microservice, {
			ports: [
				...microservice.ports,
				routerPort(change.edgeRouterPort),
				routerPort(change.interRouterPort),
			],
		});
	}
	world.routers.update(router, {
		isEdge: change.isEdge,
		messagingPort: change.messagingPort || messagingPort(world),
		interRouterPort: change.interRouterPort,
		edgeRouterPort: change.edgeRouterPort,
		...(change.host === undefined ? {} : { host: change.host }),
	});
	const links = world.routerConnections.by("source", router.id);
	for (const link of links)
		if (!upstream.some((dest) => dest.id === link.dest))
			world.routerConnections.remove(link);
	for (const dest of upstream)
		if (!links.some((link) => link.dest === dest.id))
			connect(world, router, dest);
	refreshProxies(world, router.iofogUuid, router);
	refreshRouterConfig(world, router, containerEngine);
	raise(
		world,
		router.iofogUuid,
		"routerChanged",
		"microserviceList",
		"microserviceConfig",
	);
}

function refreshProxies(
	world: World,
	agentUuid: string | null,
	router: Router,
): void {
	if (world.dialect === "3.7") return;
	for (const proxy of world.microservices.by(
		"catalogItem",
		builtInItem(world, "Proxy"),
	)) {
		if (proxy.iofogUuid !== agentUuid) continue;
		const config = JSON.parse(proxy.config || "{}");
		config.networkRouter = { host: router.host, port: router.messagingPort };
		world.microservices.update(proxy, { config: JSON.stringify(config) });
		raise(world, agentUuid, "microserviceConfig");
	}
}

/** Takes an agent's router away; routers and agents that used it go over to the default router. */
export function deleteRouter(
	world: World,
	agentUuid: string,
	containerEngine?: string,
): void {
	const router = routerOf(world, agentUuid);
	if (!router) return;
	const fallback = defaultRouter(world);
	const links = new Set([
		...world.routerConnections.by("dest", router.id),
		...world.routerConnections.by("source", router.id),
	]);
	for (const link of links) {
		world.routerConnections.remove(link);
		if (link.dest !== router.id) continue;
		const downstream = world.routers.get(link.source);
		if (!downstream) continue;
		if (fallback) connect(world, downstream, fallback);
		refreshRouterConfig(world, downstream, containerEngine);
		raise(world, downstream.iofogUuid, "routerChanged");
	}
	if (fallback)
		for (const agent of world.agents.all()) {
			if (agent.routerId !== router.id) continue;
			world.agents.update(agent, { routerId: fallback.id });
			if (world.dialect === "3.7")
				throw new ApiError(
					"TypeError",
					"CatalogService.getProxyCatalogItem is not a function",
				);
			refreshProxies(world, agent.uuid, fallback);
			raise(world, agent.uuid, "routerChanged");
		}
	for (const end of ["source", "dest"])
		for (const link of world.routerConnections.by(end, router.id))
			world.routerConnections.remove(link);
	world.routers.remove(router);
	const microservice = routerMicroservice(world, agentUuid);
	if (microservice) world.microservices.remove(microservice);
}
