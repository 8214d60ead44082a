import { format, invalid, readOfNull } from "../errors";
import type {
	Agent,
	Microservice,
	PortMapping,
	PublicPort,
	Router,
	User,
} from "../model";
import { randomText, type World } from "../world";
import { raise, raiseMicroservices } from "./changes";
import { newMicroservice } from "./new-microservice";
import { builtInItem } from "./seed-catalog";

const FIRST_PORT = 6000;
const LAST_PORT = 7000;

/** A port that 3.0 is asked to publish through its proxies. */
export interface PublicPortBody {
	schemes: string[];
	protocol?: string;
	enabled?: boolean;
	disabled?: boolean;
	router?: { host?: string; port?: number };
}

interface Publishable {
	internal: number;
	external: number;
	publicPort?: number;
	publicHost?: Agent;
}

const systemAgent = (world: World): Agent | undefined =>
	world.agents.find((agent) => agent.isSystem);

const defaultRouter = (world: World): Router | undefined =>
	world.routers.by("default", "yes")[0];

function publicPorts(world: World, host: string | null): number[] {
	return world.microservices
		.by("published", "yes")
		.flatMap((m) => m.ports)
		.flatMap((port) =>
			port.public && port.public.hostId === host
				? [port.public.publicPort]
				: [],
		);
}

/** Chooses or checks the public port of a mapping and remembers it, with its host, on `port`. */
export function allocatePublicPort(
	world: World,
	port: Publishable,
	wish: PublicPortBody,
	promised: Map<string, number[]>,
	checkFree: (host: Agent, port: number) => void,
): void {
	const isTcp = wish.protocol?.toLowerCase() === "tcp";
	for (const scheme of wish.schemes)
		if (!scheme.startsWith("http") && !isTcp)
			throw invalid(
				"Public port {} has a scheme of {} and cannot use protocol {}",
				port.internal,
				scheme,
				"http",
			);
	const asked = wish.router?.host;
	// The Controller looks a chosen router up by a member that no client can send.
	if (asked && asked !== "default-router")
		throw Object.assign(
			new Error('WHERE parameter "uuid" has invalid "undefined" value'),
			{ name: "Error" },
		);
	const host = systemAgent(world);
	if (!host && !defaultRouter(world))
		throw invalid("Invalid router host {}", "default-router");
	const wanted = wish.router?.port;
	const key = host?.uuid ?? "default-router";
	if (wanted) {
		if (host) checkFree(host, wanted);
		else if (publicPorts(world, null).includes(wanted))
			throw invalid("Port '{}' is not available", wanted);
		port.publicPort = wanted;
	} else {
		const used = publicPorts(world, host?.uuid ?? null);
		const taken = promised.get(key) ?? [];
		let next = FIRST_PORT;
		while (used.includes(next) || taken.includes(next)) next++;
		if (next >= LAST_PORT) {
			if (!host) throw readOfNull("isSystem", "null");
			throw invalid(
				"No public port available in range for {}",
				"default-router",
			);
		}
		promised.set(key, [...taken, next]);
		port.publicPort = next;
	}
	port.publicHost = host;
}

function routerOf(world: World, agent: Agent): Router {
	const router = agent.routerId
		? world.routers.get(agent.routerId)
		: world.routers.by("agent", agent.uuid)[0];
	if (!router) throw readOfNull("host");
	return router;
}

function proxyOn(
	world: World,
	agentUuid: string,
	mapping: string,
	router: Router,
	user: User,
): Microservice {
	const item = builtInItem(world, "Proxy");
	const present = world.microservices
		.by("catalogItem", item)
		.find((m) => m.iofogUuid === agentUuid);
	if (present) {
		const config = JSON.parse(present.config || "{}");
		config.mappings = [...(config.mappings ?? []), mapping];
		world.microservices.update(present, { config: JSON.stringify(config) });
		raise(world, agentUuid, "microserviceConfig");
		return present;
	}
	const proxy = newMicroservice(world, {
		name: "Proxy",
		config: JSON.stringify({
			mappings: [mapping],
			networkRouter: { host: router.host, port: router.messagingPort },
		}),
		catalogItemId: item,
		iofogUuid: agentUuid,
		rootHostAccess: true,
		logSize: 0,
		userId: user.id,
	});
	raiseMicroservices(world, agentUuid);
	return proxy;
}

