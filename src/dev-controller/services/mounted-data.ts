import { timestamps, type World } from "../world";

type Data = Record<string, string>;

/** Makes a config map, or brings it up to date: every mount of one whose content has changed gets another version. */
export function ensureConfigMap(world: World, name: string, data: Data): void {
	const present = world.configMaps.get(name);
	if (!present) {
		world.configMaps.insert({
			id: world.store.next("configMap"),
			name,
			type: "",
			data,
			...timestamps(),
		});
		return;
	}
	if (canonical(present.data) === canonical(data)) return;
	world.configMaps.update(present, { data });
	for (const mount of world.volumeMounts.all())
		if (mount.configMapName === name)
			world.volumeMounts.update(mount, { version: mount.version + 1 });
}

const canonical = (data: Readonly<Record<string, unknown>>) =>
	JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Deletes a config map with its mounts. */
export function deleteConfigMap(world: World, name: string): void {
	const row = world.configMaps.get(name);
	if (!row) return;
	world.configMaps.remove(row);
	deleteMounts(world, "configMapName", name);
}

/** Deletes a secret with its mounts. */
export function deleteSecret(world: World, name: string): void {
	const row = world.secrets.get(name);
	if (!row) return;
	world.secrets.remove(row);
	deleteMounts(world, "secretName", name);
}

function deleteMounts(
	world: World,
	source: "configMapName" | "secretName",
	name: string,
): void {
	for (const mount of world.volumeMounts
		.all()
		.filter((one) => one[source] === name)) {
		for (const agent of world.agents.all())
			if (agent.volumeMounts.includes(mount.name))
				world.agents.update(agent, {
					volumeMounts: agent.volumeMounts.filter((it) => it !== mount.name),
				});
		world.volumeMounts.remove(mount);
	}
}
