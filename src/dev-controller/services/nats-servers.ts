import { invalid, notFound } from "../errors";
import type { Agent, NatsServer } from "../model";
import { timestamps, type World } from "../world";
import type { AgentBody } from "./agent-values";
import { raise } from "./changes";
import { deleteConfigMap, ensureConfigMap } from "./mounted-data";
import {
	accountBundle,
	credentialsFiles,
	serverConfiguration,
	systemUser,
	systemUserFile,
} from "./nats-contents";
import { HUB, hub } from "./nats-hub";
import {
	jetstreamKey,
	natsEnvironment,
	natsMicroservice,
	natsNames,
	unmountNats,
} from "./nats-microservice";
import {
	dropLeafAccount,
	keepLeafAccounts,
	keepLeafUsers,
	keepSecret,
	keepSystemAccount,
} from "./nats-secrets";
import { ensureSecret, mapMount } from "./router-microservice";
import { builtInItem } from "./seed-catalog";
import { ensureVolumeMount, linkVolumeMount } from "./volume-mounts";

const SHARED_BUNDLE = "iofog-nats-jwt-bundle";

function upstreamServers(
	world: World,
	agent: Agent,
	wanted: string[] | undefined,
): NatsServer[] {
	const fallback = hub(world);
	const of = (uuid: string) => world.nats.by("agent", uuid)[0];
	if (!wanted) {
		if (!fallback) {
			if (agent.isSystem) return [];
			throw notFound("Invalid router '{}'", HUB);
		}
		const others = world.agents
			.all()
			.filter((row) => row.isSystem)
			.flatMap((row) => of(row.uuid) ?? [])
			.filter((server) => server.id !== fallback.id);
		return [fallback, ...others];
	}
	return wanted.map((id) => {
		const named = world.agents.by("name", id)[0];
		const server =
			id === HUB ? fallback : (of(id) ?? (named && of(named.uuid)));
		if (!server) throw notFound("Invalid router '{}'", id);
		if (server.isLeaf) throw invalid("Upstream nats must be server '{}'", id);
		return server;
	});
}

function saveServer(
	world: World,
	agent: Agent,
	body: AgentBody,
	isLeaf: boolean,
): NatsServer {
	const present = world.nats.by("agent", agent.uuid)[0];
	const existingHub = hub(world);
	const isHub = existingHub
		? existingHub.iofogUuid === agent.uuid
		: agent.isSystem && !isLeaf;
	const values = {
		isLeaf,
		isHub,
		host: agent.host,
		serverPort: body.natsServerPort || 4222,
		leafPort: body.natsLeafPort || 7422,
		clusterPort: body.natsClusterPort || 6222,
		mqttPort: body.natsMqttPort || 8883,
		httpPort: body.natsHttpPort || 8222,
		jsStorageSize: body.jsStorageSize || present?.jsStorageSize || "10g",
		jsMemoryStoreSize:
			body.jsMemoryStoreSize || present?.jsMemoryStoreSize || "1g",
	};
	return present
		? world.nats.update(present, values)
		: world.nats.insert({
				id: world.store.next("natsServer"),
				iofogUuid: agent.uuid,
				...values,
				...timestamps(),
			});
}

function connectServer(
	world: World,
	server: NatsServer,
	upstream: NatsServer[],
): void {
	const links = world.natsConnections.by("source", server.id);
	for (const link of links)
		if (!upstream.some((dest) => dest.id === link.dest))
			world.natsConnections.remove(link);
	for (const dest of upstream)
		if (!links.some((link) => link.dest === dest.id))
			world.natsConnections.insert({
				id: world.store.next("natsConnection"),
				source: server.id,
				dest: dest.id,
			});
}

