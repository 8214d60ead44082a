import type { Microservice, MicroserviceStatus } from "../model";
import { newUuid, timestamps, type World } from "../world";

/** The status of a microservice that no agent has reported yet. */
export function initialStatus(world: World): MicroserviceStatus {
	return {
		operatingDuration: 0,
		startTime: 0,
		memoryUsage: 0,
		status: "QUEUED",
		cpuUsage: 0,
		containerId: "",
		percentage: 0,
		errorMessage: "",
		...(world.dialect === "3.7"
			? { ipAddress: "", healthStatus: "", execSessionIds: [] }
			: {}),
		...timestamps(),
	};
}

/** The exec state of a microservice nobody is attached to (3.7). */
export const initialExecStatus = (): NonNullable<
	Microservice["execStatus"]
> => ({
	status: "INACTIVE",
	execSessionId: null,
	...timestamps(),
});

/** Stores a microservice with the Controller's defaults for everything that `values` does not give. */
export function newMicroservice(
	world: World,
	values: Partial<Microservice> & { name: string },
): Microservice {
	return world.microservices.insert({
		uuid: newUuid(world),
		config: "{}",
		applicationId: null,
		iofogUuid: null,
		catalogItemId: null,
		registryId: 1,
		userId: null,
		rebuild: false,
		logSize: 1,
		imageSnapshot: "",
		configLastUpdated: null,
		rootHostAccess: false,
		images: [],
		ports: [],
		volumeMappings: [],
		env: [],
		cmd: [],
		extraHosts: [],
		status: null,
		strace: null,
		annotations: "{}",
		hostNetworkMode: false,
		isPrivileged: false,
		runAsUser: "",
		platform: "",
		runtime: "",
		pidMode: "",
		ipcMode: "",
		cpuSetCpus: "",
		memoryLimit: null,
		schedule: 50,
		execEnabled: false,
		isActivated: true,
		cdiDevices: [],
		capAdd: [],
		capDrop: [],
		healthCheck: null,
		serviceAccount: null,
		execStatus: null,
		natsAccess: false,
		natsRuleId: null,
		natsAccountId: null,
		natsUserId: null,
		natsCredsSecretName: null,
		...timestamps(),
		...values,
	});
}
