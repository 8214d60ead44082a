import {
	AGENT_LABEL,
	type ContainerSpec,
	EngineError,
	MICROSERVICE_LABEL,
} from "../docker";
import { type Microservice, recipeOf } from "./microservice";

/** The label that carries what a container was made for. */
export const RECIPE_LABEL = "fogform-recipe";

/** What a container of an agent finds around it. */
export interface Surroundings {
	readonly agent: string;
	/** The name of the agent's own network. */
	readonly network: string;
	/** The address at which containers reach the agent; undefined where the network itself resolves `iofog`. */
	readonly agentAddress: string | undefined;
	/** The same for containers on the host's network. */
	readonly agentAddressOnHost: string;
	readonly timeZone: string;
	/** The engine's API version, such as 1.41. */
	readonly apiVersion: string;
	/** The path of a volume mount (`name` or `name/key`) on the host; throws where it does not exist. */
	readonly volumeMountPath: (reference: string) => string;
}

const NANO = 1_000_000_000;

const atLeast = (version: string, minor: number): boolean => {
	const [major = 0, found = 0] = version.split(".").map(Number);
	return major > 1 || found >= minor;
};

function portsOf({ ports }: Microservice) {
	const bindings: Record<string, { HostPort: string }[]> = {};
	for (const { internal, external, protocol } of ports) {
		const key = `${internal}/${protocol}`;
		bindings[key] = [...(bindings[key] ?? []), { HostPort: String(external) }];
	}
	return bindings;
}

function volumesOf(
	{ volumes }: Microservice,
	{ agent, volumeMountPath }: Surroundings,
) {
	const binds: string[] = [];
	const mounts: object[] = [];
	for (const { type, source, target, readOnly } of volumes) {
		if (type === "bind" && !source.includes(":")) {
			// Unlike a mount, a bind makes the folder of the host where it is missing.
			binds.push(`${source}:${target}${readOnly ? ":ro" : ""}`);
			continue;
		}
		mounts.push({
			Type: type === "volume" ? "volume" : "bind",
			Source: type === "volumeMount" ? volumeMountPath(source) : source,
			Target: target,
			ReadOnly: readOnly || type === "volumeMount",
			...(type === "volume" && {
				VolumeOptions: { Labels: { [AGENT_LABEL]: agent } },
			}),
		});
	}
	return { Binds: binds, Mounts: mounts };
}

function healthOf({ healthCheck }: Microservice, apiVersion: string) {
	if (!healthCheck) return undefined;
	const { test, interval, timeout, startPeriod, startInterval, retries } =
		healthCheck;
	return {
		Test: test,
		...(interval && { Interval: Math.round(interval * NANO) }),
		...(timeout && { Timeout: Math.round(timeout * NANO) }),
		...(startPeriod && { StartPeriod: Math.round(startPeriod * NANO) }),
		// Engines before 25 do not know it and refuse the whole container.
		...(startInterval &&
			atLeast(apiVersion, 44) && {
				StartInterval: Math.round(startInterval * NANO),
			}),
		...(retries && { Retries: retries }),
	};
}

/** What an engine leaves out of a container without refusing it, as a sentence; empty where that is nothing. */
export const limitsOf = (
	{ healthCheck }: Microservice,
	apiVersion: string,
): string =>
	healthCheck?.startInterval && !atLeast(apiVersion, 44)
		? `The start interval of the health check needs Docker Engine 25 or newer; the API of this one is ${apiVersion}, and it checks at the usual interval from the start`
		: "";

function devicesOf({ cdiDevices }: Microservice, apiVersion: string) {
	if (cdiDevices.length === 0) return {};
	if (!atLeast(apiVersion, 44))
		throw new EngineError(
			400,
			`CDI devices need Docker Engine 25 or newer; the API of this one is ${apiVersion}`,
		);
	return { DeviceRequests: [{ Driver: "cdi", DeviceIDs: cdiDevices }] };
}

function hostsOf(microservice: Microservice, around: Surroundings): string[] {
	const { extraHosts, hostNetwork } = microservice;
	if (extraHosts.some((host) => host.startsWith("iofog:")))
		return [...extraHosts];
	const address = hostNetwork ? around.agentAddressOnHost : around.agentAddress;
	return [...(address ? [`iofog:${address}`] : []), ...extraHosts];
}

function environmentOf({ uuid, env }: Microservice, timeZone: string) {
	const given = env.map(({ key, value }) => `${key}=${value}`);
	const zone =
		timeZone && !env.some(({ key }) => key === "TZ") ? [`TZ=${timeZone}`] : [];
	return [`SELFNAME=${uuid}`, ...given, ...zone];
}

/** The container of a microservice, as the agents of ioFog make it; `image` is a reference or an id. Throws where the engine cannot do it. */
export function containerSpec(
	microservice: Microservice,
	image: string,
	around: Surroundings,
): ContainerSpec {
	const m = microservice;
	const ports = portsOf(m);
	const alias = m.name ? [`${m.application}.${m.name}`] : [];
	return {
		Image: image,
		Env: environmentOf(m, around.timeZone),
		...(m.command.length > 0 && { Cmd: m.command }),
		...(m.user && { User: m.user }),
		Labels: {
			[AGENT_LABEL]: around.agent,
			[MICROSERVICE_LABEL]: m.uuid,
			[RECIPE_LABEL]: recipeOf(m),
		},
		...(m.healthCheck && { Healthcheck: healthOf(m, around.apiVersion) }),
		...(!m.hostNetwork && {
			ExposedPorts: Object.fromEntries(Object.keys(ports).map((p) => [p, {}])),
			NetworkingConfig: {
				EndpointsConfig: { [around.network]: { Aliases: alias } },
			},
		}),
		HostConfig: {
			NetworkMode: m.hostNetwork ? "host" : around.network,
			...(!m.hostNetwork && { PortBindings: ports }),
			...volumesOf(m, around),
			...devicesOf(m, around.apiVersion),
			ExtraHosts: hostsOf(m, around),
			Privileged: m.privileged,
			...(m.capAdd.length > 0 && { CapAdd: m.capAdd }),
			...(m.capDrop.length > 0 && { CapDrop: m.capDrop }),
			...(m.cpuSet && { CpusetCpus: m.cpuSet }),
			...(m.memoryLimit && { Memory: m.memoryLimit }),
			...(m.pidMode && { PidMode: m.pidMode }),
			...(m.ipcMode && { IpcMode: m.ipcMode }),
			...(m.runtime && { Runtime: m.runtime }),
			LogConfig: {
				Type: "json-file",
				Config: {
					"max-size": "100m",
					"max-file": String(Math.max(1, Math.floor(m.logSize / 2))),
				},
			},
			// The agent restarts what ends, so that it can tell when that happens too often.
			RestartPolicy: { Name: "no" },
		},
	};
}
