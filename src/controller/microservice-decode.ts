import { decodeJson } from "./encode";
import type {
	Architecture,
	Dialect,
	HealthCheck,
	Microservice,
	MicroserviceStatus,
	Port,
	ServiceAccount,
	Volume,
} from "./types";

/** The architecture of each `fogTypeId` of an image. */
export const ARCHITECTURES: Record<number, Architecture> = {
	1: "amd64",
	2: "arm",
};

/** A service account as the wire has it. */
export interface RawServiceAccount {
	roleRef?: { kind?: string; name?: string };
}

interface RawPort {
	internal: number;
	external: number;
	protocol?: string;
	public?: {
		links?: string[];
		schemes: string[];
		protocol: "tcp" | "http";
		enabled?: boolean;
		router?: { host?: string; port?: number };
	};
}

/** A microservice as the wire has it, with the parts that are read here. */
export interface RawMicroservice {
	uuid: string;
	name: string;
	application?: string;
	iofogUuid: string | null;
	images?: { containerImage: string | null; fogTypeId: number }[];
	catalogItemId?: number | null;
	registryId?: number | null;
	config?: string | null;
	env?: {
		key: string;
		value: string | null;
		valueFromSecret?: string | null;
		valueFromConfigMap?: string | null;
	}[];
	cmd?: (string | null)[];
	ports?: RawPort[];
	volumeMappings?: {
		hostDestination: string;
		containerDestination: string;
		accessMode: string;
		type?: string;
	}[];
	extraHosts?: { name: string; address: string }[];
	logSize?: number | string | null;
	rootHostAccess?: boolean;
	rebuild?: boolean;
	isActivated?: boolean;
	hostNetworkMode?: boolean;
	isPrivileged?: boolean;
	annotations?: string | null;
	capAdd?: string[];
	capDrop?: string[];
	cdiDevices?: string[];
	runAsUser?: string | null;
	platform?: string | null;
	runtime?: string | null;
	cpuSetCpus?: string | null;
	pidMode?: string | null;
	ipcMode?: string | null;
	memoryLimit?: number | null;
	schedule?: number | null;
	healthCheck?: Partial<HealthCheck>;
	serviceAccount?: RawServiceAccount;
	natsConfig?: { natsAccess?: boolean; natsRule?: string | null };
	natsCredsSecretName?: string | null;
	status?: Partial<Record<keyof MicroserviceStatus, unknown>>;
}

/** Turns a microservice of the wire into that of the product; leaves out what the Controller puts into it by itself. */
export function decodeMicroservice(
	raw: RawMicroservice,
	dialect: Dialect,
): Microservice {
	const publicLinks: Record<string, string[]> = {};
	const ports = (raw.ports ?? []).map((port): Port => {
		const { internal, external, protocol = "tcp" } = port;
		if (!port.public) return { internal, external, protocol };
		const { links = [], schemes, enabled, router } = port.public;
		publicLinks[external] = links;
		return {
			internal,
			external,
			protocol,
			public: {
				schemes,
				protocol: port.public.protocol,
				enabled: enabled ?? null,
				router: router
					? { host: router.host ?? null, port: router.port ?? null }
					: null,
			},
		};
	});
	return {
		uuid: raw.uuid,
		name: raw.name,
		application: raw.application ?? "",
		agentUuid: raw.iofogUuid ?? "",
		images: decodeImages(raw.images),
		catalogItemId: raw.catalogItemId ?? null,
		registryId: raw.registryId ?? null,
		config: decodeJson(raw.config || "{}"),
		...decodeEnv(raw, dialect),
		command: (raw.cmd ?? []).map((word) => word ?? ""),
		ports,
		publicLinks,
		volumes: decodeVolumes(raw),
		extraHosts: Object.fromEntries(
			(raw.extraHosts ?? []).map(({ name, address }) => [name, address]),
		),
		logSize: Number(raw.logSize ?? 1),
		status: decodeStatus(raw, dialect),
		...(dialect === "3.0"
			? { rootHostAccess: raw.rootHostAccess ?? false }
			: decode37(raw)),
	};
}

