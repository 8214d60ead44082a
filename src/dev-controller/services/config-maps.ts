import { ApiError, invalid, notFound } from "../errors";
import type { DataObject } from "../model";
import { defined, timestamps, type World } from "../world";
import { renewReferences } from "./env-references";
import { deleteMountsOf, renewMountsOf } from "./volume-mounts";

/** What a client sends of a config map. */
export interface ConfigMapBody {
	name?: string;
	immutable?: boolean;
	useVault?: boolean;
	data?: Record<string, unknown>;
}

function find(world: World, name: string): DataObject {
	const map = world.configMaps.get(name);
	if (!map) throw notFound("ConfigMap with name {} not found", name);
	return map;
}

// Config maps that the Controller makes itself say neither.
const summary = ({ id, name, immutable, useVault }: DataObject) => ({
	id,
	name,
	immutable: immutable ?? false,
	useVault: useVault ?? true,
});

/** Adds a config map. */
export function createConfigMap(world: World, body: ConfigMapBody): unknown {
	world.validate("configMapCreate", body);
	const { name = "", data = {}, immutable = false, useVault = true } = body;
	if (world.configMaps.get(name))
		throw new ApiError(
			"ConflictError",
			`ConfigMap with name ${name} already exists`,
		);
	return summary(
		world.configMaps.insert({
			id: world.store.next("configMap"),
			name,
			type: "",
			data,
			immutable,
			useVault,
			...timestamps(),
		}),
	);
}

/** Every config map, without its values. */
export const listConfigMaps = (world: World): unknown => ({
	configMaps: world.configMaps.all().map(summary),
});

/** One config map with its values. */
export function getConfigMap(world: World, name: string): unknown {
	const map = find(world, name);
	const { id, immutable, useVault } = summary(map);
	return { id, name, data: map.data, immutable, useVault };
}

/** Replaces the values of a config map and all that is made of them; one that is immutable stays so. */
export function updateConfigMap(
	world: World,
	name: string,
	body: ConfigMapBody,
): unknown {
	world.validate("configMapUpdate", body);
	const map = find(world, name);
	if (map.immutable)
		throw invalid(
			"Configmap {} is immutable and cannot be updated. If you want to update it, please delete it and create a new configmap.",
			name,
		);
	if (body.immutable === undefined)
		throw new ApiError(
			"SequelizeValidationError",
			"notNull Violation: ConfigMap.immutable cannot be null",
		);
	const { data, immutable, useVault } = body;
	world.configMaps.update(map, defined({ data, immutable, useVault }));
	renewMountsOf(world, "configMapName", name);
	renewReferences(world, "valueFromConfigMap", map);
	return summary(map);
}

/** Removes a config map and the volume mounts of it, used or not. */
export function deleteConfigMap(world: World, name: string): unknown {
	world.configMaps.remove(find(world, name));
	deleteMountsOf(world, "configMapName", name);
	return {};
}
