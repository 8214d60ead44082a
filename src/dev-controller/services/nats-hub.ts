import { notFound } from "../errors";
import type { NatsServer } from "../model";
import { timestamps, type World } from "../world";

/** The name of the NATS hub among the upstream servers of an agent. */
export const HUB = "default-nats-hub";

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

/** The NATS hub; undefined until it is set. */
export const hub = (world: World): NatsServer | undefined =>
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