function decode37(raw: RawMicroservice): Partial<Microservice> {
	const check = raw.healthCheck;
	return {
		activated: raw.isActivated ?? true,
		hostNetworkMode: raw.hostNetworkMode ?? false,
		privileged: raw.isPrivileged ?? false,
		annotations: decodeJson(raw.annotations || "{}"),
		capAdd: raw.capAdd ?? [],
		capDrop: raw.capDrop ?? [],
		cdiDevices: raw.cdiDevices ?? [],
		runAsUser: raw.runAsUser ?? "",
		platform: raw.platform ?? "",
		runtime: raw.runtime ?? "",
		cpuSetCpus: raw.cpuSetCpus ?? "",
		pidMode: raw.pidMode ?? "",
		ipcMode: raw.ipcMode ?? "",
		memoryLimit: raw.memoryLimit ?? null,
		schedule: raw.schedule ?? null,
		// The Controller says `{}` for one that was taken away again.
		healthCheck: check?.test
			? {
					test: check.test,
					interval: check.interval ?? null,
					timeout: check.timeout ?? null,
					startPeriod: check.startPeriod ?? null,
					startInterval: check.startInterval ?? null,
					retries: check.retries ?? null,
				}
			: null,
		// The view inside an application lacks it, which does not say that there is none.
		...("serviceAccount" in raw && {
			serviceAccount: decodeServiceAccount(raw.serviceAccount) ?? null,
		}),
		natsConfig: {
			natsAccess: raw.natsConfig?.natsAccess ?? false,
			natsRule: raw.natsConfig?.natsRule ?? null,
		},
	};
}

/** The role of a service account, undefined where the answer names none. */
export function decodeServiceAccount(
	raw: RawServiceAccount | undefined,
): ServiceAccount | undefined {
	const { kind, name } = raw?.roleRef ?? {};
	return kind && name ? { kind, name } : undefined;
}

/** Images by architecture; the null that a catalog item has for an architecture without image is left out. */
export function decodeImages(images: RawMicroservice["images"]): {
	[architecture in Architecture]?: string;
} {
	const result: { [architecture in Architecture]?: string } = {};
	for (const { containerImage, fogTypeId } of images ?? []) {
		const architecture = ARCHITECTURES[fogTypeId];
		if (architecture && containerImage !== null) {
			result[architecture] = containerImage;
		}
	}
	return result;
}

// With NATS access the Controller adds a variable and a mount of its own (core contract §6.1, natsConfig): nobody wrote them, so nobody reads them.
const NATS_VARIABLE = "NATS_CREDS_PATH";
const NATS_FOLDER = "/etc/nats/creds";

function decodeEnv(
	raw: RawMicroservice,
	dialect: Dialect,
): Pick<Microservice, "env" | "duplicateEnvKeys"> & Partial<Microservice> {
	// Maps, since a variable may be called __proto__.
	const values = new Map<string, string>();
	const fromSecret = new Map<string, string>();
	const fromConfigMap = new Map<string, string>();
	const seen = new Set<string>();
	const twice = new Set<string>();
	for (const each of raw.env ?? []) {
		const { key, value, valueFromSecret, valueFromConfigMap } = each;
		if (
			raw.natsConfig?.natsAccess &&
			key === NATS_VARIABLE &&
			value?.startsWith(`${NATS_FOLDER}/`)
		) {
			continue;
		}
		if (seen.has(key)) {
			twice.add(key);
			for (const map of [values, fromSecret, fromConfigMap]) map.delete(key);
		}
		seen.add(key);
		// The value beside a reference is the secret itself, resolved.
		if (valueFromSecret) fromSecret.set(key, valueFromSecret);
		else if (valueFromConfigMap) fromConfigMap.set(key, valueFromConfigMap);
		else values.set(key, value ?? "");
	}
	return {
		env: Object.fromEntries(values),
		duplicateEnvKeys: [...twice],
		...(dialect === "3.7" && {
			envFromSecret: Object.fromEntries(fromSecret),
			envFromConfigMap: Object.fromEntries(fromConfigMap),
		}),
	};
}

function decodeVolumes(raw: RawMicroservice): Volume[] {
	return (raw.volumeMappings ?? [])
		.filter(
			(volume) =>
				!(
					raw.natsConfig?.natsAccess &&
					volume.type === "volumeMount" &&
					volume.containerDestination === NATS_FOLDER &&
					volume.hostDestination === raw.natsCredsSecretName
				),
		)
		.map((volume) => ({
			host: volume.hostDestination,
			container: volume.containerDestination,
			accessMode: volume.accessMode,
			type: volume.type ?? "bind",
		}));
}

function decodeStatus(
	raw: RawMicroservice,
	dialect: Dialect,
): MicroserviceStatus {
	const status = raw.status ?? {};
	const text = (value: unknown) => (typeof value === "string" ? value : "");
	return {
		status: text(status.status),
		errorMessage: text(status.errorMessage),
		containerId: text(status.containerId),
		percentage: Number(status.percentage ?? 0),
		startTime: Number(status.startTime ?? 0),
		operatingDuration: Number(status.operatingDuration ?? 0),
		cpuUsage: Number(status.cpuUsage ?? 0),
		memoryUsage: Number(status.memoryUsage ?? 0),
		...(dialect === "3.7" && {
			ipAddress: text(status.ipAddress),
			healthStatus: text(status.healthStatus),
		}),
	};
}
