import type { NatsHub } from "./types";

/** The route group `/nats/hub` (3.7 only): one object, which the Controller cannot delete. */
export declare class NatsHubs {
	get(signal?: AbortSignal): Promise<NatsHub | undefined>;
	/** Writes the whole object, over one that exists too. */
	put(spec: NatsHub, signal?: AbortSignal): Promise<void>;
	update(
		prior: Partial<NatsHub>,
		planned: NatsHub,
		signal?: AbortSignal,
	): Promise<void>;
}
