import type { Phase } from "./deploy";
import { type Microservice, recipeOf } from "./microservice";
import { type Container, containerName, type Memory, runs } from "./plan";
import type { Usage } from "./usage";

/** What a report about microservices is made of. */
export interface Observed {
	readonly desired: readonly Microservice[];
	readonly containers: readonly Container[];
	readonly phases: ReadonlyMap<string, Phase>;
	readonly memory: ReadonlyMap<string, Memory>;
	/** By container id. */
	readonly usage: ReadonlyMap<string, Usage>;
	/** When containers started, by id, in milliseconds since 1970. */
	readonly started: ReadonlyMap<string, number>;
	/** Why the engine cannot be asked, if so. */
	readonly engineFault: string | undefined;
	/** What is not as it should be with a microservice that runs; empty where that is nothing. */
	readonly noteOn: (microservice: Microservice) => string;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** One microservice in a status report, in the Controller's words. */
export interface MicroserviceReport {
	readonly id: string;
	readonly status: string;
	readonly containerId: string;
	readonly startTime: number;
	readonly operatingDuration: number;
	readonly cpuUsage: number;
	readonly memoryUsage: number;
	readonly ipAddress: string;
	readonly healthStatus: string;
	readonly percentage: number;
	/** Empty to clear what was said before. */
	readonly errorMessage: string;
}

function healthOf(detail: string): string {
	const [, health = ""] =
		/\((healthy|unhealthy|health: starting)\)/.exec(detail) ?? [];
	return health.replace("health: ", "").toUpperCase();
}

function ending(detail: string, logs: string): string {
	const [, code] = /^Exited \((\d+)\)/.exec(detail) ?? [];
	return code === undefined
		? ""
		: `The container ended with exit code ${code}; its last words: docker logs ${logs}`;
}

function stateOf(
	container: Container | undefined,
	phase: Phase | undefined,
	memory: Memory,
	recipe: string,
	engineFault: string | undefined,
): { status: string; errorMessage: string } {
	if (engineFault !== undefined)
		return { status: "UNKNOWN", errorMessage: engineFault };
	// A fault of something that is not wanted any more is nobody's concern.
	const errorMessage =
		memory.fault?.recipe === recipe ? memory.fault.message : "";
	if (phase) return { status: phase.status, errorMessage };
	if (!container)
		return { status: errorMessage ? "FAILED" : "QUEUED", errorMessage };
	if (container.state === "running") return { status: "RUNNING", errorMessage };
	if (container.state === "paused") return { status: "STOPPED", errorMessage };
	const why = errorMessage || ending(container.detail, container.name);
	if (memory.stuck !== undefined && memory.stuck === container.recipe)
		return { status: "STUCK_IN_RESTART", errorMessage: why };
	if (container.state === "created")
		return { status: errorMessage ? "FAILED" : "CREATED", errorMessage };
	return {
		status: runs(container) ? "RESTARTING" : "EXITING",
		errorMessage: why,
	};
}

/** What an agent says of each microservice that it shall run. */
export function microserviceReports(seen: Observed): MicroserviceReport[] {
	const byName = new Map(seen.containers.map((c) => [c.name, c]));
	return seen.desired.map((microservice) => {
		const { uuid } = microservice;
		const container = byName.get(containerName(uuid));
		const phase = seen.phases.get(uuid);
		const { status, errorMessage } = stateOf(
			container,
			phase,
			seen.memory.get(uuid) ?? {},
			recipeOf(microservice),
			seen.engineFault,
		);
		const note = status === "RUNNING" ? seen.noteOn(microservice) : "";
		const up = container?.state === "running" ? container : undefined;
		const usage = up && seen.usage.get(up.id);
		const startTime = (up && seen.started.get(up.id)) ?? 0;
		return {
			id: uuid,
			status,
			containerId: container?.id ?? "",
			startTime,
			operatingDuration: startTime ? Math.max(0, seen.now - startTime) : 0,
			cpuUsage: usage?.cpu ?? 0,
			memoryUsage: usage?.memory ?? 0,
			ipAddress: up?.address ?? "",
			healthStatus: up ? healthOf(up.detail) : "",
			percentage: phase?.percentage ?? (up ? 100 : 0),
			errorMessage: errorMessage || (note && `Note: ${note}`),
		};
	});
}

/** What an agent says of itself. */
export interface HostFacts {
	/** When the agent started, in milliseconds since 1970. */
	readonly since: number;
	/** The time of the Controller's clock, in milliseconds since 1970. */
	readonly now: number;
	/** Of the agent, in megabytes. */
	readonly memoryUsage: number;
	/** Of the agent, in percent of one processor. */
	readonly cpuUsage: number;
	/** Of the host, in bytes. */
	readonly availableMemory: number;
	/** Of the disk that the data folder is on, in bytes. */
	readonly availableDisk: number;
	/** Of the host, in percent. */
	readonly totalCpu: number;
	readonly ipAddress: string;
	readonly version: string;
	readonly registries: readonly number[];
	/** Whether the Controller watches over agents that warn as it does over those that run. */
	readonly mayWarn: boolean;
}

/** The body of `PUT /agent/status`. */
export function statusBody(
	host: HostFacts,
	reports: readonly MicroserviceReport[],
	fault: string | undefined,
): Record<string, unknown> {
	const now = Math.round(host.now);
	return {
		// Controller 3.0 never calls an agent UNKNOWN that said WARNING last.
		daemonStatus: fault !== undefined && host.mayWarn ? "WARNING" : "RUNNING",
		warningMessage: fault ?? "HEALTHY",
		daemonOperatingDuration: Math.max(0, now - Math.round(host.since)),
		daemonLastStart: Math.round(host.since),
		memoryUsage: host.memoryUsage,
		diskUsage: 0,
		cpuUsage: host.cpuUsage,
		memoryViolation: false,
		diskViolation: false,
		cpuViolation: false,
		systemAvailableDisk: Math.round(host.availableDisk),
		systemAvailableMemory: Math.round(host.availableMemory),
		systemTotalCpu: host.totalCpu,
		systemTime: now,
		// The Controller takes this for the time of the last sign of life.
		lastStatusTime: now,
		ipAddress: host.ipAddress,
		ipAddressExternal: host.ipAddress,
		version: host.version,
		isReadyToUpgrade: false,
		isReadyToRollback: false,
		repositoryCount: host.registries.length,
		repositoryStatus: JSON.stringify(
			host.registries.map((id) => ({ id, linkStatus: "online" })),
		),
		tunnelStatus: "{}",
		microserviceStatus: JSON.stringify(reports),
	};
}
