import { ApiError, notFound, readOfNull } from "../errors";
import type { Agent } from "../model";
import type { World } from "../world";
import { edgeResourceView, interfaceView } from "./edge-resource-view";

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

/** The edge resources that are linked to an agent; one without an interface breaks the list. */
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

/** The tunnel that an agent shall open or close. */
export function deviceTunnel(_world: World, agent: Agent): unknown {
	if (!agent.tunnel) throw notFound("Tunnel not found");
	return { tunnel: { ...agent.tunnel, iofogUuid: agent.uuid } };
}

/** Which of an agent's microservices to trace. */
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

/** The version command that waits for an agent, with the key to come back with. */
export function deviceVersion(_world: World, agent: Agent): unknown {
	if (!agent.versionCommand) throw notFound("Version command not found");
	if (!agent.provisioning) throw readOfNull("provisionKey");
	return {
		versionCommand: agent.versionCommand,
		provisionKey: agent.provisioning.key,
		expirationTime: agent.provisioning.expires,
	};
}

/** The microservice whose image an agent shall upload. */
export function deviceSnapshot(world: World, agent: Agent): unknown {
	const wanted = world.microservices
		.by("agent", agent.uuid)
		.find((m) => m.imageSnapshot === "get_image");
	if (!wanted) throw notFound("Image snapshot not found");
	return { uuid: wanted.uuid };
}
