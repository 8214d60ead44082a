import type { Controller } from "../../controller";
import type { Raw } from "../list-kinds";
import type { AgentStatus, FleetStatus, MicroserviceStatus } from "./types";

const ARCHITECTURES: Record<number, string> = {
	0: "auto",
	1: "amd64",
	2: "arm",
};
const MEGABYTE = 1e6;

const text = (value: unknown): string =>
	typeof value === "string" ? value : "";
const number = (value: unknown): number => {
	const found = Number(value);
	return Number.isFinite(found) ? found : 0;
};
const rows = (value: unknown): readonly Raw[] =>
	Array.isArray(value) ? value : [];
const moment = (value: unknown): number | undefined => {
	const found = typeof value === "string" ? Date.parse(value) : number(value);
	return found > 0 ? found : undefined;
};

/**
 * Reads agents and microservices in as few calls as there can be, however many there are: all applications with what they hold, all agents, and
 * the catalog where an image comes from it. With `applications` one call for each of these names instead of the first.
 */
export async function readFleet(
	controller: Controller,
	signal: AbortSignal,
	applications?: readonly string[],
): Promise<FleetStatus> {
	const list = (kind: string, application?: string) =>
		controller.rawList(kind, {
			signal,
			...(application !== undefined && { application }),
		});
	const { version, ahead } = await controller.info(signal);
	const [found, fogs] = await Promise.all([
		applications
			? Promise.all(applications.map((name) => list("applications", name)))
			: list("applications"),
		list("agents"),
	]);
	const held = (found.flat() as Raw[]).flatMap((application) =>
		rows(application.microservices).map((row) => ({ application, row })),
	);
	const isFromCatalog = ({ row }: { row: Raw }) =>
		rows(row.images).length === 0 && row.catalogItemId != null;
	const catalog = held.some(isFromCatalog) ? await list("catalog-items") : [];
	const images = new Map(catalog.map((item) => [item.id, rows(item.images)]));
	const byUuid = new Map(fogs.map((fog) => [fog.uuid, fog]));
	const microservices = held.map(({ application, row }) =>
		microserviceOf(application, row, byUuid.get(row.iofogUuid), images),
	);
	microservices.sort(
		(a, b) => compare(a.application, b.application) || compare(a.name, b.name),
	);
	const counts = new Map<string, { running: number; all: number }>();
	for (const { agentUuid, state } of microservices) {
		const count = counts.get(agentUuid) ?? { running: 0, all: 0 };
		counts.set(agentUuid, count);
		count.all++;
		if (state === "RUNNING") count.running++;
	}
	return {
		controller: { url: controller.url, version },
		// All times in it are the Controller's.
		at: Date.now() + ahead,
		agents: fogs
			.map((fog) => agentOf(fog, counts.get(text(fog.uuid))))
			.sort((a, b) => compare(a.name, b.name)),
		microservices,
	};
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

// An agent whose clock is wrong is seen by the Controller's: that is when it last called.
const lastSeen = (fog: Raw | undefined): number | undefined =>
	moment(fog?.lastActive) ?? moment(fog?.lastStatusTime);

function agentOf(
	fog: Raw,
	count: { running: number; all: number } | undefined,
): AgentStatus {
	const warning = text(fog.warningMessage);
	return {
		name: text(fog.name),
		uuid: text(fog.uuid),
		state: text(fog.daemonStatus) || "UNKNOWN",
		warning: warning === "HEALTHY" ? "" : warning,
		version: text(fog.version),
		architecture: ARCHITECTURES[number(fog.fogTypeId)] ?? "",
		host: text(fog.host),
		cpu: number(fog.cpuUsage),
		memory: number(fog.memoryUsage) * MEGABYTE,
		lastSeen: lastSeen(fog),
		running: count?.running ?? 0,
		microservices: count?.all ?? 0,
	};
}

function microserviceOf(
	application: Raw,
	row: Raw,
	fog: Raw | undefined,
	catalog: ReadonlyMap<unknown, readonly Raw[]>,
): MicroserviceStatus {
	const status = (row.status ?? {}) as Raw;
	const own = rows(row.images);
	const images = own.length > 0 ? own : (catalog.get(row.catalogItemId) ?? []);
	// Those of other architectures may be listed with it.
	const image =
		images.find(({ fogTypeId }) => fogTypeId === fog?.fogTypeId) ?? images[0];
	return {
		application: text(application.name),
		name: text(row.name),
		uuid: text(row.uuid),
		agent: text(fog?.name) || text(row.iofogUuid),
		agentUuid: text(row.iofogUuid),
		state: text(status.status) || "UNKNOWN",
		activated: application.isActivated !== false && row.isActivated !== false,
		health: text(status.healthStatus),
		percentage: number(status.percentage),
		error: text(status.errorMessage),
		image: text(image?.containerImage),
		container: text(status.containerId),
		created: moment(row.createdAt),
		started: moment(status.startTime),
		lastSeen: lastSeen(fog),
		cpu: number(status.cpuUsage),
		memory: number(status.memoryUsage),
	};
}
