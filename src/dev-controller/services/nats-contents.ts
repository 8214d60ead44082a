import { createHash } from "node:crypto";
import type { Agent, Application, NatsServer } from "../model";
import type { World } from "../world";
import { slug } from "./system-applications";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const letters = (of: string, count: number): string =>
	[...createHash("sha512").update(of).digest().subarray(0, count)]
		.map((byte) => alphabet[byte % 32])
		.join("");

/** The public key of a NATS account in the form of NATS: `A` and 55 more letters of base 32. */
const accountKey = (of: string): string => `A${letters(of, 55)}`;

/** A seed in the form of NATS: `S`, the letter of what it is for (operator or account), and 56 more. */
export const seed = (kind: "O" | "A", of: string): string =>
	`S${kind}${letters(`seed of ${of}`, 56)}`;

const signed = (claims: object): string =>
	[{ typ: "JWT", alg: "ed25519-nkey" }, claims, { signature: "dev" }]
		.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
		.join(".");

/** The name of the NATS user by which a server signs in to its system account. */
export const systemUser = (
	agent: Agent,
	server: Pick<NatsServer, "isLeaf" | "isHub">,
): string => {
	if (server.isLeaf) return `admin-leaf-${slug(agent.name)}`;
	return server.isHub ? "admin-hub" : `admin-server-${slug(agent.name)}`;
};

/** The path of that user's credentials below the folder for credentials. */
export const systemUserFile = (
	agent: Agent,
	server: Pick<NatsServer, "isLeaf" | "isHub">,
): string =>
	`${server.isLeaf ? `sys-leaf-${slug(agent.name)}` : "sys"}/${systemUser(agent, server)}.creds`;

/** The configuration file of a NATS server. As on the real one, a leaf's says nothing of the ports for other servers. */
export const serverConfiguration = (
	world: World,
	agent: Agent,
	server: NatsServer,
): Record<string, string> => ({
	"server.conf": [
		`port: ${server.serverPort}`,
		`server_name: "${agent.name}"`,
		`http_port: ${server.httpPort}`,
		`jetstream { max_mem: ${server.jsMemoryStoreSize}, max_file: ${server.jsStorageSize} }`,
		`mqtt { port: ${server.mqttPort} }`,
		...(server.isLeaf
			? [`leafnodes { remotes: ${JSON.stringify(remotes(world, server))} }`]
			: [
					`leafnodes { port: ${server.leafPort}, advertise: "${agent.host}" }`,
					`cluster { port: ${server.clusterPort}, routes: ${JSON.stringify(clusterRoutes(world))} }`,
				]),
		"",
	].join("\n"),
});

const clusterRoutes = (world: World): string[] =>
	world.nats
		.all()
		.filter((server) => !server.isLeaf && server.host)
		.map((server) => `nats://${server.host}:${server.clusterPort}`);

function remotes(world: World, server: NatsServer): object[] {
	const upstream = world.natsConnections
		.by("source", server.id)
		.flatMap(({ dest }) => world.nats.get(dest) ?? []);
	return natsApplications(world, server.iofogUuid).flatMap((application) =>
		upstream.map(({ host, leafPort }) => ({
			urls: [`tls://${host}:${leafPort}`],
			account: accountKey(application.name),
		})),
	);
}

/** The applications with access to NATS: those with a microservice on an agent, or all. */
export function natsApplications(
	world: World,
	agentUuid?: string | null,
): Application[] {
	const all = world.applications
		.all()
		.filter((row) => row.natsAccess && !row.isSystem);
	if (!agentUuid) return all;
	const here = new Set(
		world.microservices.by("agent", agentUuid).map((row) => row.applicationId),
	);
	return all.filter((row) => here.has(row.id));
}

/** The accounts that a NATS server knows, each as a signed claim: those of a leaf, or of all servers that are none. */
export const accountBundle = (
	world: World,
	leaf?: Agent,
): Record<string, string> => {
	const system = leaf
		? { of: leaf.uuid, name: `SYS-leaf-${slug(leaf.name)}` }
		: { of: "SYS", name: "SYS" };
	const accounts = [
		system,
		...natsApplications(world, leaf?.uuid).map(({ name }) => ({
			of: name,
			name,
		})),
	];
	return Object.fromEntries(
		accounts.map(({ of, name }) => {
			const key = accountKey(of);
			return [`${key}.jwt`, signed({ name, sub: key })];
		}),
	);
};

/** The credentials of a server's users, as a secret or a config map holds them: of its system user, and for a leaf one for each application. */
export const credentialsFiles = (
	world: World,
	agent: Agent,
	server: NatsServer,
): Record<string, string> => ({
	...(server.isLeaf &&
		Object.fromEntries(
			natsApplications(world, agent.uuid).map(({ name }) => [
				`${slug(name)}/leaf-${slug(agent.name)}.creds`,
				credentials(`leaf-${slug(agent.name)}`),
			]),
		)),
	[systemUserFile(agent, server)]: credentials(systemUser(agent, server)),
});

/** The credentials file of a NATS user. */
export const credentials = (name: string): string =>
	[
		"-----BEGIN NATS USER JWT-----",
		signed({ name }),
		"------END NATS USER JWT------",
		"",
	].join("\n");
