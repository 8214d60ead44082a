import type { Column } from "./table";

/** An object as the Controller writes it. */
export type Raw = Readonly<Record<string, unknown>>;

/** What `fogform list` can list: the key of the JSON answer and the columns of the table. */
export interface ListKind {
	readonly name: string;
	readonly aliases: readonly string[];
	/** Its name in sentences. */
	readonly title: string;
	readonly key: string;
	readonly columns: readonly Column<Raw>[];
}

const ARCHITECTURES: Record<number, string> = {
	0: "auto",
	1: "amd64",
	2: "arm",
};

function columns(
	...list: readonly (string | [string, Column<Raw>["cell"]])[]
): Column<Raw>[] {
	return list.map((entry) =>
		typeof entry === "string"
			? { title: titleOf(entry), cell: (row) => row[entry] }
			: { title: entry[0], cell: entry[1] },
	);
}

function titleOf(key: string): string {
	return key.replace(/([A-Z])/g, " $1").toUpperCase();
}

/** All kinds, in the order of the help. */
export const LIST_KINDS: readonly ListKind[] = [
	{
		name: "registries",
		title: "registries",
		aliases: ["registry"],
		key: "registries",
		columns: columns("id", "url", ["PUBLIC", (r) => r.isPublic], "username", [
			"EMAIL",
			(r) => r.userEmail,
		]),
	},
	{
		name: "applications",
		title: "applications",
		aliases: ["application"],
		key: "applications",
		columns: columns(
			"name",
			["ACTIVATED", (a) => a.isActivated],
			[
				"MICROSERVICES",
				(a) => (Array.isArray(a.microservices) ? a.microservices.length : 0),
			],
			"description",
		),
	},
	{
		name: "microservices",
		title: "microservices",
		aliases: ["microservice"],
		key: "microservices",
		columns: columns(
			"application",
			"name",
			"uuid",
			["AGENT", (m) => m.iofogUuid],
			["STATUS", (m) => (m.status as Raw | undefined)?.status],
		),
	},
	{
		name: "agents",
		title: "agents",
		aliases: ["agent"],
		key: "agents",
		columns: columns(
			"name",
			"uuid",
			["ARCHITECTURE", (a) => ARCHITECTURES[a.fogTypeId as number]],
			"host",
			["STATUS", (a) => a.daemonStatus],
			"version",
			"tags",
		),
	},
	{
		name: "catalog-items",
		title: "catalog items",
		aliases: ["catalog-item", "catalog"],
		key: "catalogItems",
		columns: columns("id", "name", "category", "publisher", "registryId"),
	},
	{
		name: "routes",
		title: "routes",
		aliases: ["route"],
		key: "routes",
		columns: columns("application", "name", "from", "to"),
	},
	{
		name: "secrets",
		title: "secrets",
		aliases: ["secret"],
		key: "secrets",
		columns: columns("id", "name", "type"),
	},
	{
		name: "config-maps",
		title: "config maps",
		aliases: ["config-map"],
		key: "configMaps",
		columns: columns("id", "name", "immutable"),
	},
	{
		name: "volume-mounts",
		title: "volume mounts",
		aliases: ["volume-mount"],
		key: "volumeMounts",
		columns: columns(
			"name",
			"uuid",
			["SECRET", (mount) => mount.secretName],
			["CONFIG MAP", (mount) => mount.configMapName],
			"version",
		),
	},
	{
		name: "router",
		title: "default router",
		aliases: [],
		key: "router",
		columns: columns(
			"host",
			"messagingPort",
			"edgeRouterPort",
			"interRouterPort",
		),
	},
	{
		name: "nats-hub",
		title: "NATS hub",
		aliases: [],
		key: "natsHub",
		columns: columns(
			"host",
			"serverPort",
			"clusterPort",
			"leafPort",
			"mqttPort",
			"httpPort",
		),
	},
];

/** The kind of a name or alias; undefined for what is none. */
export function kindNamed(name: string): ListKind | undefined {
	return LIST_KINDS.find((k) => k.name === name || k.aliases.includes(name));
}
