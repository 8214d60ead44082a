import type {
	HealthCheck,
	Microservice,
	Port,
	Registry,
	Volume,
} from "./microservice";

type Json = Record<string, unknown>;

const text = (value: unknown): string =>
	typeof value === "string" ? value : "";
const texts = (value: unknown): string[] =>
	Array.isArray(value)
		? value.filter((item): item is string => typeof item === "string")
		: [];
const objects = (value: unknown): Json[] =>
	Array.isArray(value)
		? value.filter(
				(item): item is Json => item !== null && typeof item === "object",
			)
		: [];
const positive = (value: unknown): number | undefined =>
	typeof value === "number" && value > 0 ? value : undefined;

const port = (json: Json): Port => ({
	internal: Number(json.portInternal),
	external: Number(json.portExternal),
	protocol: json.isUdp === true ? "udp" : "tcp",
});

function volume(json: Json): Volume {
	const source = text(json.hostDestination);
	const type = json.type;
	return {
		// Docker takes a bind whose source is no path for a named volume, and Controllers say `bind` where nobody has told the type.
		type:
			type === "volume" || type === "volumeMount"
				? type
				: source.startsWith("/")
					? "bind"
					: "volume",
		source,
		target: text(json.containerDestination),
		readOnly: text(json.accessMode).split(",").includes("ro"),
	};
}

function healthCheck(value: unknown): HealthCheck | undefined {
	const json = (value ?? {}) as Json;
	const test =
		typeof json.test === "string" ? ["CMD-SHELL", json.test] : texts(json.test);
	if (test.length === 0) return undefined;
	const times = Object.fromEntries(
		["interval", "timeout", "startPeriod", "startInterval", "retries"].flatMap(
			(key) => {
				const number = positive(json[key]);
				return number === undefined ? [] : [[key, number]];
			},
		),
	);
	return { test, ...times };
}

function microservice(json: Json): Microservice {
	const onHost = json.rootHostAccess === true;
	return {
		uuid: text(json.uuid),
		name: text(json.name),
		application: text(json.application),
		image: text(json.imageId),
		config: text(json.config) || "{}",
		registryId: positive(json.registryId),
		schedule: positive(json.schedule) ?? 0,
		hostNetwork: onHost || json.hostNetworkMode === true,
		privileged: onHost || json.isPrivileged === true,
		cpuSet: text(json.cpuSetCpus),
		memoryLimit: positive(json.memoryLimit),
		user: text(json.runAsUser),
		platform: text(json.platform),
		runtime: text(json.runtime),
		pidMode: text(json.pidMode),
		ipcMode: text(json.ipcMode),
		healthCheck: healthCheck(json.healthCheck),
		logSize: positive(json.logSize) ?? 1,
		ports: objects(json.portMappings).map(port),
		volumes: objects(json.volumeMappings).map(volume),
		env: objects(json.env).map(({ key, value }) => ({
			key: text(key),
			value: text(value),
		})),
		extraHosts: texts(json.extraHosts),
		command: texts(json.cmd),
		cdiDevices: texts(json.cdiDevices),
		capAdd: texts(json.capAdd),
		capDrop: texts(json.capDrop),
		routes: texts(json.routes),
	};
}

/** What the Controller wants to run: the microservices, and which of them it wants rebuilt. */
export interface DesiredList {
	readonly microservices: readonly Microservice[];
	readonly rebuild: readonly string[];
}

/**
 * Reads `GET /agent/microservices`. Routers and NATS servers of the Controller's own are left out: this agent runs none.
 * Throws where the answer is no list of microservices, which must never pass for an empty one.
 */
export function desiredList(body: unknown): DesiredList {
	const list = (body as Json | null)?.microservices;
	if (!Array.isArray(list))
		throw new Error("the Controller's answer is no list of microservices");
	const wanted = objects(list).filter(
		(row) => !row.isRouter && !row.isNats && row.delete !== true,
	);
	if (wanted.some((row) => !text(row.uuid)))
		throw new Error("the Controller's list has a microservice without uuid");
	return {
		microservices: wanted
			.map(microservice)
			.sort((a, b) => a.schedule - b.schedule || (a.uuid < b.uuid ? -1 : 1)),
		rebuild: wanted
			.filter((row) => row.rebuild === true)
			.map((row) => text(row.uuid)),
	};
}