/** Starts the proxies of a public port and returns what to keep with the mapping. */
export function publishPort(
	world: World,
	microservice: Microservice,
	port: Publishable,
	wish: PublicPortBody,
	user: User,
): PublicPort {
	const isTcp = wish.protocol?.toLowerCase() === "tcp";
	const agent = world.agents.get(microservice.iofogUuid);
	if (!agent) throw readOfNull("routerId", "undefined");
	const localRouter = routerOf(world, agent);
	const queueName = randomText(32);
	const protocol = isTcp ? "tcp" : "http";
	if (wish.disabled) throw readOfNull("uuid");
	const local = proxyOn(
		world,
		agent.uuid,
		`amqp:${queueName}=>${protocol}:${port.external}`,
		localRouter,
		user,
	);
	const host = port.publicHost;
	const remote = host
		? proxyOn(
				world,
				host.uuid,
				`${protocol}:${port.publicPort}=>amqp:${queueName}`,
				routerOf(world, host),
				user,
			)
		: null;
	return {
		hostId: host?.uuid ?? null,
		localProxyId: local.uuid,
		remoteProxyId: remote?.uuid ?? null,
		publicPort: port.publicPort ?? FIRST_PORT,
		queueName,
		schemes: wish.schemes,
		isTcp,
	};
}

function dropMapping(
	world: World,
	proxyId: string | null,
	mapping: string,
): void {
	const proxy = world.microservices.get(proxyId);
	if (!proxy) return;
	const config = JSON.parse(proxy.config || "{}");
	config.mappings = (config.mappings ?? []).filter(
		(m: string) => m !== mapping,
	);
	if (config.mappings.length === 0) {
		world.microservices.remove(proxy);
		raise(world, proxy.iofogUuid, "microserviceConfig");
	} else {
		world.microservices.update(proxy, { config: JSON.stringify(config) });
		raiseMicroservices(world, proxy.iofogUuid);
	}
}

/** Stops the proxies of a public port that goes away. */
export function unpublishPort(
	world: World,
	port: PortMapping,
	published: PublicPort,
): void {
	const protocol = published.isTcp ? "tcp" : "http";
	dropMapping(
		world,
		published.localProxyId,
		`amqp:${published.queueName}=>${protocol}:${port.external}`,
	);
	dropMapping(
		world,
		published.remoteProxyId,
		`${protocol}:${published.publicPort}=>amqp:${published.queueName}`,
	);
}

/** Moves the local proxies of a microservice to the agent it moved to. */
export function movePublicPorts(
	world: World,
	microservice: Microservice,
	user: User,
): void {
	for (const port of microservice.ports) {
		const published = port.public;
		if (!published) continue;
		const protocol = published.isTcp ? "tcp" : "http";
		const mapping = `amqp:${published.queueName}=>${protocol}:${port.external}`;
		dropMapping(world, published.localProxyId, mapping);
		const agent = world.agents.get(microservice.iofogUuid);
		if (!agent) throw readOfNull("routerId");
		const proxy = proxyOn(
			world,
			agent.uuid,
			mapping,
			routerOf(world, agent),
			user,
		);
		published.localProxyId = proxy.uuid;
		world.microservices.update(microservice, { ports: microservice.ports });
	}
}

/** The `public` member of a port. */
export function publicPortView(
	world: World,
	published: PublicPort,
): Record<string, unknown> {
	const host = published.hostId
		? (world.routers.by("agent", published.hostId)[0]?.host ?? null)
		: (world.config.get("default-proxy-host")?.value ?? "undefined-proxy-host");
	const agent = world.agents.get(published.hostId);
	return {
		links: published.schemes.map((scheme) =>
			format("{}://{}:{}", scheme || "http", host, published.publicPort),
		),
		protocol: published.isTcp ? "tcp" : "http",
		schemes: published.schemes,
		enabled: published.localProxyId !== null,
		router: {
			port: published.publicPort,
			host: agent && !agent.isSystem ? agent.uuid : "default-router",
		},
	};
}

/** Every public port of every user, as `GET /microservices/public-ports` lists them. */
export function listPublicPorts(world: World): unknown {
	return world.microservices.by("published", "yes").flatMap((m) =>
		m.ports.flatMap((port) =>
			port.public
				? [
						{
							microserviceUuid: m.uuid,
							publicPort: {
								protocol: port.public.isTcp ? "tcp" : "http",
								queueName: port.public.queueName,
								publicPort: port.public.publicPort,
								isTcp: port.public.isTcp,
								hostId: port.public.hostId,
							},
						},
					]
				: [],
		),
	);
}
