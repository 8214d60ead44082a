import { notFound } from "../errors";
import type { Microservice, User } from "../model";
import type { World } from "../world";
import { ownMicroservice } from "./access";
import { raise, raiseFull } from "./changes";
import { forgetTarget } from "./extra-hosts";
import { deleteSecret } from "./mounted-data";
import { dropPorts } from "./ports";

/** Removes a microservice with its routes and ports, and whatever pointed at it. */
export function removeMicroservice(
	world: World,
	microservice: Microservice,
): void {
	for (const route of new Set([
		...world.routes.by("source", microservice.uuid),
		...world.routes.by("dest", microservice.uuid),
	])) {
		world.routes.remove(route);
		for (const end of [
			route.sourceMicroserviceUuid,
			route.destMicroserviceUuid,
		])
			raiseFull(world, world.microservices.get(end)?.iofogUuid);
	}
	dropPorts(world, microservice);
	if (microservice.natsCredsSecretName)
		deleteSecret(world, microservice.natsCredsSecretName);
	forgetTarget(
		world,
		(host) => host.targetMicroserviceUuid === microservice.uuid,
	);
	world.microservices.remove(microservice);
}

/** Removes what a user names, unless the Controller runs it itself. */
export function deleteMicroservice(
	world: World,
	uuid: string,
	user: User,
): void {
	const microservice = ownMicroservice(world, uuid, user);
	if (world.catalog.get(microservice.catalogItemId)?.category === "SYSTEM")
		throw notFound("Microservice uuid {} is system and can't be deleted", uuid);
	removeMicroservice(world, microservice);
	raise(world, microservice.iofogUuid, "microserviceList");
}
