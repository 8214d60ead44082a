import { notFound } from "../errors";
import type { Agent, Application, Microservice, User } from "../model";
import { looseId, type World } from "../world";

/** Whether a user may see a row: always on 3.7, which has no tenants. */
export const owns = (
	world: World,
	row: { userId: number | null },
	user: User,
): boolean => world.dialect === "3.7" || row.userId === user.id;

/** The application of a name that this user sees, the first where names repeat. */
export const applicationNamed = (
	world: World,
	name: string,
	user: User,
): Application | undefined =>
	world.applications.by("name", name).find((row) => owns(world, row, user));

/** The application that a microservice or a list names: by name, then by id; undefined when nothing was named. */
export function resolveApplication(
	world: World,
	name: unknown,
	user: User,
	system = false,
): Application | undefined {
	if (!name) return undefined;
	const is30 = world.dialect === "3.0";
	const suits = (row: Application) =>
		is30 ? owns(world, row, user) : row.isSystem === system;
	const named = world.applications.by("name", String(name)).find(suits);
	if (named) return named;
	const byId = world.applications.get(looseId(name));
	if (byId && suits(byId)) return byId;
	throw notFound("Invalid application id '{}'", name);
}

/** The microservice of a uuid that this user may change. */
export function ownMicroservice(
	world: World,
	uuid: string,
	user: User,
): Microservice {
	const microservice = world.microservices.get(uuid);
	if (!microservice || !owns(world, microservice, user))
		throw notFound("Invalid microservice UUID '{}'", uuid);
	return microservice;
}

/** The agent of a uuid that this user may use: their own, or a system agent. */
export function ownAgent(world: World, uuid: string, user: User): Agent {
	const agent = world.agents.get(uuid);
	if (!agent || !(agent.isSystem || owns(world, agent, user)))
		throw notFound("Invalid ioFog UUID '{}'", uuid);
	return agent;
}

/** Whether a microservice belongs to an application of the Controller itself. */
export const isSystemMicroservice = (
	world: World,
	microservice: Microservice,
): boolean =>
	world.applications.get(microservice.applicationId)?.isSystem === true;
