import { defined, type World } from "../world";
import { integerColumn, textColumn } from "./columns";

/** What a client may say about an agent. */
export interface AgentBody {
	uuid?: string;
	name?: string;
	fogType?: number;
	host?: string;
	isSystem?: boolean;
	latitude?: number;
	longitude?: number;
	gpsMode?: string;
	gpsDevice?: string;
	bluetoothEnabled?: boolean;
	abstractedHardwareEnabled?: boolean;
	containerEngine?: string;
	tags?: string[];
	routerMode?: "none" | "edge" | "interior";
	messagingPort?: number;
	interRouterPort?: number;
	edgeRouterPort?: number;
	upstreamRouters?: string[];
	networkRouter?: string;
	natsMode?: "none" | "leaf" | "server";
	natsServerPort?: number;
	natsLeafPort?: number;
	natsClusterPort?: number;
	natsMqttPort?: number;
	natsHttpPort?: number;
	jsStorageSize?: string;
	jsMemoryStoreSize?: string;
	upstreamNatsServers?: string[];
}

const SETTABLE = [
	"location",
	"latitude",
	"longitude",
	"description",
	"dockerUrl",
	"diskLimit",
	"diskDirectory",
	"memoryLimit",
	"cpuLimit",
	"logLimit",
	"logDirectory",
	"logFileCount",
	"statusFrequency",
	"changeFrequency",
	"deviceScanFrequency",
	"bluetoothEnabled",
	"watchdogEnabled",
	"abstractedHardwareEnabled",
	"logLevel",
	"dockerPruningFrequency",
	"availableDiskThreshold",
	"timeZone",
];
const SETTABLE_37 = [
	"networkInterface",
	"containerEngine",
	"deploymentType",
	"edgeGuardFrequency",
];

const COMMON = {
	lastActive: 0,
	daemonOperatingDuration: 0,
	daemonLastStart: 0,
	repositoryCount: 0,
	systemTime: 0,
	lastStatusTime: 0,
	processedMessages: 0,
	lastCommandTime: 0,
	logFileCount: 10,
	gpsMode: null,
	latitude: null,
	longitude: null,
	memoryUsage: 0,
	diskUsage: 0,
	cpuUsage: 0,
	memoryViolation: null,
	diskViolation: null,
	cpuViolation: null,
	systemTotalCpu: null,
	securityStatus: "OK",
	securityViolationInfo: "No violation",
	catalogItemStatus: null,
	repositoryStatus: null,
	ipAddress: "0.0.0.0",
	ipAddressExternal: "0.0.0.0",
	catalogItemMessageCounts: null,
	messageSpeed: 0,
	dockerUrl: "unix:///var/run/docker.sock",
	diskLimit: 50,
	diskDirectory: "/var/lib/iofog/",
	memoryLimit: 4096,
	cpuLimit: 80,
	logLimit: 10,
	logDirectory: "/var/log/iofog/",
	bluetoothEnabled: false,
	abstractedHardwareEnabled: false,
	version: null,
	isReadyToUpgrade: true,
	isReadyToRollback: false,
	statusFrequency: 10,
	changeFrequency: 20,
	deviceScanFrequency: 20,
	tunnel: "",
	availableDiskThreshold: 20,
	logLevel: "INFO",
};

const DEFAULTS = {
	"3.0": {
		...COMMON,
		location: null,
		description: null,
		daemonStatus: "UNKNOWN",
		networkInterface: "eth0",
		watchdogEnabled: true,
		dockerPruningFrequency: 1,
		timeZone: null,
	},
	"3.7": {
		...COMMON,
		location: "",
		description: "",
		daemonStatus: "NOT_PROVISIONED",
		networkInterface: "dynamic",
		watchdogEnabled: false,
		dockerPruningFrequency: 0,
		timeZone: "Etc/UTC",
		activeVolumeMounts: 0,
		volumeMountLastUpdate: 0,
		gpsDevice: null,
		gpsScanFrequency: 60,
		containerEngine: "docker",
		deploymentType: "native",
		edgeGuardFrequency: 0,
		warningMessage: "HEALTHY",
		gpsStatus: null,
	},
};

/** The attributes of an agent that nobody configured yet. */
export const defaultValues = (world: World): Record<string, unknown> => ({
	...DEFAULTS[world.dialect],
});

function gpsMode(world: World, body: AgentBody): Record<string, unknown> {
	const placed = Boolean(body.latitude || body.longitude);
	if (world.dialect === "3.0") return placed ? { gpsMode: "manual" } : {};
	if (placed && body.gpsMode !== "dynamic" && body.gpsMode !== "off")
		return { gpsMode: "manual" };
	if (body.gpsMode === "dynamic" && body.gpsDevice)
		return {
			gpsMode: "dynamic",
			gpsDevice: textColumn("gpsDevice", body.gpsDevice),
		};
	if (!placed && body.gpsMode === "auto") return { gpsMode: "auto" };
	return body.gpsMode === "off" ? { gpsMode: "off" } : {};
}

/** The attributes that a body sets, the position mode included, which follows from the coordinates. */
export function sentValues(
	world: World,
	body: AgentBody,
): Record<string, unknown> {
	const keys =
		world.dialect === "3.0" ? SETTABLE : [...SETTABLE, ...SETTABLE_37];
	const sent = body as Record<string, unknown>;
	const { edgeGuardFrequency } = sent;
	return {
		...defined(Object.fromEntries(keys.map((key) => [key, sent[key]]))),
		// The schemas of 3.7 do not know this member.
		...(world.dialect === "3.7" && edgeGuardFrequency !== undefined
			? { edgeGuardFrequency: integerColumn(edgeGuardFrequency) }
			: {}),
		...gpsMode(world, body),
	};
}
