import { inspect } from "node:util";
import { ApiError, foreignKey, notFound } from "../errors";
import type { Agent } from "../model";
import { defined, timestamps, type World } from "../world";
import { removeAgentRow } from "./agents";
import { clearChanges, readChanges } from "./changes";
import { routerOf } from "./routers";

const CONFIG_KEYS =
	"networkInterface dockerUrl diskLimit diskDirectory memoryLimit cpuLimit logLimit logDirectory logFileCount statusFrequency changeFrequency deviceScanFrequency watchdogEnabled latitude longitude logLevel availableDiskThreshold dockerPruningFrequency timeZone".split(
		" ",
	);
const CONFIG_KEYS_37 =
	"gpsMode gpsDevice gpsScanFrequency edgeGuardFrequency".split(" ");

/** The configuration that an agent works with; on 3.0 with the router to use. */
export function deviceConfig(
	world: World,
	agent: Agent,
): Record<string, unknown> {
	const pick = (keys: string[]) =>
		Object.fromEntries(keys.map((key) => [key, agent.values[key]]));
	if (world.dialect === "3.7")
		return { ...pick(CONFIG_KEYS), ...pick(CONFIG_KEYS_37) };
	const router = agent.routerId
		? world.routers.get(agent.routerId)
		: routerOf(world, agent.uuid);
	if (!router)
		throw new ApiError(
			"TypeError",
			"Cannot read properties of null (reading 'host')",
		);
	return {
		...pick(CONFIG_KEYS),
		routerHost: router.host === agent.host ? "localhost" : router.host,
		routerPort: router.messagingPort,
	};
}

/** Takes over the configuration that was changed on the agent itself. */
export function updateDeviceConfig(
	world: World,
	agent: Agent,
	body: Record<string, unknown>,
): void {
	world.validate("updateAgentConfig", body);
	const keys = [
		...CONFIG_KEYS,
		"gpsMode",
		...(world.dialect === "3.7" ? CONFIG_KEYS_37 : []),
	];
	const sent = defined(Object.fromEntries(keys.map((key) => [key, body[key]])));
	world.agents.update(agent, { values: { ...agent.values, ...sent } });
}

/** Takes over where an agent says it is (3.7). */
export function updateDevicePosition(
	world: World,
	agent: Agent,
	body: { latitude?: number; longitude?: number },
): void {
	world.validate("updateAgentGps", body);
	const { latitude, longitude } = body;
	world.agents.update(agent, {
		values: { ...agent.values, ...defined({ latitude, longitude }) },
	});
}

/** What changed for an agent since it last acknowledged. */
export const deviceChanges = (world: World, agent: Agent): unknown =>
	readChanges(world, agent.uuid);

/** Forgets the changes up to a time. The time is not validated: it is compared by the database, as text. */
export function acknowledgeChanges(
	world: World,
	agent: Agent,
	body: { lastUpdated?: unknown },
): object {
	const given = body.lastUpdated;
	const time = Array.isArray(given) ? given[0] : given;
	if (Array.isArray(given) && given.length === 0)
		throw new ApiError(
			"SequelizeDatabaseError",
			"SQLITE_ERROR: incomplete input",
		);
	if (time !== null && typeof time === "object")
		throw new ApiError("Error", `Invalid value ${inspect(time)}`);
	if (typeof time === "string") clearChanges(world, agent.uuid, time);
	return {};
}

/** Stores what an agent reports about its hardware. */
export function reportHardware(
	world: World,
	agent: Agent,
	kind: "hardware" | "usb",
	body: { info: string },
): void {
	world.validate(
		kind === "hardware" ? "updateHardwareInfo" : "updateUsbInfo",
		body,
	);
	const present = agent[kind];
	world.agents.update(agent, {
		[kind]: present
			? { ...present, info: body.info, updatedAt: new Date().toISOString() }
			: { id: world.store.next(kind), info: body.info, ...timestamps() },
	});
}

/** Removes the agent's own row; microservices on it hold it back, as the database does. */
export function deleteNode(world: World, agent: Agent): void {
	if (
		world.dialect === "3.0" &&
		world.microservices.by("agent", agent.uuid).length > 0
	)
		throw foreignKey();
	for (const microservice of world.microservices.by("agent", agent.uuid))
		world.microservices.remove(microservice);
	removeAgentRow(world, agent);
}

/** Adds to the traces of microservices that are being traced. */
export function storeStrace(
	world: World,
	body: { straceData?: { microserviceUuid: string; buffer: string }[] },
): void {
	world.validate("updateAgentStrace", body);
	if (!Array.isArray(body.straceData))
		throw new ApiError("TypeError", "straceData.straceData is not iterable");
	for (const { microserviceUuid, buffer } of body.straceData) {
		const microservice = world.microservices.get(microserviceUuid);
		if (!microservice?.strace)
			throw notFound("Invalid microservice UUID '{}'", microserviceUuid);
		world.microservices.update(microservice, {
			strace: {
				...microservice.strace,
				buffer: microservice.strace.buffer + buffer,
			},
		});
	}
}