/** Gives an agent its NATS server, or brings the one it has in line with a body. */
export function ensureNats(world: World, agent: Agent, body: AgentBody): void {
	const mode = body.natsMode || "leaf";
	if (mode === "none") return;
	const names = natsNames(agent);
	for (const name of ["nats-site-ca", names.localCa, names.server, names.mqtt])
		ensureSecret(world, name);
	const isLeaf = mode === "leaf";
	const bundle = isLeaf ? names.bundle : SHARED_BUNDLE;
	if (isLeaf) keepLeafAccounts(world, agent);
	else keepSystemAccount(world);
	ensureConfigMap(
		world,
		bundle,
		accountBundle(world, isLeaf ? agent : undefined),
	);
	const microservice = natsMicroservice(world, agent);
	const key = { secret: names.key, value: jetstreamKey(world, names.key) };
	const before = world.nats.by("agent", agent.uuid)[0];
	const old = before && { ...before };
	const server = saveServer(world, agent, body, isLeaf);
	if (old && old.isLeaf !== isLeaf)
		for (const name of old.isLeaf
			? [names.bundle, names.leafCredentials]
			: [systemCredentials(old, agent)])
			unmountNats(world, agent, microservice, name);
	if (old?.isLeaf && !isLeaf) {
		for (const name of [names.bundle, names.leafCredentials])
			deleteConfigMap(world, name);
		dropLeafAccount(world, agent);
	}
	connectServer(
		world,
		server,
		upstreamServers(world, agent, body.upstreamNatsServers),
	);
	ensureConfigMap(
		world,
		names.config,
		serverConfiguration(world, agent, server),
	);
	ensureVolumeMount(world, names.config, { configMapName: names.config });
	ensureVolumeMount(world, names.jwt, { configMapName: bundle });
	ensureVolumeMount(world, names.server, { secretName: names.server });
	ensureVolumeMount(world, names.mqtt, { secretName: names.mqtt });
	for (const name of [names.config, names.jwt, names.server, names.mqtt])
		linkVolumeMount(world, name, agent.uuid);
	const certificates = "/etc/nats/certs";
	const mapped = [
		mapMount(world, microservice, names.config, "/etc/nats/config", "ro"),
		mapMount(world, microservice, names.jwt, "/tmp/nats/jwt", "rw"),
		mapMount(
			world,
			microservice,
			names.server,
			`${certificates}/${names.server}`,
			"ro",
		),
		mapMount(
			world,
			microservice,
			names.mqtt,
			`${certificates}/${names.mqtt}`,
			"ro",
		),
	];
	const credentials = isLeaf
		? names.leafCredentials
		: systemCredentials(server, agent);
	const files = credentialsFiles(world, agent, server);
	if (isLeaf) {
		keepLeafUsers(world, agent);
		ensureConfigMap(world, credentials, files);
	} else keepSecret(world, credentials, files);
	const hasUpstream = world.natsConnections.by("source", server.id).length > 0;
	if (!isLeaf || hasUpstream) {
		ensureVolumeMount(
			world,
			credentials,
			isLeaf ? { configMapName: credentials } : { secretName: credentials },
		);
		linkVolumeMount(world, credentials, agent.uuid);
		mapped.push(
			mapMount(world, microservice, credentials, "/etc/nats/creds", "ro"),
		);
	}
	world.microservices.update(microservice, {
		env: natsEnvironment(
			agent,
			server,
			mode,
			key,
			`/etc/nats/creds/${systemUserFile(agent, server)}`,
		),
		ports: [
			...new Set([
				server.serverPort,
				server.clusterPort,
				server.leafPort,
				server.mqttPort,
				server.httpPort,
			]),
		]
			.sort((a, b) => a - b)
			.map((port) => ({ internal: port, external: port, isUdp: null })),
		...(mapped.includes(true) ? { rebuild: true } : {}),
	});
	raise(world, agent.uuid, "microserviceList");
	refreshServers(world);
}

const systemCredentials = (server: NatsServer, agent: Agent): string =>
	`nats-creds-sys-${systemUser(agent, server)}`;

/** Brings what an agent's NATS server reads up to date, after accounts or other servers have changed. */
export function refreshNats(world: World, agent: Agent): void {
	const server = world.nats.by("agent", agent.uuid)[0];
	if (!server) return;
	const { isLeaf } = server;
	const names = natsNames(agent);
	if (isLeaf) {
		keepLeafUsers(world, agent);
		ensureConfigMap(world, names.bundle, accountBundle(world, agent));
		if (world.configMaps.get(names.leafCredentials))
			ensureConfigMap(
				world,
				names.leafCredentials,
				credentialsFiles(world, agent, server),
			);
	}
	ensureConfigMap(
		world,
		names.config,
		serverConfiguration(world, agent, server),
	);
}

/** Does so for all servers that are no leaves, as these know of all accounts and of each other. */
export function refreshServers(world: World): void {
	keepSystemAccount(world);
	ensureConfigMap(world, SHARED_BUNDLE, accountBundle(world));
	for (const server of world.nats.all()) {
		const agent = world.agents.get(server.iofogUuid);
		if (!server.isLeaf && agent) refreshNats(world, agent);
	}
}

/** Takes an agent's NATS server away, with everything that was made for it. */
export function cleanupNats(world: World, agent: Agent): void {
	const server = world.nats.by("agent", agent.uuid)[0];
	if (server) {
		for (const end of ["source", "dest"])
			for (const link of world.natsConnections.by(end, server.id))
				world.natsConnections.remove(link);
		world.nats.remove(server);
	}
	if (server?.isLeaf) dropLeafAccount(world, agent);
	const names = Object.values(natsNames(agent));
	const mounts =
		server && !server.isLeaf
			? [...names, systemCredentials(server, agent)]
			: names;
	if (world.agents.get(agent.uuid))
		world.agents.update(agent, {
			volumeMounts: agent.volumeMounts.filter((name) => !mounts.includes(name)),
		});
	for (const name of mounts)
		for (const table of [world.volumeMounts, world.configMaps, world.secrets]) {
			const row = table.get(name);
			if (row) table.remove(row as never);
		}
	const nats = world.microservices
		.by("catalogItem", builtInItem(world, "NATs"))
		.find((m) => m.iofogUuid === agent.uuid);
	if (nats) world.microservices.remove(nats);
	if (server && !server.isLeaf) refreshServers(world);
}
