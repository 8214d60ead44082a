import type { Agents } from "./agents";
import type { Applications } from "./applications";
import type { CatalogItems } from "./catalog-items";
import type { Microservices } from "./microservices";
import type { NatsHubs } from "./nats-hub";
import type { Registries } from "./registries";
import type { Routers } from "./router";
import type { Routes } from "./routes";
import type { Dialect } from "./types";

export {
	ControllerError,
	type ControllerErrorFields,
	type ControllerErrorKind,
} from "./errors";
export * from "./types";

/** How to reach a Controller; `url` may end in `/api/v3` or not, and either `token` or `email` and `password` is needed for anything but `info`. */
export interface ControllerOptions {
	url: string;
	email?: string;
	password?: string;
	token?: string;
	/** Path of a PEM file whose certificates are trusted besides the usual ones. */
	caFile?: string;
	insecureSkipVerify?: boolean;
	/** How many writes may run at a time, 8 by default. */
	maxWrites?: number;
	/** Seconds for one call. */
	requestTimeout?: number;
	/** Refuses every call but an allow-list of reads and the log-in, before a byte is sent. */
	readOnly?: boolean;
	onRequest?: (call: {
		method: string;
		path: string;
		status?: number;
		ms: number;
	}) => void;
}

/** The client of one Controller; constructing it never connects. */
export declare class Controller {
	constructor(options: ControllerOptions);
	readonly url: string;
	readonly registries: Registries;
	readonly applications: Applications;
	readonly microservices: Microservices;
	readonly agents: Agents;
	readonly catalogItems: CatalogItems;
	readonly router: Routers;
	readonly natsHub: NatsHubs;
	readonly routes: Routes;
	/** Calls made so far, the log-in and the status included among the reads. */
	readonly calls: { reads: number; writes: number };
	/** Asks the Controller once for its version; `uptime` in seconds; an unknown version is an error of kind `unsupported-version`. */
	info(
		signal?: AbortSignal,
	): Promise<{ version: string; dialect: Dialect; uptime: number }>;
	dialect(signal?: AbortSignal): Promise<Dialect>;
	/** Drops everything that reads share, so that a new refresh sees the Controller as it is now. */
	forget(): void;
	/** Closes the pooled connections. */
	close(): void;
}
