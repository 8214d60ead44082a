import { ApiError, readOfNull } from "../errors";
import type { Agent, MicroserviceStatus } from "../model";
import type { World } from "../world";

const STATUS_KEYS =
	"daemonStatus daemonOperatingDuration daemonLastStart memoryUsage diskUsage cpuUsage memoryViolation diskViolation cpuViolation systemAvailableDisk systemAvailableMemory systemTotalCpu securityStatus securityViolationInfo repositoryCount repositoryStatus systemTime lastStatusTime ipAddress ipAddressExternal processedMessages messageSpeed lastCommandTime version isReadyToUpgrade isReadyToRollback".split(
		" ",
	);
const STATUS_KEYS_37 = [
	"activeVolumeMounts",
	"volumeMountLastUpdate",
	"gpsStatus",
];

interface Reported extends Partial<MicroserviceStatus> {
	id: string;
}

const MICROSERVICE_KEYS =
	"containerId status startTime operatingDuration cpuUsage memoryUsage percentage errorMessage".split(
		" ",
	);
const MICROSERVICE_KEYS_37 = ["healthStatus", "ipAddress", "execSessionIds"];
const WHOLE = new Set(["startTime", "operatingDuration", "memoryUsage"]);

/** Text columns keep booleans as digits. */
function stored(key: string, value: unknown): unknown {
	if (key.endsWith("Violation") && typeof value === "boolean")
		return value ? "1" : "0";
	return value;
}

/** Whole-number columns of a microservice's status cut fractions when they are read. */
function storedOfMicroservice(key: string, value: unknown): unknown {
	if (WHOLE.has(key)) return Math.trunc(Number(value));
	if (key === "cpuUsage" || key === "percentage") return Number(value);
	return value;
}

function pick(
	body: Record<string, unknown>,
	keys: string[],
	read: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
	const sent = keys.filter((key) => body[key] !== undefined);
	return Object.fromEntries(sent.map((key) => [key, read(key, body[key])]));
}

function reportMicroservices(world: World, agent: Agent, text: unknown): void {
	const reports = JSON.parse(text as string) as Reported[];
	const keys =
		world.dialect === "3.0"
			? MICROSERVICE_KEYS
			: [...MICROSERVICE_KEYS, ...MICROSERVICE_KEYS_37];
	if (!Array.isArray(reports))
		throw new ApiError("TypeError", "microserviceStatus is not iterable");
	for (const report of reports) {
		const microservice = world.microservices.get(report.id);
		if (microservice?.iofogUuid !== agent.uuid || !microservice.status)
			continue;
		const values = pick(
			report as unknown as Record<string, unknown>,
			keys,
			storedOfMicroservice,
		);
		world.microservices.update(microservice, {
			status: {
				...microservice.status,
				...values,
				updatedAt: new Date().toISOString(),
			},
		});
	}
}

/** Stores a status report of an agent and of its microservices. */
export function reportStatus(
	world: World,
	agent: Agent,
	body: Record<string, unknown>,
): void {
	world.validate("updateAgentStatus", body);
	const is37 = world.dialect === "3.7";
	const values = pick(
		body,
		is37 ? [...STATUS_KEYS, ...STATUS_KEYS_37] : STATUS_KEYS,
		stored,
	);
	if (is37) {
		if (
			String(agent.values.warningMessage).includes("Background orchestration")
		)
			values.daemonStatus = "WARNING";
		const warning = body.warningMessage;
		if (warning === undefined) throw readOfNull("includes", "undefined");
		const changed = /HW signature (changed|mismatch)/.test(String(warning));
		values.securityStatus = changed ? "WARNING" : "OK";
		values.securityViolationInfo = changed
			? "Auto deprovisioned by Agent. HW signature mismatch"
			: "No violation";
	}
	world.agents.update(agent, { values: { ...agent.values, ...values } });
	reportMicroservices(world, agent, body.microserviceStatus);
}
