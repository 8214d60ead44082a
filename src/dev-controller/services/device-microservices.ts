import { notFound, readOfNull } from "../errors";
import type { Agent, Image, Microservice, PortMapping } from "../model";
import type { World } from "../world";
import { roleRules } from "./roles";
import { inRowOrder } from "./row-order";

const portView = (port: PortMapping) => ({
	portInternal: port.internal,
	portExternal: port.external,
	isUdp: port.isUdp,
});

function partsOf(world: World, m: Microservice) {
	return {
		extraHosts: inRowOrder(
			world,
			m.extraHosts,
			"name",
			"templateType",
			"publicPort",
			"template",
			"value",
		),
		ports: inRowOrder(
			world,
			m.ports.map(portView),
			"portInternal",
			"portExternal",
			"isUdp",
		),
		volumeMappings: inRowOrder(
			world,
			m.volumeMappings.map(({ id: _, ...volume }) => volume),
			"hostDestination",
			"containerDestination",
			"accessMode",
			"type",
		),
		images: imagesOf(world, m.images),
	};
}

const imagesOf = (world: World, images: Image[]): Image[] =>
	inRowOrder(world, images, "containerImage", "fogTypeId");

const envOf = (m: Microservice) =>
	m.env.map(({ key, value }) => ({ key, value }));

function shared(world: World, m: Microservice, image: string) {
	const item = world.catalog.get(m.catalogItemId);
	const { ports, volumeMappings, extraHosts } = partsOf(world, m);
	return {
		uuid: m.uuid,
		imageId: image,
		config: m.config,
		rebuild: m.rebuild,
		logSize: Math.trunc(m.logSize) || 1,
		registryId: item ? item.registryId : m.registryId,
		portMappings: ports,
		volumeMappings,
		imageSnapshot: m.imageSnapshot,
		delete: false,
		deleteWithCleanup: false,
		env: inRowOrder(world, envOf(m), "key", "value"),
		extraHosts: extraHosts.map((host) => `${host.name}:${host.value}`),
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
			// An update that was refused half-way leaves neither images nor an item.
			if (m.images.length === 0 && !item) throw readOfNull("images");
			const images = m.images.length > 0 ? m.images : (item?.images ?? []);
			const image = imagesOf(world, images).find(
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

function row30(world: World, m: Microservice) {
	return {
		isNetwork: false,
		rootHostAccess: m.rootHostAccess,
		userId: m.userId,
		routes: world.routes.by("source", m.uuid).map((route) => ({
			name: route.name,
			isNetworkConnection: route.isNetworkConnection,
			source_microservice_uuid: m.uuid,
			applicationId: route.applicationId,
			destMicroservice: { uuid: route.destMicroserviceUuid },
		})),
	};
}

function row37(m: Microservice) {
	const account = m.serviceAccount;
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
		natsRuleId: m.natsRuleId,
		cdiDevices: m.cdiDevices.map((cdiDevices) => ({ cdiDevices })),
		capAdd: m.capAdd.map((capAdd) => ({ capAdd })),
		capDrop: m.capDrop.map((capDrop) => ({ capDrop })),
		healthCheck: m.healthCheck,
		serviceAccount: account && {
			...account,
			microserviceUuid: m.uuid,
			applicationId: m.applicationId,
			roleId: null,
			microservice_uuid: m.uuid,
		},
	};
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
	const is30 = world.dialect === "3.0";
	const { ports, volumeMappings, extraHosts, images } = partsOf(world, m);
	const cmd = m.cmd.map((text) => ({ cmd: text }));
	return {
		microservice: {
			...(m.configLastUpdated === null
				? {}
				: { configLastUpdated: m.configLastUpdated }),
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
			applicationId: m.applicationId,
			catalog_item_id: m.catalogItemId,
			iofog_uuid: m.iofogUuid,
			catalogItemId: m.catalogItemId,
			registryId: m.registryId,
			iofogUuid: m.iofogUuid,
			...(is30 ? row30(world, m) : row37(m)),
			env: envOf(m),
			extraHosts: extraHosts.map((host) => ({
				id: host.id,
				templateType: host.templateType,
				name: host.name,
				...(is30 ? { publicPort: host.publicPort ?? null } : {}),
				template: host.template,
				value: host.value,
				microservice_uuid: m.uuid,
				microserviceUuid: m.uuid,
				targetMicroserviceUuid: host.targetMicroserviceUuid ?? null,
				targetFogUuid: host.targetFogUuid ?? null,
			})),
			cmd: inRowOrder(world, cmd, "cmd"),
			ports,
			volumeMappings,
			strace: m.strace && { straceRun: m.strace.straceRun },
			images,
			registry: m.registryId === null ? null : { id: m.registryId },
			catalogItem: item
				? {
						picture: item.picture,
						registryId: item.registryId,
						category: item.category,
						images: imagesOf(world, item.images),
					}
				: null,
			iofog: { daemonStatus: agent.values.daemonStatus },
		},
	};
}
