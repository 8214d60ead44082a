import type { Registry } from "./types";

/** What a caller may set of a registry. */
export type RegistrySpec = Omit<Registry, "id">;

/** The route group `/registries`. */
export declare class Registries {
	list(signal?: AbortSignal): Promise<Registry[]>;
	/** With `password`, a call of its own on 3.7 fills the password; 3.0 never returns it. */
	get(
		identity: { id: number },
		signal?: AbortSignal,
		options?: { password?: boolean },
	): Promise<Registry | undefined>;
	create(
		spec: RegistrySpec,
		signal?: AbortSignal,
		options?: { onIdentity?: (identity: { id: number }) => void },
	): Promise<{ id: number }>;
	update(
		identity: { id: number },
		prior: Partial<RegistrySpec>,
		planned: Partial<RegistrySpec>,
		signal?: AbortSignal,
	): Promise<void>;
	delete(identity: { id: number }, signal?: AbortSignal): Promise<void>;
}
