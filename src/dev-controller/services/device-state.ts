import { ApiError, notFound, readOfNull } from "../errors";
import type {
	Agent,
	Microservice,
	MicroserviceStatus,
	PortMapping,
} from "../model";
import { defined, type World } from "../world";
import { edgeResourceView, interfaceView } from "./edge-resources";
import { roleRules } from "./roles";

const STATUS_KEYS =
	"daemonStatus daemonOperatingDuration daemonLastStart memoryUsage diskUsage cpuUsage memoryViolation diskViolation cpuViolation systemAvailableDisk systemAvailableMemory systemTotalCpu securityStatus securityViolationInfo repositoryCount repositoryStatus systemTime lastStatusTime ipAddress ipAddressExternal processedMessages messageSpeed lastCommandTime version isReadyToUpgrade isReadyToRollback".split(
		" ",
	);
const STATUS_KEYS_37 = [
	"activeVolumeMounts",
	"volumeMountLastUpdate",
	"gpsStatus",
];

interface Reported extends Partial<MicroserviceStatus> {
	id: string;
}

const MICROSERVICE_KEYS =
	"containerId status startTime operatingDuration cpuUsage memoryUsage percentage errorMessage".split(
		" ",
	);
const MICROSERVICE_KEYS_37 = ["healthStatus", "ipAddress", "execSessionIds"];
const WHOLE = new Set(["startTime", "operatingDuration", "memoryUsage"]);

/** Text columns keep booleans as digits, whole-number columns cut fractions when they are read. */
function stored(key: string, value: unknown): unknown {
	if (key.endsWith("Violation") && typeof value === "boolean")
		return value ? "1" : "0";
	if (WHOLE.has(key)) return Math.trunc(Number(value));
	if (key === "cpuUsage" || key === "percentage") return Number(value);
	return value;
}

function pick(
	body: Record<string, unknown>,
	keys: string[],
): Record<string, unknown> {
	return defined(
		Object.fromEntries(
			keys.map((key) => [
				key,
				body[key] === undefined ? undefined : stored(key, body[key]),
			]),
		),
	);
}

function reportMicroservices(world: World, agent: Agent, text: unknown): void {
	const reports = JSON.parse(text as string) as Reported[];
	const keys =
		world.dialect === "3.0"
			? MICROSERVICE_KEYS
			: [...MICROSERVICE_KEYS, ...MICROSERVICE_KEYS_37];
	if (!Array.isArray(reports))
		throw new ApiError("TypeError", "microserviceStatus is not iterable");
	for (const report of reports) {
		const microservice = world.microservices.get(report.id);
		if (microservice?.iofogUuid !== agent.uuid || !microservice.status)
			continue;
		const values = pick(report as unknown as Record<string, unknown>, keys);
		world.microservices.update(microservice, {
			status: {
				...microservice.status,
				...values,
				updatedAt: new Date().toISOString(),
			},
		});
	}
}

/** Stores a status report of an agent and of its microservices. */
export function reportStatus(
	world: World,
	agent: Agent,
	body: Record<string, unknown>,
): void {
	world.validate("updateAgentStatus", body);
	const is37 = world.dialect === "3.7";
	const values = pick(
		body,
		is37 ? [...STATUS_KEYS, ...STATUS_KEYS_37] : STATUS_KEYS,
	);
	if (is37) {
		if (
			String(agent.values.warningMessage).includes("Background orchestration")
		)
			values.daemonStatus = "WARNING";
		const warning = body.warningMessage;
		if (warning === undefined) throw readOfNull("includes", "undefined");
		const changed = /HW signature (changed|mismatch)/.test(String(warning));
		values.securityStatus = changed ? "WARNING" : "OK";
		values.securityViolationInfo = changed
			? "Auto deprovisioned by Agent. HW signature mismatch"
			: "No violation";
	}
	world.agents.update(agent, { values: { ...agent.values, ...values } });
	reportMicroservices(world, agent, body.microserviceStatus);
}

const portView = (port: PortMapping) => ({
	portInternal: port.internal,
	portExternal: port.external,
	isUdp: port.isUdp,
});

