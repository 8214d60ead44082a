import type { Dialect } from "../dialect";
import {
	count,
	filled,
	flag,
	latitude,
	listOf,
	longitude,
	object,
	port,
	type Schema,
	text,
} from "./kinds";

const JETSTREAM_SIZE = {
	type: "string",
	pattern: "^[0-9]+\\s*([mM][bB]?|[gG][bB]?|[tT][bB]?)?$",
	maxLength: 32,
};

const upstreams = { type: "array", items: { type: "string", minLength: 1 } };

function properties(
	dialect: Dialect,
	creates: boolean,
): Record<string, unknown> {
	const is37 = dialect === "3.7";
	const orDefault = (value: string) => (creates ? { default: value } : {});
	const nats = {
		natsMode: { enum: ["none", "leaf", "server"], ...orDefault("leaf") },
		natsServerPort: port,
		natsLeafPort: port,
		natsClusterPort: port,
		natsMqttPort: port,
		natsHttpPort: port,
		jsStorageSize: JETSTREAM_SIZE,
		jsMemoryStoreSize: JETSTREAM_SIZE,
		upstreamNatsServers: upstreams,
	};
	const tags = { tags: listOf("/iofogTag") };
	const upstreamRouters = { upstreamRouters: upstreams };
	return {
		...(creates ? {} : { uuid: text }),
		name: filled,
		location: text,
		latitude,
		longitude,
		description: text,
		...(is37 ? { networkInterface: text } : {}),
		dockerUrl: text,
		...(is37
			? {
					containerEngine: { type: "string", enum: ["docker", "podman"] },
					deploymentType: { type: "string", enum: ["native", "container"] },
				}
			: {}),
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
		bluetoothEnabled: flag,
		watchdogEnabled: flag,
		abstractedHardwareEnabled: flag,
		fogType: { type: "integer", minimum: 0, maximum: 2 },
		dockerPruningFrequency: count,
		availableDiskThreshold: count,
		logLevel: text,
		isSystem: flag,
		routerMode: { enum: ["none", "edge", "interior"], ...orDefault("edge") },
		messagingPort: port,
		interRouterPort: port,
		edgeRouterPort: port,
		...(is37 ? nats : {}),
		host: text,
		...(creates
			? { ...tags, ...upstreamRouters }
			: { ...upstreamRouters, ...tags }),
		networkRouter: creates ? text : filled,
		timeZone: text,
	};
}

const mode = (routerMode: string, required?: string[]) => ({
	properties: { routerMode: { const: routerMode } },
	...(required ? { required } : {}),
});

/** What clients may send of agents. */
export function agentSchemas(dialect: Dialect): Schema[] {
	const byUuid = (id: string) => object(id, { uuid: text }, ["uuid"]);
	const interior = mode("interior", [
		"interRouterPort",
		"edgeRouterPort",
		"host",
	]);
	return [
		{
			id: "/iofogCreate",
			type: "object",
			properties: properties(dialect, true),
			anyOf: [interior, mode("edge", ["host"]), mode("none")],
			additionalProperties: true,
			required: ["name", "fogType"],
		},
		{
			id: "/iofogUpdate",
			type: "object",
			properties: properties(dialect, false),
			anyOf: [interior, mode("edge"), mode("none")],
			additionalProperties: true,
			required: ["uuid"],
		},
		byUuid("/iofogDelete"),
		{
			id: "/iofogGet",
			type: "object",
			properties: { uuid: text, name: text },
			oneOf: [{ required: ["uuid"] }, { required: ["name"] }],
			additionalProperties: true,
		},
		byUuid("/iofogGenerateProvision"),
		object(
			"/iofogSetVersionCommand",
			{ uuid: text, versionCommand: { enum: ["upgrade", "rollback"] } },
			["uuid", "versionCommand"],
		),
		{
			id: "/iofogFilters",
			type: "array",
			items: { $ref: "/filter" },
			required: [],
			additionalProperties: true,
		},
		object(
			"/filter",
			{ key: text, value: text, condition: { enum: ["has", "equals"] } },
			["key", "value", "condition"],
		),
		object(
			"/defaultRouterCreate",
			{
				messagingPort: port,
				interRouterPort: port,
				edgeRouterPort: port,
				host: text,
			},
			["host"],
		),
		{ id: "/iofogTag", type: "string" },
		object("/enableNodeExec", { uuid: text, image: text }, ["uuid"]),
	];
}
