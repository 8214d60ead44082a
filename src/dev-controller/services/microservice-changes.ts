import { notFound } from "../errors";
import type { Microservice } from "../model";
import { defined, type World } from "../world";
import { findCatalogItem } from "./catalog";
import { type MicroserviceBody, storedArguments } from "./microservice-body";
import {
	checkAgainstCatalog,
	checkVolumes,
	linkVolumes,
	storedEnv,
	storedHealthCheck,
	storedImages,
	storedVolumes,
} from "./microservice-parts";
import { attachNats, detachNats } from "./nats-access";

function itemFor(world: World, id: unknown, system: boolean) {
	const item = findCatalogItem(world, id);
	if (system && item.category !== "SYSTEM")
		throw notFound("Invalid catalog item id '{}'", id);
	return item;
}

/** Stores new images or a new catalog item; true when the container must be made anew. */
export function updateImages(
	world: World,
	microservice: Microservice,
	body: MicroserviceBody,
	registry: { id: number | null },
	system: boolean,
): boolean {
	if (body.catalogItemId) {
		const item = itemFor(world, body.catalogItemId, system);
		checkAgainstCatalog(item, body.images ?? []);
		if (body.catalogItemId !== microservice.catalogItemId) {
			world.microservices.update(microservice, { images: [] });
			registry.id = item.registryId || 1;
			return true;
		}
		if (world.dialect === "3.7" && item.registryId)
			registry.id = item.registryId;
		return false;
	}
	const names = (images: { containerImage: string | null }[]) =>
		JSON.stringify(images.map((image) => image.containerImage));
	if (
		body.images &&
		body.images.length > 0 &&
		names(body.images) !== names(microservice.images)
	) {
		world.microservices.update(microservice, {
			images: storedImages(body.images),
		});
		return true;
	}
	return false;
}

/** Whether an update changes anything that a running container cannot take over. */
export function needsRebuild(
	world: World,
	stored: Microservice,
	body: MicroserviceBody,
): boolean {
	const common =
		body.env ||
		body.cmd ||
		body.volumeMappings ||
		body.ports ||
		body.extraHosts;
	if (world.dialect === "3.0")
		return Boolean(
			common ||
				(body.rootHostAccess !== undefined &&
					body.rootHostAccess !== stored.rootHostAccess),
		);
	const differs = (key: "hostNetworkMode" | "isPrivileged" | "schedule") =>
		body[key] !== undefined && body[key] !== stored[key];
	return Boolean(
		common ||
			differs("hostNetworkMode") ||
			differs("isPrivileged") ||
			differs("schedule") ||
			body.pidMode ||
			body.ipcMode ||
			body.cpuSetCpus ||
			body.memoryLimit ||
			body.cdiDevices ||
			body.capAdd ||
			body.capDrop ||
			body.annotations ||
			body.runAsUser ||
			body.platform ||
			body.runtime,
	);
}

/** The images that a microservice has once a body is applied. */
export function imagesAfter(
	world: World,
	microservice: Microservice,
	body: MicroserviceBody,
	system: boolean,
) {
	if (body.catalogItemId)
		return itemFor(world, body.catalogItemId, system).images;
	if (body.images) return storedImages(body.images);
	if (microservice.catalogItemId)
		return itemFor(world, microservice.catalogItemId, system).images;
	return microservice.images;
}

/** Replaces the parts that a body names, each as a whole. */
export function updateParts(
	world: World,
	microservice: Microservice,
	body: MicroserviceBody,
): void {
	const update = (patch: Partial<Microservice>) =>
		world.microservices.update(microservice, patch);
	if (body.volumeMappings) {
		checkVolumes(body.volumeMappings);
		linkVolumes(world, body.volumeMappings, microservice.iofogUuid);
		update({
			volumeMappings: storedVolumes(world, body.volumeMappings, false),
		});
	}
	if (body.env) {
		// Each variable is deleted and made by a call of its own: updates at the same time mix.
		if (!world.race.isCrossed(microservice)) update({ env: [] });
		world.race.note(microservice);
		for (const variable of body.env)
			update({ env: [...microservice.env, storedEnv(world, variable)] });
	}
	if (body.cmd) update({ cmd: storedArguments(body.cmd) });
	if (world.dialect === "3.0") return;
	update(
		defined({
			cdiDevices: body.cdiDevices,
			capAdd: body.capAdd,
			capDrop: body.capDrop,
		}),
	);
	if (body.healthCheck) {
		const healthCheck = storedHealthCheck(body.healthCheck);
		update({ healthCheck: healthCheck.test ? healthCheck : null });
	}
}

/** Follows what a body says of NATS (3.7). */
export function updateNats(
	world: World,
	microservice: Microservice,
	body: MicroserviceBody,
	had: boolean,
): void {
	if (body.natsAccess === true) attachNats(world, microservice);
	else if (body.natsAccess === false && had) detachNats(world, microservice);
}

/** Starts the status of a microservice over, as a new agent knows nothing of it. */
export function resetStatus(world: World, microservice: Microservice): void {
	if (!microservice.status) return;
	world.microservices.update(microservice, {
		status: {
			...microservice.status,
			// 3.7 takes the state from a name that its module does not export, and so keeps it.
			...(world.dialect === "3.0" ? { status: "QUEUED" } : {}),
			operatingDuration: 0,
			startTime: 0,
			cpuUsage: 0,
			memoryUsage: 0,
			containerId: "",
			percentage: 0,
			errorMessage: "",
			updatedAt: new Date().toISOString(),
		},
	});
}
