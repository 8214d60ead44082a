import { randomBytes, randomUUID } from "node:crypto";
import type { Dialect } from "./dialect";
import type * as model from "./model";
import { Race } from "./race";
import { Store, type Table } from "./store";
import { createValidate, type Validate } from "./validation";

/** What the filters of templates look up. */
export interface Lookups {
	agent(user: model.User, name: unknown): unknown;
	agentOf(user: model.User, microservice: { iofogUuid?: string }): unknown;
	application(user: model.User, name: unknown): unknown;
	edgeResource(user: model.User, name: unknown, version: unknown): unknown;
}

/** Everything a route works on: the dialect, the tables, the validator and the few settings that change behaviour. */
export interface World {
	readonly dialect: Dialect;
	readonly store: Store;
	readonly validate: Validate;
	/** How long an agent of 3.7 takes to settle after a write, in milliseconds. */
	readonly settleMs: number;
	/** Runs after the response of the current request and commits what it did. */
	readonly later: (milliseconds: number, work: () => void) => void;
	readonly lookups: Lookups;
	/** What the request at work can know of the others. */
	readonly race: Race;
	readonly users: Table<model.User>;
	readonly tokens: Table<model.Token>;
	readonly registries: Table<model.Registry>;
	readonly catalog: Table<model.CatalogItem>;
	readonly applications: Table<model.Application>;
	readonly microservices: Table<model.Microservice>;
	readonly agents: Table<model.Agent>;
	readonly credentials: Table<model.Credential>;
	readonly changes: Table<model.Changes>;
	readonly routers: Table<model.Router>;
	readonly routerConnections: Table<model.Connection>;
	readonly nats: Table<model.NatsServer>;
	readonly natsConnections: Table<model.Connection>;
	readonly routes: Table<model.Route>;
	readonly templates: Table<model.Template>;
	readonly edgeResources: Table<model.EdgeResource>;
	readonly tags: Table<model.Tag>;
	readonly config: Table<model.ConfigValue>;
	readonly secrets: Table<model.DataObject>;
	readonly configMaps: Table<model.DataObject>;
	readonly volumeMounts: Table<model.VolumeMount>;
	readonly roles: Table<model.Role>;
	readonly natsAccountRules: Table<model.NatsRule>;
	readonly natsUserRules: Table<model.NatsRule>;
	readonly settings: Table<{ name: string; value: string }>;
}

