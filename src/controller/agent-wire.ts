import { ARCHITECTURES } from "./microservice-decode";
import type { Agent, AgentSpec, AgentStatus, Dialect } from "./types";
import { encodeAll, encodeChanges, unsupported, type WireField } from "./wire";

/** An agent as the wire has it. */
export type RawAgent = Record<string, unknown> & {
	uuid: string;
	name: string;
	fogTypeId: number;
	updatedAt?: string;
	warningMessage?: string;
	routerMode?: string;
	natsMode?: string;
};

const encodeArchitecture = (architecture: AgentSpec["architecture"]) =>
	architecture === "auto"
		? 0
		: Number(
				Object.entries(ARCHITECTURES).find(
					([, name]) => name === architecture,
				)?.[0],
			);

const ROUTER: (keyof AgentSpec & string)[] = [
	"messagingPort",
	"edgeRouterPort",
	"interRouterPort",
	"upstreamRouters",
	"networkRouter",
];

const NATS: (keyof AgentSpec & string)[] = [
	"natsMode",
	"natsServerPort",
	"natsLeafPort",
	"natsClusterPort",
	"natsMqttPort",
	"natsHttpPort",
	"jsStorageSize",
	"jsMemoryStoreSize",
	"upstreamNatsServers",
];

const GPS: (keyof AgentSpec & string)[] = ["latitude", "longitude", "gpsMode"];

const BOTH: (keyof AgentSpec & string)[] = [
	"location",
	"description",
	"latitude",
	"longitude",
	"dockerUrl",
	"diskLimit",
	"diskDirectory",
	"memoryLimit",
	"cpuLimit",
	"logLimit",
	"logDirectory",
	"logFileCount",
	"logLevel",
	"statusFrequency",
	"changeFrequency",
	"deviceScanFrequency",
	"bluetoothEnabled",
	"abstractedHardwareEnabled",
	"watchdogEnabled",
	"dockerPruningFrequency",
	"availableDiskThreshold",
	"timeZone",
];

const ONLY_37: (keyof AgentSpec & string)[] = [
	"gpsMode",
	"gpsDevice",
	"networkInterface",
	"containerEngine",
	"deploymentType",
	"edgeGuardFrequency",
];

const FIELDS: WireField<AgentSpec>[] = [
	{ attribute: "name" },
	{ attribute: "architecture", wire: "fogType", encode: encodeArchitecture },
	{ attribute: "host" },
	{ attribute: "tags", unordered: true },
	{ attribute: "routerMode" },
	...[...ROUTER, ...BOTH].map((attribute) => ({ attribute })),
	...[...ONLY_37, ...NATS].map((attribute) => ({
		attribute,
		dialect: "3.7" as const,
	})),
];

/** Attributes that a dialect returns and does not let be set: it would drop them without a word. */
const READ_ONLY: Record<Dialect, (keyof AgentSpec & string)[]> = {
	"3.0": ["gpsMode", "networkInterface"],
	"3.7": ["gpsScanFrequency"],
};

function assertSettable(
	prior: Partial<AgentSpec>,
	planned: Partial<AgentSpec>,
	dialect: Dialect,
): Partial<AgentSpec> {
	const settable = { ...planned };
	for (const attribute of READ_ONLY[dialect]) {
		const asked = planned[attribute];
		const implied =
			attribute === "gpsMode" &&
			asked === "manual" &&
			Boolean(planned.latitude || planned.longitude);
		if (
			asked !== null &&
			asked !== undefined &&
			asked !== prior[attribute] &&
			!implied
		) {
			throw unsupported(attribute, dialect);
		}
		delete settable[attribute];
	}
	return settable;
}

/** The body of a POST. */
export function encodeAgent(
	spec: AgentSpec,
	dialect: Dialect,
): Record<string, unknown> {
	return encodeAll(FIELDS, assertSettable({}, spec, dialect), dialect);
}

/**
 * The body of a PATCH: what has changed, and with it what the Controller would reset if it were left out. Empty when nothing has changed.
 * On 3.7 each PATCH sets up NATS anew, in mode `leaf` and with default ports unless it says otherwise; each PATCH of an agent without a router
 * of its own points it to the default router; a position without its mode becomes `manual`; a new router mode takes host and ports from the body.
 */
export function encodeAgentChanges(
	prior: Partial<AgentSpec>,
	planned: Partial<AgentSpec>,
	dialect: Dialect,
): Record<string, unknown> {
	const settable = assertSettable(prior, planned, dialect);
	const changes = encodeChanges(FIELDS, prior, settable, dialect);
	if (Object.keys(changes).length === 0) return changes;
	const whole: Partial<AgentSpec> = { ...prior };
	for (const [attribute, value] of Object.entries(settable)) {
		if (value !== null && value !== undefined) {
			(whole as Record<string, unknown>)[attribute] = value;
		}
	}
	for (const attribute of READ_ONLY[dialect]) delete whole[attribute];
	const along = new Set<string>();
	if (dialect === "3.7") for (const each of NATS) along.add(each);
	if (whole.natsMode === "none") {
		for (const each of NATS) if (each !== "natsMode") along.delete(each);
	}
	if (GPS.some((each) => each in changes) || "gpsDevice" in changes) {
		for (const each of [...GPS, "gpsDevice"]) along.add(each);
	}
	if ("routerMode" in changes) {
		for (const each of ["host", ...ROUTER]) along.add(each);
	} else if (whole.routerMode === "none") along.add("networkRouter");
	// An agent that is given a router of its own leaves the one that it had used.
	if (whole.routerMode !== "none") along.delete("networkRouter");
	const fields = FIELDS.filter(({ attribute }) => along.has(attribute));
	const body = { ...encodeAll(fields, whole, dialect), ...changes };
	if (body.networkRouter !== DEFAULT_ROUTER) return body;
	// The Controller tells this alias and does not take it: left out, it means the same.
	const { networkRouter: _, ...rest } = body;
	return { ...rest, routerMode: "none" };
}

const DEFAULT_ROUTER = "default-router";

/** Turns an agent of the wire into that of the product. */
export function decodeAgent(raw: RawAgent, dialect: Dialect): Agent {
	const settings: Record<string, unknown> = {};
	const read: (keyof AgentSpec & string)[] = [
		"host",
		"routerMode",
		"gpsMode",
		"networkInterface",
		...BOTH,
		...ROUTER,
		...(dialect === "3.7"
			? [...ONLY_37, ...NATS, "gpsScanFrequency" as const]
			: []),
	];
	for (const attribute of read) settings[attribute] = raw[attribute] ?? null;
	return {
		...settings,
		uuid: raw.uuid,
		name: raw.name,
		architecture: ARCHITECTURES[raw.fogTypeId] ?? "auto",
		tags: (raw.tags as string[] | undefined) ?? [],
		system: raw.isSystem === true,
		status: decodeStatus(raw, dialect),
	};
}

function decodeStatus(raw: RawAgent, dialect: Dialect): AgentStatus {
	const text = (value: unknown) => (typeof value === "string" ? value : "");
	const number = (value: unknown) => Number(value ?? 0);
	return {
		daemonStatus: text(raw.daemonStatus),
		version: text(raw.version) || null,
		ipAddress: text(raw.ipAddress),
		ipAddressExternal: text(raw.ipAddressExternal),
		lastStatusTime: number(raw.lastStatusTime),
		lastActive: number(raw.lastActive),
		memoryUsage: number(raw.memoryUsage),
		diskUsage: number(raw.diskUsage),
		cpuUsage: number(raw.cpuUsage),
		...(dialect === "3.7" && { warningMessage: text(raw.warningMessage) }),
	};
}
