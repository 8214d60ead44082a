import { invalid, notFound, readOfNull } from "../errors";
import type { Microservice } from "../model";
import { defined, type World } from "../world";
import { raise } from "./changes";
import { damagedQuotes } from "./microservice-parts";

/** The microservice that a command of 3.7 is for: of a user's application, not of the Controller itself. */
function commanded(world: World, uuid: string, system: boolean): Microservice {
	const microservice = world.microservices.get(uuid);
	if (!microservice) throw notFound("Invalid microservice UUID '{}'", uuid);
	const isSystem =
		world.catalog.get(microservice.catalogItemId)?.category === "SYSTEM";
	if (isSystem !== system)
		throw invalid("Microservice uuid {} is system and can't be updated", uuid);
	return microservice;
}

/** The configuration alone, parsed (3.7). */
export const readConfig = (
	world: World,
	uuid: string,
	system = false,
): unknown => ({
	config: JSON.parse(commanded(world, uuid, system).config),
});

/** Replaces the configuration by a JSON body as it is, quote damage included (3.7). */
export function writeConfig(
	world: World,
	uuid: string,
	config: unknown,
	system = false,
): void {
	const microservice = commanded(world, uuid, system);
	world.microservices.update(
		microservice,
		defined({ config: damagedQuotes(JSON.stringify(config)) }),
	);
	raise(world, microservice.iofogUuid, "microserviceConfig");
}

/** Asks the agent to make the container anew (3.7). */
export function rebuildMicroservice(
	world: World,
	uuid: string,
	system = false,
): void {
	const microservice = world.microservices.get(uuid);
	if (!microservice) {
		if (system) throw notFound("Invalid microservice UUID '{}'", uuid);
		throw readOfNull("catalogItem");
	}
	if (!system) commanded(world, uuid, false);
	world.microservices.update(microservice, { rebuild: true });
	raise(
		world,
		microservice.iofogUuid,
		"microserviceConfig",
		"microserviceList",
	);
}

/** Starts or stops one microservice of an activated application (3.7). */
export function activateMicroservice(
	world: World,
	uuid: string,
	start: boolean,
): void {
	const microservice = commanded(world, uuid, false);
	const application = world.applications.get(microservice.applicationId);
	if (start && !application?.isActivated)
		throw invalid(
			"Application {} is not activated",
			application ? application.name : "Unknown",
		);
	world.microservices.update(microservice, { isActivated: start });
	raise(world, microservice.iofogUuid, "microserviceList");
}

/** Opens or closes a microservice for exec sessions (3.7). */
export function setExec(
	world: World,
	uuid: string,
	enabled: boolean,
	system: boolean,
): { uuid: string; execEnabled: boolean } {
	const microservice = world.microservices.get(uuid);
	if (!microservice) {
		if (system) throw notFound("Invalid microservice user or UUID");
		throw readOfNull("catalogItem");
	}
	if (!system) commanded(world, uuid, false);
	world.microservices.update(microservice, { execEnabled: enabled });
	raise(world, microservice.iofogUuid, "execSessions");
	return { uuid, execEnabled: enabled };
}
