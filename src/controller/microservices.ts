import type { Microservice, MicroserviceSpec } from "./types";

/** What tells one microservice from another; with `application` the read shares that application's one call. */
export interface MicroserviceIdentity {
	uuid: string;
	application?: string;
}

/** The route group `/microservices`. */
export declare class Microservices {
	list(
		signal?: AbortSignal,
		options?: { application?: string; serviceAccount?: boolean },
	): Promise<Microservice[]>;
	get(
		identity: MicroserviceIdentity,
		signal?: AbortSignal,
		options?: { serviceAccount?: boolean },
	): Promise<Microservice | undefined>;
	findByName(
		key: { application: string; name: string },
		signal?: AbortSignal,
	): Promise<Microservice | undefined>;
	create(
		spec: MicroserviceSpec,
		signal?: AbortSignal,
		options?: { onIdentity?: (identity: { uuid: string }) => void },
	): Promise<{ uuid: string }>;
	/** `application` of the identity names the lock; without it that of `planned` or `prior` is taken. */
	update(
		identity: MicroserviceIdentity,
		prior: Partial<MicroserviceSpec>,
		planned: Partial<MicroserviceSpec>,
		signal?: AbortSignal,
		options?: { rebuild?: boolean },
	): Promise<void>;
	/** Makes the agent recreate the container. */
	rebuild(identity: MicroserviceIdentity, signal?: AbortSignal): Promise<void>;
	delete(identity: MicroserviceIdentity, signal?: AbortSignal): Promise<void>;
}
