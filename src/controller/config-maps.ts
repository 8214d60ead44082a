import type { Client } from "./client";
import { DataObjects } from "./data-objects";
import type { DataUsers } from "./data-users";
import type { ConfigMap } from "./types";

type Raw = Omit<ConfigMap, "data"> & { data: Record<string, unknown> };

/** What a caller sets of a config map. */
export type ConfigMapSpec = Omit<ConfigMap, "id">;

// Others may have stored numbers or objects, which agents cannot make files of.
const texts = (data: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(data).map(([key, value]) => [
			key,
			typeof value === "string" ? value : JSON.stringify(value),
		]),
	);

/** The route group `/configmaps` (3.7 only). */
export class ConfigMaps extends DataObjects<
	Omit<ConfigMap, "data">,
	ConfigMap
> {
	constructor(client: Client, users: DataUsers, deleted: () => void) {
		const summary = ({ id, name, immutable, useVault }: Raw) => ({
			id,
			name,
			immutable,
			useVault,
		});
		super(client, users, {
			path: "/configmaps",
			key: "configMaps",
			one: "config map",
			many: "config maps",
			variables: "envFromConfigMap",
			open: { immutable: false },
			summary,
			whole: (raw: Raw) => ({ ...summary(raw), data: texts(raw.data ?? {}) }),
			deleted,
		});
	}

	/** Creates a config map. */
	add(
		{ name, ...rest }: ConfigMapSpec,
		signal?: AbortSignal,
		identified?: (identity: { id: number; name: string }) => void,
	): Promise<{ id: number; name: string }> {
		return this.create(name, { ...rest }, signal, identified);
	}

	/** Replaces all values. A PATCH without `immutable` is a failure of the Controller (extended contract §2), so that everything is sent each time. */
	replace(
		{ name, ...rest }: ConfigMapSpec,
		signal?: AbortSignal,
	): Promise<void> {
		return this.patch(name, { ...rest }, signal);
	}
}
