import { randomBytes } from "node:crypto";
import { invalid, notFound } from "../errors";
import type { Agent, Microservice, NatsServer } from "../model";
import { timestamps, type World } from "../world";
import type { AgentBody } from "./agent-values";
import { raise } from "./changes";
import {
	accountBundle,
	credentialsFile,
	serverConfiguration,
	systemUser,
	systemUserFile,
} from "./nats-contents";
import {
	createSystemMicroservice,
	ensureSecret,
	mapMount,
} from "./router-microservice";
import { builtInItem } from "./seed-catalog";
import { slug, systemApplicationName } from "./system-applications";
import { ensureVolumeMount, linkVolumeMount } from "./volume-mounts";

const HUB = "default-nats-hub";

/** What a client sends of the NATS hub. */
export interface NatsHubBody {
	host?: string;
	serverPort?: number;
	clusterPort?: number;
	leafPort?: number;
	mqttPort?: number;
	httpPort?: number;
	jsStorageSize?: string;
	jsMemoryStoreSize?: string;
}

const hub = (world: World): NatsServer | undefined =>
	world.nats.by("hub", "yes")[0];

function hubView(server: NatsServer): unknown {
	const { host, serverPort, clusterPort, leafPort, mqttPort, httpPort } =
		server;
	return { host, serverPort, clusterPort, leafPort, mqttPort, httpPort };
}

/** The NATS hub as its own route shows it. */
export function getNatsHub(world: World): unknown {
	const server = hub(world);
	if (!server) throw notFound("NATS hub not found");
	return hubView(server);
}

/** Sets the NATS hub. */
export function putNatsHub(world: World, body: NatsHubBody): unknown {
	world.validate("natsHubCreate", body);
	const values = {
		isHub: true,
		isLeaf: false,
		host: String(body.host),
		serverPort: body.serverPort || 4222,
		clusterPort: body.clusterPort || 6222,
		leafPort: body.leafPort || 7422,
		mqttPort: body.mqttPort || 8883,
		httpPort: body.httpPort || 8222,
		jsStorageSize: body.jsStorageSize || null,
		jsMemoryStoreSize: body.jsMemoryStoreSize || null,
	};
	const present = hub(world);
	const server = present
		? world.nats.update(present, values)
		: world.nats.insert({
				id: world.store.next("natsServer"),
				iofogUuid: null,
				...values,
				...timestamps(),
			});
	return hubView(server);
}

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

function natsMicroservice(world: World, agent: Agent): Microservice {
	const application = world.applications.by(
		"name",
		systemApplicationName(agent.name),
	)[0];
	const present = world.microservices.by("name", `${application?.id}/nats`)[0];
	const microservice =
		present ??
		createSystemMicroservice(world, agent, {
			name: "nats",
			catalogItemId: builtInItem(world, "NATs"),
			schedule: 1,
			capAdd: ["NET_RAW"],
		});
	if (!present)
		mapMount(
			world,
			microservice,
			`${agent.name}-nats-jetstream`,
			"/home/runner/data",
			"rw",
			"volume",
		);
	world.microservices.update(microservice, {
		healthCheck: {
			test: JSON.stringify([
				"CMD-SHELL",
				"curl -f http://localhost:8222/healthz | grep -q 'status.*ok' || exit 1",
			]),
			interval: 30,
			timeout: 10,
			startPeriod: 60,
			startInterval: null,
			retries: 3,
		},
	});
	return microservice;
}

const namesFor = (agent: Agent) => {
	const name = slug(agent.name);
	return {
		config: `nats-server-conf-${name}`,
		jwt: `nats-jwt-dir-${name}`,
		server: `nats-server-${name}`,
		mqtt: `nats-mqtt-server-${name}`,
		leafCredentials: `nats-leaf-creds-${name}`,
		bundle: `nats-jwt-bundle-${name}`,
		key: `nats-jetstream-key-${name}`,
		localCa: `nats-local-ca-${name}`,
	};
};

