import { readOfNull } from "../errors";
import type { Agent, Router } from "../model";
import type { World } from "../world";

const CERTIFICATES = "/etc/skupper-router-certs";

/** The names of the certificates that a router of 3.7 works with. */
export const routerCertificates = (agentName: string): string[] => [
	`router-site-server-${agentName}`,
	`router-local-server-${agentName}`,
	`router-local-agent-${agentName}`,
];

/** Where the certificates of a router are mounted. */
export const certificatePath = (name: string): string =>
	`${CERTIFICATES}/${name}`;

interface RouterConfig {
	listeners: unknown;
	connectors?: unknown;
	[key: string]: unknown;
}

function config30(router: Router): RouterConfig {
	const listener = (role: string, port: number | null) => ({
		role,
		host: "0.0.0.0",
		port,
	});
	return {
		mode: router.isEdge ? "edge" : "interior",
		id: router.iofogUuid,
		listeners: [
			listener("normal", router.messagingPort),
			...(router.isEdge
				? []
				: [
						listener("inter-router", router.interRouterPort),
						listener("edge", router.edgeRouterPort),
					]),
		],
	};
}

function config37(
	world: World,
	router: Router,
	agent: Agent,
	containerEngine: string | undefined,
): RouterConfig {
	const uuid = agent.uuid;
	const [site, server] = routerCertificates(agent.name);
	const profiles = routerCertificates(agent.name)
		.filter((name) => world.secrets.get(name))
		.map((name) => [
			name,
			{
				name,
				caCertFile: `${certificatePath(name)}/ca.crt`,
				certFile: `${certificatePath(name)}/tls.crt`,
				privateKeyFile: `${certificatePath(name)}/tls.key`,
			},
		]);
	const listener = (
		kind: string,
		port: number | null,
		role: string,
		sslProfile?: string,
	) => [
		`${uuid}-${kind}`,
		{
			host: "0.0.0.0",
			name: `${uuid}-${kind}`,
			port,
			role,
			...(sslProfile
				? { authenticatePeer: true, saslMechanisms: "EXTERNAL", sslProfile }
				: {}),
		},
	];
	return {
		addresses: { mc: { prefix: "mc", distribution: "multicast" } },
		bridges: { tcpConnectors: {}, tcpListeners: {} },
		connectors: {},
		listeners: Object.fromEntries([
			listener("amqp", 5672, "normal"),
			listener("amqps", router.messagingPort, "normal", server),
			...(router.isEdge
				? []
				: [
						listener(
							"inter-router",
							router.interRouterPort,
							"inter-router",
							site,
						),
						listener("edge", router.edgeRouterPort, "edge", site),
					]),
		]),
		logConfig: { ROUTER_CORE: { enable: "error+", module: "ROUTER_CORE" } },
		metadata: {
			helloMaxAgeSeconds: "3",
			id: uuid,
			mode: router.isEdge ? "edge" : "interior",
		},
		siteConfig: {
			name: uuid,
			namespace: "datasance",
			platform: containerEngine === "podman" ? "podman" : "docker",
			version: "pot",
		},
		sslProfiles: Object.fromEntries([
			[
				"system-default",
				{
					name: "system-default",
					caCertFile: "/etc/pki/tls/certs/ca-bundle.crt",
				},
			],
			...profiles,
		]),
	};
}

/** The configuration of a router's microservice, without its connections to other routers. */
export const routerConfig = (
	world: World,
	router: Router,
	agent: Agent,
	containerEngine?: string,
): RouterConfig =>
	world.dialect === "3.0"
		? config30(router)
		: config37(world, router, agent, containerEngine);

/** Adds the connections to upstream routers: a list on 3.0, an object by name on 3.7. */
export function withConnectors(
	world: World,
	config: RouterConfig,
	router: Router,
	agent: Agent,
	upstream: Router[],
): RouterConfig {
	if (upstream.length === 0) return config;
	const connectors = upstream.map((dest) => {
		const port = router.isEdge ? dest.edgeRouterPort : dest.interRouterPort;
		const connector = {
			name: dest.iofogUuid || "default-router",
			role: router.isEdge ? "edge" : "inter-router",
			host: dest.host,
		};
		if (world.dialect === "3.0") return { ...connector, port };
		if (port === null) throw readOfNull("toString");
		const [sslProfile] = routerCertificates(agent.name);
		return { ...connector, port: String(port), sslProfile };
	});
	return {
		...config,
		connectors:
			world.dialect === "3.0"
				? connectors
				: Object.fromEntries(connectors.map((c) => [c.name, c])),
	};
}
