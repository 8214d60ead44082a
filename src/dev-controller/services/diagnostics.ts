import { ApiError, invalid, notFound } from "../errors";
import type { User } from "../model";
import type { World } from "../world";
import { ownMicroservice } from "./access";
import { raise } from "./changes";
import { getMicroservice } from "./microservices";

/** Asks the agent for a snapshot of a microservice's image. */
export function requestSnapshot(world: World, uuid: string, user: User): void {
	const microservice = ownMicroservice(world, uuid, user);
	if (microservice.iofogUuid === null)
		throw invalid("Can not run image snapshot for microservice without ioFog.");
	world.microservices.update(microservice, { imageSnapshot: "get_image" });
	raise(world, microservice.iofogUuid, "isImageSnapshot");
}

/** Snapshots are never delivered here, because the dev Controller keeps no uploaded images. */
export function getSnapshot(world: World, uuid: string, user: User): never {
	ownMicroservice(world, uuid, user);
	throw invalid("Image snapshot is not available for this microservice.");
}

/** Turns the trace of a microservice on or off. */
export function setStrace(
	world: World,
	uuid: string,
	body: { enable: boolean },
	user: User,
): void {
	world.validate("straceStateUpdate", body);
	getMicroservice(world, uuid, user);
	const microservice = world.microservices.get(uuid);
	if (!microservice) return;
	world.microservices.update(microservice, {
		strace: {
			straceRun: body.enable,
			buffer: microservice.strace?.buffer ?? "",
		},
	});
	raise(world, microservice.iofogUuid, "diagnostics");
}

function straceOf(world: World, uuid: string, user: User): string {
	const microservice = ownMicroservice(world, uuid, user);
	if (!microservice.strace)
		throw notFound("Strace data for this microservice not found");
	return microservice.strace.buffer;
}

/** The trace of a microservice, as text or in base64. */
export function getStrace(
	world: World,
	uuid: string,
	query: { format?: string },
	user: User,
): unknown {
	world.validate("straceGetData", query);
	const data = straceOf(world, uuid, user);
	return {
		data: query.format === "file" ? Buffer.from(data).toString("base64") : data,
	};
}

/** Strace data cannot be delivered: the dev Controller opens no connections to other hosts. */
export function sendStrace(
	world: World,
	uuid: string,
	body: { ftpHost: string; ftpPort: number },
	user: User,
): never {
	world.validate("stracePostToFtp", body);
	straceOf(world, uuid, user);
	throw new ApiError(
		"Error",
		`FTP error: 'Error: connect ECONNREFUSED ${body.ftpHost}:${body.ftpPort}'`,
	);
}