function shared(world: World, microservice: Microservice, image: string) {
	const m = microservice;
	const item = world.catalog.get(m.catalogItemId);
	return {
		uuid: m.uuid,
		imageId: image,
		config: m.config,
		rebuild: m.rebuild,
		logSize: Math.trunc(m.logSize) || 1,
		registryId: item ? item.registryId : m.registryId,
		portMappings: m.ports.map(portView),
		volumeMappings: m.volumeMappings.map(({ id: _, ...volume }) => volume),
		imageSnapshot: m.imageSnapshot,
		delete: false,
		deleteWithCleanup: false,
		env: m.env.map(({ key, value }) => ({ key, value })),
		extraHosts: m.extraHosts.map((host) => `${host.name}:${host.value}`),
		cmd: m.cmd,
	};
}

function view30(world: World, microservice: Microservice) {
	return {
		rootHostAccess: microservice.rootHostAccess,
		routes: world.routes
			.by("source", microservice.uuid)
			.map((route) => route.destMicroserviceUuid),
		isConsumer: world.routes.by("dest", microservice.uuid).length > 0,
	};
}

function view37(world: World, microservice: Microservice) {
	const m = microservice;
	const application = world.applications.get(m.applicationId);
	const account = m.serviceAccount;
	const rules = account && roleRules(world, account.roleRef.name);
	const runs = (name: string) =>
		m.name === name && application?.isSystem === true;
	return {
		name: m.name,
		application: application?.name,
		annotations: m.annotations,
		hostNetworkMode: m.hostNetworkMode,
		isPrivileged: m.isPrivileged,
		cpuSetCpus: m.cpuSetCpus,
		memoryLimit: m.memoryLimit,
		healthCheck: m.healthCheck
			? {
					...m.healthCheck,
					test: m.healthCheck.test && JSON.parse(m.healthCheck.test),
				}
			: {},
		pidMode: m.pidMode,
		ipcMode: m.ipcMode,
		runAsUser: m.runAsUser,
		platform: m.platform,
		runtime: m.runtime,
		cdiDevices: m.cdiDevices,
		capAdd: m.capAdd,
		capDrop: m.capDrop,
		isRouter: runs("router"),
		isNats: runs("nats"),
		execEnabled: m.execEnabled,
		schedule: m.schedule,
		serviceAccount: rules
			? { name: account.name, roleRef: account.roleRef, rules }
			: null,
	};
}

/** What an agent has to run: microservices of activated applications with an image for its type. Reading resets `rebuild`. */
export function desiredMicroservices(world: World, agent: Agent): unknown {
	const microservices = world.microservices
		.by("agent", agent.uuid)
		.flatMap((m) => {
			const application = world.applications.get(m.applicationId);
			const item = world.catalog.get(m.catalogItemId);
			const active =
				application?.isActivated && (world.dialect === "3.0" || m.isActivated);
			const builtIn = item?.category === "SYSTEM" && item.id !== 1;
			if (!active && !builtIn) return [];
			const images = m.images.length > 0 ? m.images : (item?.images ?? []);
			const image = images.find(
				(i) => i.fogTypeId === agent.fogTypeId,
			)?.containerImage;
			if (!image) return [];
			if (world.dialect === "3.7" && !application) return [];
			const view = {
				...shared(world, m, image),
				...(world.dialect === "3.0" ? view30(world, m) : view37(world, m)),
			};
			world.microservices.update(m, { rebuild: false });
			return [view];
		});
	return { microservices };
}

/** One microservice as a raw row with its parts, which is not the form of the list. */
export function desiredMicroservice(
	world: World,
	agent: Agent,
	uuid: string,
): unknown {
	const m = world.microservices.get(uuid);
	if (!m || m.iofogUuid !== agent.uuid)
		throw notFound("Invalid microservice UUID '{}'", uuid);
	const item = world.catalog.get(m.catalogItemId);
	return {
		microservice: {
			logSize: m.logSize,
			uuid: m.uuid,
			config: m.config,
			name: m.name,
			rebuild: m.rebuild,
			imageSnapshot: m.imageSnapshot,
			delete: false,
			deleteWithCleanup: false,
			createdAt: m.createdAt,
			updatedAt: m.updatedAt,
			catalogItemId: m.catalogItemId,
			registryId: m.registryId,
			iofogUuid: m.iofogUuid,
			applicationId: m.applicationId,
			catalog_item_id: m.catalogItemId,
			iofog_uuid: m.iofogUuid,
			...(world.dialect === "3.0"
				? {
						isNetwork: false,
						rootHostAccess: m.rootHostAccess,
						userId: m.userId,
						routes: world.routes.by("source", m.uuid).map((route) => ({
							isNetworkConnection: route.isNetworkConnection,
							name: route.name,
							applicationId: route.applicationId,
							destMicroservice: { uuid: route.destMicroserviceUuid },
						})),
					}
				: {}),
			env: m.env.map(({ key, value }) => ({ key, value })),
			extraHosts: m.extraHosts,
			cmd: m.cmd.map((cmd) => ({ cmd })),
			ports: m.ports.map(portView),
			volumeMappings: m.volumeMappings.map(({ id: _, ...volume }) => volume),
			strace: m.strace && { straceRun: m.strace.straceRun },
			images: m.images,
			registry: m.registryId === null ? null : { id: m.registryId },
			catalogItem: item
				? {
						picture: item.picture,
						registryId: item.registryId,
						category: item.category,
						images: item.images,
					}
				: null,
			iofog: { daemonStatus: agent.values.daemonStatus },
		},
	};
}

