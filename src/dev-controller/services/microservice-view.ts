import type { Microservice, PortMapping, User } from "../model";
import type { World } from "../world";
import { publicPortView } from "./public-ports";

/** Where a view is shown: alone or in a list of microservices, inside one application, or inside a list of applications. */
export type Place = "alone" | "application" | "applications";

/** A port as clients see it. */
export function portView(
	world: World,
	port: PortMapping,
): Record<string, unknown> {
	return {
		internal: port.internal,
		external: port.external,
		protocol: port.isUdp ? "udp" : "tcp",
		...(port.public ? { public: publicPortView(world, port.public) } : {}),
	};
}

function healthCheckView(microservice: Microservice): object {
	const check = microservice.healthCheck;
	if (!check) return {};
	// Nothing checks the test: what has no length shows as no check at all.
	const test: unknown = check.test ? JSON.parse(check.test) : [];
	if (!Object(test).length) return { healthCheck: {} };
	const { test: _, ...limits } = check;
	const set = Object.fromEntries(
		Object.entries(limits).filter(([, value]) => value !== null),
	);
	return { healthCheck: { test, ...set } };
}

function only30(
	world: World,
	microservice: Microservice,
	place: Place,
): object {
	return {
		rootHostAccess: microservice.rootHostAccess,
		userId: microservice.userId,
		routes: world.routes
			.by("source", microservice.uuid)
			.map((route) => route.destMicroserviceUuid),
		...(place === "alone" ? {} : { isNetwork: false }),
		...(place === "application"
			? { configLastUpdated: microservice.configLastUpdated }
			: {}),
		...(place === "applications" && microservice.configLastUpdated !== null
			? { configLastUpdated: microservice.configLastUpdated }
			: {}),
	};
}

function serviceAccountView(microservice: Microservice): object {
	const account = microservice.serviceAccount;
	return {
		serviceAccount: account && {
			...account,
			microserviceUuid: microservice.uuid,
			applicationId: microservice.applicationId,
			roleId: null,
			microservice_uuid: microservice.uuid,
		},
	};
}

function only37(
	world: World,
	microservice: Microservice,
	place: Place,
): object {
	const m = microservice;
	const rule = world.natsUserRules.get(m.natsRuleId);
	return {
		annotations: m.annotations,
		hostNetworkMode: m.hostNetworkMode,
		isPrivileged: m.isPrivileged,
		runAsUser: m.runAsUser,
		platform: m.platform,
		runtime: m.runtime,
		pidMode: m.pidMode,
		ipcMode: m.ipcMode,
		schedule: m.schedule,
		cpuSetCpus: m.cpuSetCpus,
		memoryLimit: m.memoryLimit,
		execEnabled: m.execEnabled,
		isActivated: m.isActivated,
		natsAccess: m.natsAccess,
		natsAccountId: m.natsAccountId,
		natsUserId: m.natsUserId,
		natsCredsSecretName: m.natsCredsSecretName,
		cdiDevices: m.cdiDevices,
		capAdd: m.capAdd,
		capDrop: m.capDrop,
		...healthCheckView(m),
		...(m.execStatus ? { execStatus: m.execStatus } : {}),
		natsConfig: { natsAccess: m.natsAccess, natsRule: rule?.name ?? null },
		...(place === "alone" ? serviceAccountView(m) : {}),
		...(place !== "alone" && m.configLastUpdated !== null
			? { configLastUpdated: m.configLastUpdated }
			: {}),
	};
}

/** A microservice as the API shows it; inside applications it has a few members more. */
export function microserviceView(
	world: World,
	microservice: Microservice,
	place: Place,
): Record<string, unknown> {
	const m = microservice;
	const is30 = world.dialect === "3.0";
	return {
		uuid: m.uuid,
		config: m.config,
		name: m.name,
		logSize: m.logSize,
		delete: false,
		deleteWithCleanup: false,
		createdAt: m.createdAt,
		updatedAt: m.updatedAt,
		catalogItemId: m.catalogItemId,
		registryId: m.registryId,
		iofogUuid: m.iofogUuid,
		applicationId: m.applicationId,
		...(place === "alone"
			? {}
			: {
					rebuild: m.rebuild,
					imageSnapshot: m.imageSnapshot,
					catalog_item_id: m.catalogItemId,
					iofog_uuid: m.iofogUuid,
				}),
		ports: m.ports.map((port) => portView(world, port)),
		volumeMappings: m.volumeMappings,
		env: m.env.map((variable) =>
			is30
				? { key: variable.key, value: variable.value }
				: {
						key: variable.key,
						value: variable.value,
						valueFromSecret: variable.valueFromSecret ?? null,
						valueFromConfigMap: variable.valueFromConfigMap ?? null,
					},
		),
		cmd: m.cmd,
		extraHosts: m.extraHosts.map((host) => ({
			name: host.name,
			address: host.template,
			value: host.value,
		})),
		images: m.images,
		...(m.status ? { status: m.status } : {}),
		application: world.applications.get(m.applicationId)?.name ?? "",
		flowId: m.applicationId,
		...(is30 ? only30(world, m, place) : only37(world, m, place)),
	};
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The microservices of one application or of all, sorted by name. */
export function listMicroservices(
	world: World,
	user: User,
	applicationId: number | undefined,
	system = false,
): Record<string, unknown>[] {
	const rows =
		applicationId === undefined
			? world.microservices.all().filter((m) => m.applicationId !== null)
			: world.microservices.by("application", applicationId);
	return rows
		.filter((m) =>
			world.dialect === "3.0"
				? m.userId === user.id
				: world.applications.get(m.applicationId)?.isSystem === system,
		)
		.sort((a, b) => compare(a.name, b.name))
		.map((m) => microserviceView(world, m, "alone"));
}
