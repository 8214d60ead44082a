import { invalid, notFound } from "../errors";
import type { Agent, Microservice, PortMapping, User } from "../model";
import { looseId, type World } from "../world";
import { isSystemMicroservice, ownMicroservice } from "./access";
import { raise, raiseMicroservices } from "./changes";
import { portView } from "./microservice-view";
import {
	allocatePublicPort,
	type PublicPortBody,
	publishPort,
	unpublishPort,
} from "./public-ports";

const RESERVED = [54321, 54322];

/** What a client sends of a port mapping. */
export interface PortBody {
	internal: number;
	external: number;
	protocol?: string;
	public?: PublicPortBody;
	proxy?: boolean;
}

/** A port that passed the checks, with the public port it was promised (3.0). */
export interface CheckedPort extends PortBody {
	publicPort?: number;
	publicHost?: Agent;
}

function checkFree(world: World, agent: Agent, external: number): void {
	if (RESERVED.includes(external))
		throw invalid("Port '{}' is reserved for internal use", external);
	const taken = world.microservices
		.by("agent", agent.uuid)
		.some(
			(m) =>
				world.race.sees(world.microservices.age(m)) &&
				m.ports.some((port) => port.external === external),
		);
	const published =
		world.dialect === "3.0" &&
		world.microservices
			.by("published", "yes")
			.some((m) =>
				m.ports.some(
					(port) =>
						port.public?.hostId === agent.uuid &&
						port.public.publicPort === external,
				),
			);
	if (taken || published) throw invalid("Port '{}' is not available", external);
}

/** Checks one port against an agent; `promised` collects the public ports that this request already took. */
export function checkPort(
	world: World,
	agent: Agent,
	port: CheckedPort,
	promised: Map<string, number[]>,
): void {
	checkFree(world, agent, port.external);
	if (world.dialect === "3.7" || !port.public) return;
	allocatePublicPort(world, port, port.public, promised, (host, number) =>
		checkFree(world, host, number),
	);
}

/** Checks all ports of a microservice against the agent it goes to. */
export function checkPorts(
	world: World,
	agentUuid: string,
	ports: CheckedPort[] | undefined,
): void {
	if (!ports || ports.length === 0) return;
	const agent = world.agents.get(agentUuid);
	if (!agent) throw invalid("Invalid ioFog UUID '{}'", agentUuid);
	const promised = new Map<string, number[]>();
	for (const port of ports) checkPort(world, agent, port, promised);
}

/** Stores a checked port on a microservice. */
export function addPort(
	world: World,
	microservice: Microservice,
	port: CheckedPort,
	user: User,
): void {
	const is30 = world.dialect === "3.0";
	const clash = microservice.ports.some(
		(p) => p.internal === port.internal || p.external === port.external,
	);
	if (is30 && clash) throw invalid("Port mapping already exists");
	const mapping: PortMapping = {
		internal: port.internal,
		external: port.external,
		isUdp: (port.protocol ?? "").toLowerCase() === "udp",
	};
	if (is30 && port.public)
		mapping.public = publishPort(world, microservice, port, port.public, user);
	else if (is30 && port.proxy)
		throw Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:3000"), {
			name: "Error",
		});
	world.microservices.update(microservice, {
		ports: [...microservice.ports, mapping],
		...(mapping.public ? {} : { rebuild: true }),
	});
	if (!mapping.public)
		raise(world, microservice.iofogUuid, "microserviceConfig");
}

function dropPort(
	world: World,
	microservice: Microservice,
	port: PortMapping,
	tells = true,
): void {
	if (port.public) unpublishPort(world, port, port.public);
	const ports = microservice.ports.filter((p) => p !== port);
	world.microservices.update(microservice, {
		ports,
		...(port.public ? {} : { rebuild: true }),
	});
	if (!port.public && tells) raiseMicroservices(world, microservice.iofogUuid);
}

/** Removes every port of a microservice. */
export function dropPorts(world: World, microservice: Microservice): void {
	for (const port of [...microservice.ports])
		dropPort(world, microservice, port);
}

function visible(
	world: World,
	uuid: string,
	user: User,
	system: boolean,
): Microservice {
	const microservice = ownMicroservice(world, uuid, user);
	if (
		world.dialect === "3.7" &&
		!system &&
		isSystemMicroservice(world, microservice)
	)
		throw notFound("Invalid microservice UUID '{}'", uuid);
	return microservice;
}

/** Adds a port by itself, as the port-mapping routes do and as an update does for each port. */
export function createPort(
	world: World,
	uuid: string,
	body: CheckedPort,
	user: User,
	system = false,
): void {
	world.validate("portsCreate", body);
	const found = world.microservices.get(uuid);
	const hidden =
		world.dialect === "3.7" &&
		!system &&
		(!found || isSystemMicroservice(world, found));
	if (hidden) throw notFound("Invalid microservice user or UUID");
	const microservice = ownMicroservice(world, uuid, user);
	const agent = world.agents.get(microservice.iofogUuid);
	if (!agent) throw invalid("Invalid ioFog UUID '{}'", microservice.iofogUuid);
	checkPort(world, agent, body, new Map());
	addPort(world, microservice, body, user);
}

/** The ports of one microservice. */
export function listPorts(world: World, uuid: string, user: User): unknown {
	const microservice = ownMicroservice(world, uuid, user);
	return { ports: microservice.ports.map((port) => portView(world, port)) };
}

/** Removes a port mapping by its internal port. */
export function deletePort(
	world: World,
	uuid: string,
	internal: string,
	user: User,
	system = false,
): void {
	const microservice = visible(world, uuid, user, system);
	const number = looseId(internal);
	const port = microservice.ports.find((p) => p.internal === number);
	if (!port) throw notFound("port mapping not exists");
	// 3.7.3 reads a user's microservice here without its agent, which therefore learns of it with another change only (measured).
	dropPort(world, microservice, port, world.dialect === "3.0" || system);
}
