import { invalid, notFound } from "../errors";
import type { User } from "../model";
import { looseId, type World } from "../world";
import { isSystemMicroservice, ownMicroservice } from "./access";
import {
	checkVolumes,
	linkVolumes,
	storedVolumes,
	type VolumeBody,
} from "./microservice-parts";

/** Adds a volume mapping to a microservice. */
export function createVolume(
	world: World,
	uuid: string,
	body: VolumeBody,
	user: User,
	system = false,
): { id: number } {
	world.validate("volumeMappings", body);
	const microservice = ownMicroservice(world, uuid, user);
	const hidden =
		world.dialect === "3.7" &&
		!system &&
		isSystemMicroservice(world, microservice);
	if (hidden) throw notFound("Invalid microservice UUID '{}'", uuid);
	const type = body.type || "bind";
	const present = microservice.volumeMappings.some(
		(volume) =>
			volume.hostDestination === body.hostDestination &&
			volume.containerDestination === body.containerDestination &&
			volume.type === type,
	);
	if (present) throw invalid("Volume mapping already exists");
	checkVolumes([body]);
	// The Controller of 3.7 reads only the uuid here, so that it never links the mount.
	if (system) linkVolumes(world, [body], microservice.iofogUuid);
	const [volume] = storedVolumes(world, [body], false);
	if (!volume) throw new Error("one mapping in, one mapping out");
	world.microservices.update(microservice, {
		volumeMappings: [...microservice.volumeMappings, volume],
	});
	return { id: volume.id };
}

/** Removes a volume mapping by its id. */
export function deleteVolume(
	world: World,
	uuid: string,
	id: string,
	user: User,
): void {
	const microservice = ownMicroservice(world, uuid, user);
	const number = looseId(id);
	const left = microservice.volumeMappings.filter(
		(volume) => volume.id !== number,
	);
	if (left.length === microservice.volumeMappings.length)
		throw invalid("Invalid volume mapping id '{}'", id);
	world.microservices.update(microservice, { volumeMappings: left });
}

/** The volume mappings of one microservice. */
export const listVolumes = (
	world: World,
	uuid: string,
	user: User,
): unknown => ({
	volumeMappings: ownMicroservice(world, uuid, user).volumeMappings,
});
