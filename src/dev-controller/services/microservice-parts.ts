import { ApiError, invalid, notFound, uniqueConstraint } from "../errors";
import type { EnvVariable, HealthCheck, Image, VolumeMapping } from "../model";
import type { World } from "../world";
import { checkVolumeMount } from "./volume-mounts";

/** What a client sends of an image. */
export interface ImageBody {
	containerImage: string | null;
	fogTypeId: number;
}

/** What a client sends of a volume mapping. */
export interface VolumeBody {
	hostDestination: string;
	containerDestination: string;
	accessMode: string;
	type?: string;
	/** Not part of the schema, but a described microservice carries it and the Controller stores it. */
	id?: number;
}

/** What a client sends of an environment variable. */
export interface EnvBody {
	key: string;
	value?: string;
	valueFromSecret?: string;
	valueFromConfigMap?: string;
}

/** What a client sends of a health check. */
export interface HealthCheckBody {
	test?: unknown;
	interval?: number;
	timeout?: number;
	startPeriod?: number;
	startInterval?: number;
	retries?: number;
}

/** JSON text as the Controller stores it: every escaped quote loses its backslash, and empty text counts as absent. */
export const damagedQuotes = (json: string | undefined): string | undefined =>
	json ? json.split('\\"').join('"') : undefined;

/** Fails unless one of the images runs on an agent of this type. */
export function checkImages(
	name: string | undefined,
	fogTypeId: number,
	images: Image[] | undefined,
): void {
	if (!Array.isArray(images))
		throw new ApiError("TypeError", "images is not iterable");
	if (!images.some((i) => i.fogTypeId === fogTypeId && i.containerImage))
		throw invalid(
			"Microservice {} does not have a valid image for its Agent type",
			name,
		);
}

/** Fails when images sent along with a catalog item are not the first image of that item. */
export function checkAgainstCatalog(
	item: { id: number; images: Image[] },
	images: ImageBody[],
): void {
	if (images.every((image) => image.containerImage === "")) return;
	for (const image of images) {
		// The Controller compares a member that neither side has, so each image must equal every catalog image.
		for (const known of item.images)
			if (
				image.containerImage !== "" &&
				known.containerImage !== image.containerImage
			)
				throw invalid(
					"Catalog item {} does not match provided images",
					item.id,
				);
		if (item.images.length === 0)
			throw invalid("Catalog item {} does not match provided images", item.id);
	}
}

/** Images as stored, without members that a client added. */
export const storedImages = (images: ImageBody[]): Image[] =>
	images.map(({ containerImage, fogTypeId }) => ({
		containerImage,
		fogTypeId,
	}));

/** Checks volume mappings and fills in their type, in place. */
export function checkVolumes(volumes: VolumeBody[] | undefined): void {
	for (const volume of volumes ?? []) {
		volume.type = volume.type || "bind";
		if (
			volume.type === "volume" &&
			!/^[a-zA-Z0-9_.-]/.test(volume.hostDestination)
		)
			throw new ApiError(
				"InvalidArgumentError",
				'hostDestination includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use type: bind',
			);
		if (volume.type === "volumeMount" && !volume.hostDestination)
			throw invalid("hostDestination is required when type is volumeMount");
	}
}

/** Links what volume mappings of type volumeMount need to the agent (3.7). */
export function linkVolumes(
	world: World,
	volumes: VolumeBody[],
	agent: string | null,
): void {
	if (world.dialect === "3.0" || !agent) return;
	for (const volume of volumes)
		if (volume.type === "volumeMount")
			checkVolumeMount(world, volume.hostDestination, agent);
}

/** Gives volume mappings their ids; an id that the client sent is kept, as the database would. */
export function storedVolumes(
	world: World,
	volumes: VolumeBody[],
	keepIds: boolean,
): VolumeMapping[] {
	return volumes.map((volume) => {
		let id = keepIds ? volume.id : undefined;
		if (typeof id === "number") {
			const taken = world.microservices.find((m) =>
				m.volumeMappings.some((v) => v.id === id),
			);
			if (taken) throw uniqueConstraint();
			world.store.skip("volumeMapping", id);
		} else id = world.store.next("volumeMapping");
		return {
			hostDestination: volume.hostDestination,
			containerDestination: volume.containerDestination,
			accessMode: volume.accessMode,
			id,
			type: volume.type || "bind",
		};
	});
}

function reference(
	kind: "secret" | "configmap",
	text: string,
): [name: string, key: string] {
	const [name, key] = text.split("/");
	if (!name || !key)
		throw invalid(
			kind === "secret"
				? "Invalid secret reference: {}"
				: "Invalid configmap reference: {}",
			text,
		);
	return [name, key];
}

/** An environment variable with its reference resolved to plain text (3.7), or as it is. */
export function storedEnv(world: World, body: EnvBody): EnvVariable {
	const variable: EnvVariable = { key: body.key, value: body.value ?? null };
	if (world.dialect === "3.0") return variable;
	if (body.valueFromSecret) {
		const [name, key] = reference("secret", body.valueFromSecret);
		const secret = world.secrets.get(name);
		if (!secret) throw notFound('Secret with name "{}" not found', name);
		const value = secret.data[key];
		if (!value)
			throw invalid("Secret key {} not found in secret {}", key, name);
		variable.value =
			secret.type === "tls"
				? Buffer.from(String(value), "base64").toString("utf8")
				: String(value);
		variable.valueFromSecret = body.valueFromSecret;
	}
	if (body.valueFromConfigMap) {
		const [name, key] = reference("configmap", body.valueFromConfigMap);
		const map = world.configMaps.get(name);
		if (!map) throw notFound("ConfigMap with name {} not found", name);
		const value = map.data[key];
		if (!value)
			throw invalid("Configmap key {} not found in configmap {}", key, name);
		variable.value = String(value);
		variable.valueFromConfigMap = body.valueFromConfigMap;
	}
	return variable;
}

/** A health check as stored, with the command as JSON text. */
export function storedHealthCheck(body: HealthCheckBody): HealthCheck {
	return {
		test: body.test ? JSON.stringify(body.test) : null,
		interval: body.interval ?? null,
		timeout: body.timeout ?? null,
		startPeriod: body.startPeriod ?? null,
		startInterval: body.startInterval ?? null,
		retries: body.retries ?? null,
	};
}
