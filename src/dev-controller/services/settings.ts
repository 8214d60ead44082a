import { CONTROLLER_VERSION } from "../dialect";
import { invalid, notFound } from "../errors";
import { timestamps, type World } from "../world";
import { raise } from "./changes";

/** The health of the server, which needs no token and tells the version. */
export const status = (world: World): unknown => ({
	status: "online",
	timestamp: Date.now(),
	uptimeSec: process.uptime(),
	versions: { controller: CONTROLLER_VERSION[world.dialect] },
});

/** The architectures that agents may have. */
export const FOG_TYPES = {
	fogTypes: [
		{
			id: 0,
			name: "Unspecified",
			image: "iointegrator0.png",
			description: "Unspecified device. Fog Type will be selected on provision",
		},
		{
			id: 1,
			name: "Standard Linux (x86)",
			image: "iointegrator1.png",
			description:
				"A standard Linux server of at least moderate processing power and capacity. Compatible with common Linux types such as Ubuntu, Red Hat, and CentOS.",
		},
		{
			id: 2,
			name: "ARM Linux",
			image: "iointegrator2.png",
			description:
				"A version of ioFog meant to run on Linux systems with ARM processors. Microservices for this ioFog type will be tailored to ARM systems.",
		},
	],
};

/** All settings that a client stored. */
export const listConfig = (world: World): unknown => ({
	config: world.config.all().map(({ key, value }) => ({ key, value })),
});

/** One setting by its key. */
export function getConfig(world: World, key: string): unknown {
	const found = world.config.get(key);
	if (!found) throw notFound("Unkown config key '{}'", key);
	return { key: found.key, value: found.value };
}

/** Stores a setting under one of the known keys. */
export function putConfig(
	world: World,
	body: { key: string; value: string },
): unknown {
	world.validate("configElement", body);
	const present = world.config.get(body.key);
	if (present) return world.config.update(present, { value: body.value });
	return world.config.insert({
		id: world.store.next("config"),
		key: body.key,
		value: body.value,
		...timestamps(),
	});
}

const TUNNEL = {
	username: "username",
	password: "password",
	host: "23.253.111.231",
	rsakey: "rsa",
	lport: 22,
	rport: 2000,
};

/** Opens or closes the SSH tunnel of an agent. */
export function setTunnel(world: World, uuid: string, action: unknown): void {
	if (action !== "open" && action !== "close")
		throw invalid('Unknown action property. Action can be "open" or "close"');
	const agent = world.agents.get(uuid);
	if (action === "close") {
		if (!agent?.tunnel) throw notFound("Invalid Tunnel Id");
		world.agents.update(agent, { tunnel: { ...agent.tunnel, closed: true } });
	} else {
		if (!agent) throw notFound("Invalid ioFog UUID '{}'", uuid);
		const id = agent.tunnel?.id ?? world.store.next("tunnel");
		world.agents.update(agent, { tunnel: { id, ...TUNNEL, closed: false } });
	}
	raise(world, uuid, "tunnel");
}

/** The tunnel of an agent as users see it. */
export function getTunnel(world: World, uuid: string): unknown {
	const tunnel = world.agents.get(uuid)?.tunnel;
	if (!tunnel) throw notFound("Invalid Tunnel Id");
	return {
		username: tunnel.username,
		host: tunnel.host,
		remotePort: tunnel.rport,
		localPort: tunnel.lport,
		status: tunnel.closed ? "closed" : "open",
	};
}
