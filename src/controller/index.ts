import { Agents } from "./agents";
import { ApplicationReads } from "./application-reads";
import { Applications } from "./applications";
import { CatalogItems } from "./catalog-items";
import { Client, type SocketPlace } from "./client";
import { ConfigMaps } from "./config-maps";
import { DataUsers } from "./data-users";
import type { ControllerInfo } from "./dialect";
import { Microservices } from "./microservices";
import { NatsHubs } from "./nats-hub";
import type { ControllerOptions } from "./options";
import { Provisionings } from "./provisionings";
import { rawList } from "./raw-list";
import { Readiness } from "./readiness";
import { Registries } from "./registries";
import { Routers } from "./router";
import { Routes } from "./routes";
import { Secrets } from "./secrets";
import type { Dialect } from "./types";
import { VolumeMounts } from "./volume-mounts";

export type { ApplicationWithMicroservices } from "./applications";
export type { ConfigMapSpec } from "./config-maps";
export type { ControllerInfo } from "./dialect";
export {
	ControllerError,
	type ControllerErrorFields,
	type ControllerErrorKind,
} from "./errors";
export { MAX_BODY_BYTES } from "./limits";
export type { MicroserviceIdentity } from "./microservice-reads";
export type { ControllerOptions } from "./options";
export type { ProvisioningPlace } from "./provisionings";
export type { Ended } from "./readiness";
export type { RegistrySpec } from "./registries";
export type { RouteIdentity } from "./routes";
export type { SecretSpec } from "./secrets";
export * from "./types";
export type { VolumeMountSpec } from "./volume-mounts";

/** The client of one Controller; constructing it reads no file and never connects, but refuses a URL that cannot be one. */
export class Controller {
	readonly registries: Registries;
	readonly applications: Applications;
	readonly microservices: Microservices;
	readonly agents: Agents;
	readonly provisionings: Provisionings;
	readonly readiness: Readiness;
	readonly catalogItems: CatalogItems;
	readonly router: Routers;
	readonly natsHub: NatsHubs;
	readonly routes: Routes;
	readonly secrets: Secrets;
	readonly configMaps: ConfigMaps;
	readonly volumeMounts: VolumeMounts;
	readonly #client: Client;
	readonly #reads: ApplicationReads;
	readonly #users: DataUsers;

	constructor(options: ControllerOptions) {
		const client = new Client(options);
		const reads = new ApplicationReads(client);
		this.#client = client;
		this.#reads = reads;
		this.registries = new Registries(client);
		this.applications = new Applications(client, reads);
		this.agents = new Agents(client, reads);
		this.microservices = new Microservices(client, reads, this.agents);
		this.provisionings = new Provisionings(client, this.agents);
		this.readiness = new Readiness(client, reads, this.microservices);
		this.catalogItems = new CatalogItems(client);
		this.router = new Routers(client);
		this.natsHub = new NatsHubs(client);
		this.routes = new Routes(client, reads);
		const users = new DataUsers(reads);
		this.#users = users;
		this.volumeMounts = new VolumeMounts(client, users);
		const unmounted = () => this.volumeMounts.forget();
		this.secrets = new Secrets(client, users, unmounted);
		this.configMaps = new ConfigMaps(client, users, unmounted);
	}

	/** The Controller's address without `/api/v3`. */
	get url(): string {
		return this.#client.url;
	}

	/** Exchanges so far, retries included; the log-in and the status count as reads. */
	get calls(): { reads: number; writes: number } {
		return this.#client.calls;
	}

	/** Asks the Controller once for its version; `uptime` in seconds. A version of neither dialect is an error of kind `unsupported-version`. */
	info(signal?: AbortSignal): Promise<ControllerInfo> {
		return this.#client.info(signal);
	}

	dialect(signal?: AbortSignal): Promise<Dialect> {
		return this.#client.dialect(signal);
	}

	/** The objects of a kind (as `fogform list` names it) with the Controller's own keys; `application` narrows microservices. */
	rawList(
		kind: string,
		options: { signal?: AbortSignal; application?: string } = {},
	): Promise<Record<string, unknown>[]> {
		return rawList(this.#client, kind, options);
	}

	/** Where the logged-in user opens a WebSocket to a path below `/api/v3`, and with what. */
	socket(path: string, signal?: AbortSignal): Promise<SocketPlace> {
		return this.#client.socket(path, signal);
	}

	/** Drops everything that reads share, or what they share of one application, so that a new refresh sees the Controller as it is now. */
	forget(application?: string): void {
		if (application !== undefined) {
			this.#reads.touchApplication(application);
			return;
		}
		this.#reads.forget();
		for (const group of [
			this.registries,
			this.agents,
			this.catalogItems,
			this.router,
			this.natsHub,
			this.secrets,
			this.configMaps,
			this.volumeMounts,
			this.readiness,
			this.#users,
		]) {
			group.forget();
		}
	}

	/** Closes the pooled connections; a later call would open new ones. */
	close(): void {
		this.#client.close();
	}
}
