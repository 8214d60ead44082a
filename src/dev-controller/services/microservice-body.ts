import type { Microservice } from "../model";
import { defined } from "../world";
import { textColumn } from "./columns";
import type { ExtraHostBody } from "./extra-hosts";
import type {
	EnvBody,
	HealthCheckBody,
	ImageBody,
	VolumeBody,
} from "./microservice-parts";
import type { NatsBody } from "./nats-access";
import type { CheckedPort } from "./ports";

/** What a client sends of a microservice, alone or inside an application. */
export interface MicroserviceBody extends NatsBody {
	name?: string;
	config?: string;
	annotations?: string;
	catalogItemId?: number | null;
	images?: ImageBody[];
	registryId?: number;
	application?: string | number;
	flowId?: string | number;
	iofogUuid?: string;
	agentName?: string;
	rebuild?: boolean;
	rootHostAccess?: boolean;
	hostNetworkMode?: boolean;
	isPrivileged?: boolean;
	logSize?: number;
	volumeMappings?: VolumeBody[];
	ports?: CheckedPort[];
	extraHosts?: ExtraHostBody[];
	env?: EnvBody[];
	cmd?: (string | undefined)[];
	cdiDevices?: string[];
	capAdd?: string[];
	capDrop?: string[];
	runAsUser?: string;
	platform?: string;
	runtime?: string;
	pidMode?: string;
	ipcMode?: string;
	cpuSetCpus?: string;
	memoryLimit?: number;
	schedule?: number;
	healthCheck?: HealthCheckBody;
	serviceAccount?: { roleRef?: { kind: string; name: string } } | null;
}

/** Command arguments as stored: what a template made nothing of becomes null. */
export const storedArguments = (
	cmd: (string | undefined)[],
): (string | null)[] => cmd.map((argument) => argument ?? null);

// The schemas of 3.7 know neither of the two.
function unchecked(body: MicroserviceBody): Partial<Microservice> {
	const sent: Record<string, unknown> = { ...body };
	return Object.fromEntries(
		["pidMode", "ipcMode"]
			.filter((name) => sent[name] !== undefined)
			.map((name) => [name, textColumn(name, sent[name])]),
	);
}

/** The attributes of 3.7 that are stored as they are sent. */
export const runtimeOf = (body: MicroserviceBody): Partial<Microservice> =>
	defined({
		hostNetworkMode: body.hostNetworkMode,
		isPrivileged: body.isPrivileged,
		cpuSetCpus: body.cpuSetCpus,
		memoryLimit: body.memoryLimit,
		...unchecked(body),
		runAsUser: body.runAsUser,
		platform: body.platform,
		runtime: body.runtime,
	});
