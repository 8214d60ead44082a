import type { Dialect } from "../dialect";
import { natsConfig } from "./application";
import {
	flag,
	integer,
	listOf,
	name,
	number,
	object,
	type Schema,
	text,
	texts,
} from "./kinds";

const serviceAccount = {
	type: "object",
	properties: {
		roleRef: {
			type: "object",
			properties: { kind: text, name: text, apiGroup: text },
			required: ["kind", "name"],
		},
	},
	additionalProperties: false,
};

const runtime = {
	cdiDevices: texts,
	capAdd: texts,
	capDrop: texts,
	runAsUser: text,
	platform: text,
	runtime: text,
	cpuSetCpus: text,
	memoryLimit: integer,
	natsConfig: { $ref: "/microserviceNatsConfig" },
	healthCheck: {
		type: "object",
		properties: { $ref: "/microserviceHealthCheck" },
	},
	serviceAccount,
};

const schedule = { type: "integer", minimum: 0, maximum: 100 };

/** What clients may send of microservices and their parts. */
export function microserviceSchemas(dialect: Dialect): Schema[] {
	const is30 = dialect === "3.0";
	const annotations = is30 ? {} : { annotations: text };
	const isolation = is30
		? { rootHostAccess: flag }
		: { hostNetworkMode: flag, isPrivileged: flag };
	const lists = {
		env: listOf("/env"),
		cmd: texts,
		...(is30 ? {} : runtime),
	};
	const envelope = is30
		? object("/env", { key: text, value: text }, ["key", "value"])
		: {
				id: "/env",
				type: "object",
				properties: {
					key: text,
					value: text,
					valueFromSecret: text,
					valueFromConfigMap: text,
				},
				required: ["key"],
				oneOf: [
					{ required: ["value"] },
					{ required: ["valueFromSecret"] },
					{ required: ["valueFromConfigMap"] },
				],
				additionalProperties: true,
			};
	const protocol = { enum: ["tcp", "udp"] };
	const published = { public: { $ref: "/publicPort" } };
	const ends = { internal: integer, external: integer };
	return [
		object(
			"/microserviceCreate",
			{
				name,
				config: text,
				...annotations,
				catalogItemId: { type: "integer", minimum: 4 },
				images: { type: "array", maxItems: 2, items: { $ref: "/image" } },
				registryId: integer,
				application: { anyOf: [text, number] },
				iofogUuid: text,
				agentName: text,
				...isolation,
				...(is30 ? {} : { schedule }),
				logSize: integer,
				imageSnapshot: text,
				volumeMappings: listOf("/volumeMappings"),
				ports: listOf("/ports"),
				extraHosts: listOf("/extraHosts"),
				...(is30 ? { routes: texts } : {}),
				...lists,
			},
			["name"],
		),
		object("/microserviceUpdate", {
			name,
			config: text,
			...annotations,
			rebuild: flag,
			iofogUuid: text,
			agentName: text,
			...isolation,
			logSize: { type: "integer", minimum: 0 },
			...(is30 ? {} : { schedule }),
			volumeMappings: listOf("/volumeMappings"),
			images: {
				type: "array",
				maxItems: 2,
				minItems: 1,
				items: { $ref: "/image" },
			},
			ports: listOf("/ports"),
			extraHosts: listOf("/extraHosts"),
			...lists,
		}),
		envelope,
		object("/extraHosts", { name: text, address: text }, ["name", "address"]),
		object(
			"/ports",
			{ ...ends, ...(is30 ? { ...published, proxy: flag } : {}), protocol },
			["internal", "external"],
		),
		object("/portsCreate", { ...ends, protocol, ...(is30 ? published : {}) }, [
			"internal",
			"external",
		]),
		object(
			"/volumeMappings",
			{
				hostDestination: text,
				containerDestination: text,
				accessMode: text,
				type: {
					enum: is30 ? ["volume", "bind"] : ["volume", "bind", "volumeMount"],
				},
			},
			["hostDestination", "containerDestination", "accessMode"],
		),
		...(is30
			? publicPorts()
			: [healthCheck(), natsConfig("/microserviceNatsConfig")]),
	];
}

function publicPorts(): Schema[] {
	return [
		{
			id: "/publicPort",
			type: "object",
			properties: {
				enabled: flag,
				schemes: texts,
				protocol: { enum: ["tcp", "http"] },
				router: { $ref: "/publicPortRouter" },
			},
			required: ["schemes", "protocol"],
		},
		{
			id: "/publicPortRouter",
			type: "object",
			properties: { host: text, port: number },
			required: [],
		},
	];
}

function healthCheck(): Schema {
	return {
		id: "/microserviceHealthCheck",
		type: "object",
		properties: {
			test: texts,
			interval: integer,
			timeout: integer,
			startPeriod: integer,
			startInterval: integer,
			retries: integer,
		},
		required: ["test"],
	};
}
