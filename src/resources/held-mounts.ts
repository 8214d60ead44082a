import type { Controller } from "../controller";
import type { Context, Held } from "../core";

/** The volume mounts that the Controller deletes together with a secret or a config map. */
export async function heldMounts(
	{ controller, signal }: Pick<Context<Controller>, "controller" | "signal">,
	source: "secretName" | "configMapName",
	name: string,
): Promise<Held[]> {
	// What was listed before this run changed anything may be out of date.
	controller.volumeMounts.forget();
	return (await controller.volumeMounts.list(signal))
		.filter((mount) => mount[source] === name)
		.map((mount) => ({
			type: "iofog_volume_mount",
			id: mount.name,
			name: mount.name,
		}));
}
