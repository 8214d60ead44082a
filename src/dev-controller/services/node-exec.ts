import { notFound } from "../errors";
import type { World } from "../world";
import { raise } from "./changes";
import { createSystemMicroservice } from "./router-microservice";
import { builtInItem } from "./seed-catalog";
import { ensureSystemApplication } from "./system-applications";

/** Starts the debug microservice of an agent, or stops it when no body is given (3.7). */
export function setNodeExec(
	world: World,
	uuid: string,
	body: { image?: string } | undefined,
): void {
	if (body) world.validate("enableNodeExec", { ...body, uuid });
	const agent = world.agents.get(uuid);
	if (!agent) throw notFound("Invalid ioFog UUID '{}'", uuid);
	const application = ensureSystemApplication(world, agent);
	const [present] = world.microservices.by("name", `${application.id}/debug`);
	if (!body) {
		if (!present) throw notFound("Invalid microservice UUID '{}'", uuid);
		world.microservices.remove(present);
	} else {
		const images = body.image
			? [1, 2].map((fogTypeId) => ({
					containerImage: String(body.image),
					fogTypeId,
				}))
			: [];
		const values = {
			ipcMode: "host",
			pidMode: "host",
			hostNetworkMode: true,
			isPrivileged: true,
			schedule: 0,
			execEnabled: true,
			configLastUpdated: Date.now(),
			...(body.image ? { images } : {}),
		};
		if (present) world.microservices.update(present, values);
		else
			createSystemMicroservice(world, agent, {
				name: "debug",
				...values,
				catalogItemId: body.image ? null : builtInItem(world, "Debug"),
			});
	}
	raise(world, uuid, "microserviceList", "execSessions");
}