/** Reads `GET /agent/registries`; throws where the answer is no list. */
export function registryList(body: unknown): Registry[] {
	const list = (body as Json | null)?.registries;
	if (!Array.isArray(list))
		throw new Error("the Controller's answer is no list of registries");
	return objects(list).map((row) => ({
		id: Number(row.id),
		url: text(row.url),
		isPublic: row.isPublic !== false,
		username: text(row.username),
		password: text(row.password),
		email: text(row.userEmail) || text(row.email),
	}));
}

/** A secret or a config map as an agent gets it. */
export interface VolumeMount {
	readonly name: string;
	readonly version: number;
	readonly type: "configMap" | "secret";
	/** Contents by key; a key may contain slashes. */
	readonly data: ReadonlyMap<string, Buffer>;
}

/** Reads `GET /agent/volumeMounts`; throws where the answer is no list. */
export function volumeMountList(body: unknown): VolumeMount[] {
	const list = (body as Json | null)?.volumeMounts;
	if (!Array.isArray(list))
		throw new Error("the Controller's answer is no list of volume mounts");
	return objects(list).map((row) => ({
		name: text(row.name),
		version: Number(row.version) || 0,
		type: row.type === "configMap" ? "configMap" : "secret",
		data: new Map(
			Object.entries((row.data ?? {}) as Json).map(([key, value]) => [
				key,
				Buffer.from(text(value), "base64"),
			]),
		),
	}));
}

/** A log that somebody wants to read: a microservice's, or the agent's own. */
export interface LogSession {
	readonly id: string;
	/** The uuid of the microservice; empty where the agent's own log is wanted. */
	readonly microservice: string;
	/** The uuid of the agent whose own log is wanted. */
	readonly agent: string;
	/** How many of the last lines. */
	readonly tail: number;
	readonly follow: boolean;
	/** Both in milliseconds since 1970. */
	readonly since: number | undefined;
	readonly until: number | undefined;
}

/** Reads `GET /agent/logs/sessions`; throws where the answer is no list. */
export function logSessionList(body: unknown): LogSession[] {
	const list = (body as Json | null)?.logSessions;
	if (!Array.isArray(list))
		throw new Error("the Controller's answer is no list of log sessions");
	const time = (value: unknown): number | undefined => {
		const at = Date.parse(text(value));
		return Number.isNaN(at) ? undefined : at;
	};
	return objects(list).map((row) => {
		const part = (row.tailConfig ?? {}) as Json;
		return {
			id: text(row.sessionId),
			microservice: text(row.microserviceUuid),
			agent: text(row.iofogUuid),
			tail: positive(part.lines) ?? 100,
			follow: part.follow !== false,
			since: time(part.since),
			until: time(part.until),
		};
	});
}

/** How an agent shall work: seconds between looks for changes and between status reports, and the time zone of its containers. */
export interface AgentSettings {
	readonly changeFrequency: number;
	readonly statusFrequency: number;
	readonly timeZone: string;
}

/** What an agent works with until the Controller has told it something else; the Controller's own defaults. */
export const DEFAULT_SETTINGS: AgentSettings = {
	changeFrequency: 20,
	statusFrequency: 10,
	timeZone: "",
};

/** Reads `GET /agent/config`; what is missing keeps its default. */
export function agentSettings(body: unknown): AgentSettings {
	const json = (body ?? {}) as Json;
	return {
		changeFrequency:
			positive(json.changeFrequency) ?? DEFAULT_SETTINGS.changeFrequency,
		statusFrequency:
			positive(json.statusFrequency) ?? DEFAULT_SETTINGS.statusFrequency,
		timeZone: text(json.timeZone),
	};
}
