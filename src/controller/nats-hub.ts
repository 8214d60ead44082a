import type { Client } from "./client";
import { Singleton } from "./singleton";
import type { NatsHub } from "./types";

/** The route group `/nats/hub` (3.7 only): the NATS hub, one object that cannot be deleted. */
export class NatsHubs extends Singleton<NatsHub> {
	constructor(client: Client) {
		super(
			client,
			"/nats/hub",
			"the NATS hub",
			["host", "serverPort", "clusterPort", "leafPort", "mqttPort", "httpPort"],
			"3.7",
		);
	}
}