/** Opens the data of a dev Controller; `directory` undefined keeps it in memory. */
export function openWorld(
	dialect: Dialect,
	directory: string | undefined,
	settleMs: number,
	later: World["later"],
	lookups: (world: World) => Lookups,
): World {
	const store = new Store(directory);
	const numbered = { key: (row: { id: number }) => row.id };
	const world: Omit<World, "lookups"> = {
		dialect,
		store,
		validate: createValidate(dialect),
		settleMs,
		later,
		race: new Race(store.clock),
		users: store.table<model.User>("user", {
			...numbered,
			indexes: { email: (user) => user.email },
		}),
		tokens: store.table<model.Token>("token", {
			key: (token) => token.token,
			indexes: { user: (token) => token.userId },
		}),
		registries: store.table<model.Registry>("registry", numbered),
		catalog: store.table<model.CatalogItem>("catalogItem", {
			...numbered,
			indexes: { name: (item) => item.name },
		}),
		applications: store.table<model.Application>("application", {
			...numbered,
			timestamps: true,
			indexes: { name: (application) => application.name },
		}),
		microservices: store.table<model.Microservice>("microservice", {
			key: (microservice) => microservice.uuid,
			timestamps: true,
			indexes: {
				application: (microservice) => microservice.applicationId,
				agent: (microservice) => microservice.iofogUuid,
				catalogItem: (microservice) => microservice.catalogItemId,
				name: (microservice) =>
					`${microservice.applicationId}/${microservice.name}`,
				published: (microservice) =>
					microservice.ports.some((port) => port.public) ? "yes" : undefined,
				pointsAt: (microservice) =>
					microservice.extraHosts.some((host) => host.targetFogUuid)
						? "yes"
						: undefined,
			},
		}),
		agents: store.table<model.Agent>("agent", {
			key: (agent) => agent.uuid,
			timestamps: true,
			indexes: { name: (agent) => agent.name },
		}),
		credentials: store.table<model.Credential>("credential", {
			key: (credential) => credential.agent,
			indexes: { token: (credential) => credential.token },
		}),
		changes: store.table<model.Changes>("changes", {
			key: (changes) => changes.agent,
		}),
		routers: store.table<model.Router>("router", {
			...numbered,
			timestamps: true,
			indexes: {
				agent: (router) => router.iofogUuid,
				default: (router) => (router.isDefault ? "yes" : undefined),
			},
		}),
		routerConnections: store.table<model.Connection>("routerConnection", {
			...numbered,
			indexes: { source: (link) => link.source, dest: (link) => link.dest },
		}),
		nats: store.table<model.NatsServer>("natsServer", {
			...numbered,
			timestamps: true,
			indexes: {
				agent: (server) => server.iofogUuid,
				hub: (server) => (server.isHub ? "yes" : undefined),
			},
		}),
		natsConnections: store.table<model.Connection>("natsConnection", {
			...numbered,
			indexes: { source: (link) => link.source, dest: (link) => link.dest },
		}),
		routes: store.table<model.Route>("route", {
			...numbered,
			indexes: {
				application: (route) => route.applicationId,
				source: (route) => route.sourceMicroserviceUuid,
				dest: (route) => route.destMicroserviceUuid,
			},
		}),
		templates: store.table<model.Template>("template", {
			...numbered,
			timestamps: true,
			indexes: { name: (template) => template.name },
		}),
		edgeResources: store.table<model.EdgeResource>("edgeResource", {
			...numbered,
			indexes: { name: (resource) => resource.name },
		}),
		tags: store.table<model.Tag>("tag", {
			...numbered,
			indexes: { value: (tag) => tag.value },
		}),
		config: store.table<model.ConfigValue>("config", {
			key: (value) => value.key,
			timestamps: true,
		}),
		secrets: store.table<model.DataObject>("secret", {
			key: (secret) => secret.name,
			timestamps: true,
		}),
		configMaps: store.table<model.DataObject>("configMap", {
			key: (map) => map.name,
			timestamps: true,
		}),
		volumeMounts: store.table<model.VolumeMount>("volumeMount", {
			key: (mount) => mount.name,
			timestamps: true,
		}),
		roles: store.table<model.Role>("role", {
			key: (role) => role.name,
			timestamps: true,
		}),
		natsAccountRules: store.table<model.NatsRule>("natsAccountRule", numbered),
		natsUserRules: store.table<model.NatsRule>("natsUserRule", numbered),
		settings: store.table<{ name: string; value: string }>("setting", {
			key: (setting) => setting.name,
		}),
	};
	return Object.assign(world, { lookups: lookups(world as World) });
}

const ALPHABET = "2346789bcdfghjkmnpqrtvwxyzBCDFGHJKLMNPQRTVWXYZ";

/** A random text of the alphabet that 3.0 makes its ids and keys of: no vowels, no look-alikes. */
export function randomText(length: number): string {
	let text = "";
	for (const byte of randomBytes(length))
		text += ALPHABET[byte % ALPHABET.length];
	return text;
}

/** A new uuid in the form of the dialect: 32 letters and digits on 3.0, UUIDv4 on 3.7. */
export const newUuid = (world: World): string =>
	world.dialect === "3.0" ? randomText(32) : randomUUID();

/** Both timestamps of a row that is made now. */
export function timestamps(): { createdAt: string; updatedAt: string } {
	const now = new Date().toISOString();
	return { createdAt: now, updatedAt: now };
}

/** An id from a path or a loosely typed body, compared as SQLite compares it with an integer column. */
export function looseId(value: unknown): number | undefined {
	if (typeof value === "number") return value;
	if (typeof value === "boolean") return value ? 1 : 0;
	if (typeof value !== "string") return undefined;
	return /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)
		? Number(value)
		: undefined;
}

/** The members of an object that are not undefined, as a partial row. */
export function defined<T extends object>(values: T): Partial<T> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as Partial<T>;
}
