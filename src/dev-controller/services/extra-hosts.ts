import { invalid, notFound, readOfNull, undefinedParameter } from "../errors";
import type { Agent, ExtraHost, Microservice, User } from "../model";
import type { World } from "../world";
import { owns } from "./access";
import { raise, raiseMicroservices } from "./changes";

/** What a client sends of an extra host. */
export interface ExtraHostBody {
	name: string;
	address: string;
}

type NewHost = Omit<ExtraHost, "id">;

const malformed = (template: string) =>
	invalid("{} is not a valid host template", template);
const unknown = (part: string | undefined) =>
	invalid("Could not find {} host template", part);

function ofMicroservice(
	world: World,
	host: NewHost,
	parts: string[],
	agentUuid: string | undefined,
	user: User,
): NewHost {
	if (parts.length < 4) throw malformed(parts.join("."));
	const application = world.applications
		.by("name", parts[1])
		.find((row) => owns(world, row, user));
	if (!application) throw unknown(parts[1]);
	const target = world.microservices.by(
		"name",
		`${application.id}/${parts[2]}`,
	)[0];
	if (!target) throw unknown(parts[2]);
	const resolved = {
		...host,
		templateType: "Apps",
		targetMicroserviceUuid: target.uuid,
	};
	if (world.dialect === "3.0" && parts[3] === "public") {
		if (parts.length !== 5) throw malformed(parts.join("."));
		const port = target.ports.find(
			(p) => p.public?.publicPort === Number(parts[4]),
		);
		if (!port) throw unknown(parts[4]);
		const agent = world.agents.get(port.public?.hostId);
		if (!agent) throw readOfNull("uuid");
		return {
			...resolved,
			publicPort: Number(parts[4]),
			targetFogUuid: agent.uuid,
			value: addressOf(agent),
		};
	}
	if (parts[3] !== "local" || parts.length !== 4)
		throw malformed(parts.join("."));
	const agent = world.agents.get(target.iofogUuid);
	if (!agent) throw unknown(parts[2]);
	if (world.dialect === "3.0")
		return { ...resolved, targetFogUuid: agent.uuid, value: addressOf(agent) };
	if (agent.uuid !== agentUuid)
		throw invalid(
			"The microservice you would like to add as an extra host is not in the same fog as the microservice you are adding it to",
		);
	return {
		...resolved,
		targetFogUuid: agent.uuid,
		value: `iofog_${target.uuid}`,
	};
}

const addressOf = (agent: Agent): string =>
	agent.host || String(agent.values.ipAddress ?? "");

function resolve(
	world: World,
	body: ExtraHostBody,
	agentUuid: string | undefined,
	user: User,
): NewHost {
	if (world.dialect === "3.7" && body.name === "service.local")
		throw malformed("Extra Host name cannot be service.local");
	const host: NewHost = {
		name: body.name,
		template: body.address,
		templateType: "Litteral",
		value: body.address,
	};
	if (!(body.address.startsWith("${") && body.address.endsWith("}")))
		return host;
	const template = body.address.slice(2, -1);
	const parts = template.split(".");
	if (parts[0] === "Apps")
		return ofMicroservice(world, host, parts, agentUuid, user);
	if (parts[0] !== "Agents") throw malformed(template);
	if (parts.length !== 2) throw malformed(template);
	const agent = world.agents
		.by("name", parts[1])
		.find((row) => owns(world, row, user));
	if (!agent) throw unknown(parts[1]);
	return {
		...host,
		templateType: "Agents",
		targetFogUuid: agent.uuid,
		value: agent.host,
	};
}

/** Resolves `${Agents.x}` and `${Apps.app.ms.local}` templates; other addresses stay as they are. */
export const resolveExtraHosts = (
	world: World,
	hosts: ExtraHostBody[] | undefined,
	agentUuid: string | undefined,
	user: User,
): ExtraHost[] =>
	(hosts ?? []).map((host) => ({
		...resolve(world, host, agentUuid, user),
		id: world.store.next("extraHost"),
	}));

/** Gives a new value to the extra hosts that `pick` chooses, and tells the agents that run them. */
function repoint(
	world: World,
	pick: (host: ExtraHost) => boolean,
	change: (host: ExtraHost) => ExtraHost,
): void {
	for (const microservice of world.microservices.by("pointsAt", "yes")) {
		if (!microservice.extraHosts.some(pick)) continue;
		const extraHosts = microservice.extraHosts.map((host) =>
			pick(host) ? change(host) : host,
		);
		world.microservices.update(microservice, { extraHosts, rebuild: true });
		raiseMicroservices(world, microservice.iofogUuid);
	}
}

/** Follows an agent whose address changed. */
export const followAgent = (world: World, agent: string, host: string): void =>
	repoint(
		world,
		(extra) => extra.targetFogUuid === agent,
		(extra) => ({ ...extra, value: host }),
	);

/** Follows a microservice that moved to another agent. */
export function followMicroservice(world: World, moved: Microservice): void {
	repoint(
		world,
		(extra) =>
			extra.targetMicroserviceUuid === moved.uuid &&
			!extra.publicPort &&
			extra.targetFogUuid !== moved.iofogUuid,
		(extra) => {
			const agent = world.agents.get(moved.iofogUuid);
			if (!agent) throw notFound("Invalid ioFog UUID '{}'", moved.iofogUuid);
			return { ...extra, targetFogUuid: agent.uuid, value: agent.host };
		},
	);
}

/** Drops the extra hosts that pointed at something that is gone. */
export function forgetTarget(
	world: World,
	pick: (host: ExtraHost) => boolean,
): void {
	for (const microservice of world.microservices.by("pointsAt", "yes"))
		if (microservice.extraHosts.some(pick))
			world.microservices.update(microservice, {
				extraHosts: microservice.extraHosts.filter((host) => !pick(host)),
			});
}

/** The agent that a request names: by uuid, or by name among the user's agents. */
export function findAgent(
	world: World,
	body: { iofogUuid?: string; agentName?: string },
	user: User,
): Agent | undefined {
	if (body.iofogUuid) return world.agents.get(body.iofogUuid);
	if (body.agentName === undefined) throw undefinedParameter("name");
	return world.agents
		.by("name", body.agentName)
		.find((agent) => owns(world, agent, user));
}

/** Tells an agent that its microservices changed: their configuration, or only their list. */
export function raiseAfterWrite(
	world: World,
	agent: string | null,
	configured: boolean,
): void {
	if (configured) raiseMicroservices(world, agent);
	else raise(world, agent, "microserviceList");
}