function environment(
	agent: Agent,
	server: NatsServer,
	mode: string,
	key: { secret: string; value: string },
	credentials: string,
) {
	const names = namesFor(agent);
	const values: Record<string, string> = {
		JETSTREAM_PREV_KEY: "",
		NATS_JWT_DIR: "/home/runner/nats/jwt",
		NATS_JWT_MOUNT_DIR: "/tmp/nats/jwt",
		NATS_CREDS_DIR: "/etc/nats/creds",
		NATS_SYS_USER_CRED_PATH: credentials,
		NATS_SSL_DIR: "/etc/nats/certs",
		NATS_CERT_NAME: names.server,
		NATS_MQTT_CERT_NAME: names.mqtt,
		NATS_CONF: "/etc/nats/config/server.conf",
		NATS_SERVER_PORT: String(server.serverPort),
		NATS_LEAF_PORT: String(server.leafPort),
		NATS_CLUSTER_PORT: String(server.clusterPort),
		NATS_MQTT_PORT: String(server.mqttPort),
		NATS_HTTP_PORT: String(server.httpPort),
		NATS_MONITOR_PORT: String(server.httpPort),
		NATS_JETSTREAM_STORE_DIR: "/home/runner/data",
		NATS_SERVER_MODE: mode,
	};
	return [
		{
			key: "JETSTREAM_KEY",
			value: key.value,
			valueFromSecret: `${key.secret}/jsk`,
		},
		...Object.entries(values).map(([name, value]) => ({ key: name, value })),
	];
}

function jetstreamKey(world: World, name: string): string {
	const secret =
		world.secrets.get(name) ??
		world.secrets.insert({
			id: world.store.next("secret"),
			name,
			type: "Opaque",
			data: { jsk: randomBytes(32).toString("base64") },
			...timestamps(),
		});
	return String(secret.data.jsk);
}

function ensureConfigMap(
	world: World,
	name: string,
	data: Record<string, string>,
): void {
	const present = world.configMaps.get(name);
	if (present) world.configMaps.update(present, { data });
	else
		world.configMaps.insert({
			id: world.store.next("configMap"),
			name,
			type: "",
			data,
			...timestamps(),
		});
}

function ensureCredentials(
	world: World,
	name: string,
	data: Record<string, string>,
): void {
	if (!world.secrets.get(name))
		world.secrets.insert({
			id: world.store.next("secret"),
			name,
			type: "Opaque",
			data,
			...timestamps(),
		});
}

function unmount(
	world: World,
	agent: Agent,
	microservice: Microservice,
	name: string,
): void {
	world.microservices.update(microservice, {
		volumeMappings: microservice.volumeMappings.filter(
			(volume) =>
				volume.hostDestination !== name || volume.type !== "volumeMount",
		),
	});
	world.agents.update(agent, {
		volumeMounts: agent.volumeMounts.filter((it) => it !== name),
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
	const names = namesFor(agent);
	for (const name of ["nats-site-ca", names.localCa, names.server, names.mqtt])
		ensureSecret(world, name);
	const isLeaf = mode === "leaf";
	const bundle = isLeaf ? names.bundle : "iofog-nats-jwt-bundle";
	ensureConfigMap(world, bundle, accountBundle(agent, isLeaf));
	const microservice = natsMicroservice(world, agent);
	const key = { secret: names.key, value: jetstreamKey(world, names.key) };
	const before = world.nats.by("agent", agent.uuid)[0];
	const old = before && { ...before };
	const server = saveServer(world, agent, body, isLeaf);
	if (old && old.isLeaf !== isLeaf)
		for (const name of old.isLeaf
			? [names.bundle, names.leafCredentials]
			: [systemCredentials(old, agent)])
			unmount(world, agent, microservice, name);
	connectServer(
		world,
		server,
		upstreamServers(world, agent, body.upstreamNatsServers),
	);
	ensureConfigMap(world, names.config, serverConfiguration(agent, server));
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
	if (isLeaf)
		ensureConfigMap(world, credentials, credentialsFile(agent, server));
	else ensureCredentials(world, credentials, credentialsFile(agent, server));
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
		env: environment(
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
}

const systemCredentials = (server: NatsServer, agent: Agent): string =>
	`nats-creds-sys-${systemUser(agent, server)}`;

/** Takes an agent's NATS server away, with everything that was made for it. */
export function cleanupNats(world: World, agent: Agent): void {
	const server = world.nats.by("agent", agent.uuid)[0];
	if (server) {
		for (const end of ["source", "dest"])
			for (const link of world.natsConnections.by(end, server.id))
				world.natsConnections.remove(link);
		world.nats.remove(server);
	}
	const names = Object.values(namesFor(agent));
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
}
