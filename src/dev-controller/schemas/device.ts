import type { Dialect } from "../dialect";
import {
	amount,
	count,
	flag,
	integer,
	latitude,
	longitude,
	number,
	object,
	type Schema,
	text,
	texts,
} from "./kinds";

/** What an agent itself sends: provisioning, its configuration, its status, its hardware. */
export function deviceSchemas(dialect: Dialect): Schema[] {
	const is37 = dialect === "3.7";
	const gps = is37
		? { gpsDevice: text, gpsScanFrequency: count, edgeGuardFrequency: count }
		: {};
	const info = (id: string) => object(id, { info: text }, ["info"]);
	return [
		object(
			"/agentProvision",
			{ type: { type: "integer", minimum: 0, maximum: 2 }, key: text },
			["type", "key"],
		),
		object("/agentDeprovision", { microserviceUuids: texts }, [
			"microserviceUuids",
		]),
		object("/updateAgentConfig", {
			networkInterface: text,
			dockerUrl: text,
			diskLimit: count,
			diskDirectory: text,
			memoryLimit: count,
			cpuLimit: count,
			logLimit: count,
			logDirectory: text,
			logFileCount: count,
			statusFrequency: count,
			changeFrequency: count,
			deviceScanFrequency: count,
			watchdogEnabled: flag,
			latitude,
			longitude,
			gpsMode: text,
			...gps,
			dockerPruningFrequency: count,
			availableDiskThreshold: count,
			logLevel: text,
			timeZone: text,
		}),
		object("/updateAgentGps", { latitude, longitude }),
		object("/updateAgentStatus", {
			daemonStatus: text,
			...(is37 ? { warningMessage: text } : {}),
			daemonOperatingDuration: count,
			daemonLastStart: count,
			memoryUsage: amount,
			diskUsage: amount,
			cpuUsage: amount,
			memoryViolation: flag,
			diskViolation: flag,
			cpuViolation: flag,
			systemAvailableDisk: integer,
			systemAvailableMemory: integer,
			systemTotalCpu: number,
			securityStatus: text,
			securityViolationInfo: text,
			microserviceStatus: text,
			repositoryCount: count,
			repositoryStatus: text,
			systemTime: count,
			lastStatusTime: count,
			ipAddress: text,
			ipAddressExternal: text,
			processedMessages: count,
			microserviceMessageCounts: text,
			messageSpeed: amount,
			...(is37 ? { gpsMode: text, ...gps } : {}),
			lastCommandTime: count,
			tunnelStatus: text,
			version: text,
			isReadyToUpgrade: flag,
			isReadyToRollback: flag,
			...(is37 ? { gpsStatus: text } : {}),
		}),
		object("/updateAgentStrace", {
			straceData: {
				type: "array",
				items: { $ref: "/straceData" },
				required: [],
			},
		}),
		object("/straceData", { microserviceUuid: text, buffer: text }, [
			"microserviceUuid",
			"buffer",
		]),
		info("/updateHardwareInfo"),
		info("/updateUsbInfo"),
	];
}