/** Every registry that an agent may pull from, with passwords in clear text. */
export function deviceRegistries(world: World, agent: Agent): unknown {
	const is30 = world.dialect === "3.0";
	const registries = world.registries
		.all()
		.filter((row) => !is30 || row.isPublic || row.userId === agent.userId)
		.map((row) => {
			if (is30) return row;
			const { id, url, isPublic, username, password, userEmail } = row;
			return { id, url, isPublic, username, password, userEmail };
		});
	return { registries };
}

export function deviceEdgeResources(world: World, agent: Agent): unknown {
	const resources = agent.edgeResources.flatMap(
		(id) => world.edgeResources.get(id) ?? [],
	);
	return {
		edgeResources: resources.map((resource) => {
			if (!resource.interfaceProtocol) throw readOfNull("toJSON", "undefined");
			if (world.dialect === "3.7")
				throw new ApiError(
					"SequelizeDatabaseError",
					"SQLITE_ERROR: no such column: endpoints.request_type",
				);
			return {
				...edgeResourceView(world, resource, { id: true, custom: true }),
				interface: interfaceView(resource),
			};
		}),
	};
}

/** The contents of every volume mount that is linked to an agent, in base64 (3.7). */
export function deviceVolumeMounts(world: World, agent: Agent): unknown {
	const base64 = (data: Record<string, unknown>) =>
		Object.fromEntries(
			Object.entries(data).map(([key, value]) => [
				key,
				Buffer.from(String(value)).toString("base64"),
			]),
		);
	const volumeMounts = agent.volumeMounts.flatMap((name) => {
		const mount = world.volumeMounts.get(name);
		if (!mount) return [];
		const map = world.configMaps.get(mount.configMapName);
		const secret = world.secrets.get(mount.secretName);
		const data = map
			? base64(map.data)
			: secret?.type === "tls"
				? secret.data
				: base64(secret?.data ?? {});
		const type = mount.configMapName ? "configMap" : "secret";
		return [{ uuid: mount.uuid, name, version: mount.version, type, data }];
	});
	return { volumeMounts };
}

export function deviceTunnel(world: World, agent: Agent): unknown {
	if (!agent.tunnel) throw notFound("Tunnel not found");
	void world;
	return { tunnel: { ...agent.tunnel, iofogUuid: agent.uuid } };
}

export function deviceStrace(world: World, agent: Agent): unknown {
	const traced = world.microservices
		.by("agent", agent.uuid)
		.filter((m) => m.strace);
	if (traced.length === 0) throw notFound("Strace not found");
	return {
		straceValues: traced.map((m) => ({
			microserviceUuid: m.uuid,
			straceRun: m.strace?.straceRun,
		})),
	};
}

export function deviceVersion(world: World, agent: Agent): unknown {
	void world;
	if (!agent.versionCommand) throw notFound("Version command not found");
	if (!agent.provisioning) throw readOfNull("provisionKey");
	return {
		versionCommand: agent.versionCommand,
		provisionKey: agent.provisioning.key,
		expirationTime: agent.provisioning.expires,
	};
}

export function deviceSnapshot(world: World, agent: Agent): unknown {
	const wanted = world.microservices
		.by("agent", agent.uuid)
		.find((m) => m.imageSnapshot === "get_image");
	if (!wanted) throw notFound("Image snapshot not found");
	return { uuid: wanted.uuid };
}
