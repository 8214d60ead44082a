import { randomBytes } from "node:crypto";
import type { Agent, Microservice, NatsServer } from "../model";
import { timestamps, type World } from "../world";
import { createSystemMicroservice, mapMount } from "./router-microservice";
import { builtInItem } from "./seed-catalog";
import { slug, systemApplicationName } from "./system-applications";

/** The names of everything that belongs to an agent's NATS server. */
export const natsNames = (agent: Agent) => {
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

/** The microservice that runs an agent's NATS server, made when it is missing. */
export function natsMicroservice(world: World, agent: Agent): Microservice {
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

/** The variables of that microservice. */
export function natsEnvironment(
	agent: Agent,
	server: NatsServer,
	mode: string,
	key: { secret: string; value: string },
	credentials: string,
) {
	const names = natsNames(agent);
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

/** The key by which an agent's JetStream encrypts, made when it is missing. */
export function jetstreamKey(world: World, name: string): string {
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

/** Takes a mount out of an agent's NATS microservice and off the agent. */
export function unmountNats(
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
