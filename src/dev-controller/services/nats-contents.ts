import { createHash } from "node:crypto";
import type { Agent, NatsServer } from "../model";
import { slug } from "./system-applications";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The public key of a NATS account in the form of NATS: `A` and 55 more letters of base 32. */
function accountKey(of: string): string {
	const bytes = createHash("sha512").update(of).digest();
	return `A${[...bytes.subarray(0, 55)].map((byte) => alphabet[byte % 32]).join("")}`;
}

const signed = (claims: object): string =>
	[{ typ: "JWT", alg: "ed25519-nkey" }, claims, { signature: "dev" }]
		.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
		.join(".");

/** The name of the NATS user by which a server signs in to its system account. */
export const systemUser = (agent: Agent, server: NatsServer): string => {
	if (server.isLeaf) return `admin-leaf-${slug(agent.name)}`;
	return server.isHub ? "admin-hub" : `admin-server-${slug(agent.name)}`;
};

/** The path of that user's credentials below the folder for credentials. */
export const systemUserFile = (agent: Agent, server: NatsServer): string =>
	`${server.isLeaf ? `sys-leaf-${slug(agent.name)}` : "sys"}/${systemUser(agent, server)}.creds`;

/** The configuration file of a NATS server. */
export const serverConfiguration = (
	agent: Agent,
	server: NatsServer,
): Record<string, string> => ({
	"server.conf": [
		`port: ${server.serverPort}`,
		`server_name: "${agent.name}"`,
		`http_port: ${server.httpPort}`,
		`leafnodes { port: ${server.leafPort} }`,
		`mqtt { port: ${server.mqttPort} }`,
		"",
	].join("\n"),
});

/** The accounts that a NATS server knows, each as a signed claim. */
export const accountBundle = (
	agent: Agent,
	isLeaf: boolean,
): Record<string, string> => {
	const key = accountKey(isLeaf ? agent.uuid : "SYS");
	const name = isLeaf ? `SYS-leaf-${slug(agent.name)}` : "SYS";
	return { [`${key}.jwt`]: signed({ name, sub: key }) };
};

/** The credentials of a server's system user, as a secret or a config map holds them. */
export const credentialsFile = (
	agent: Agent,
	server: NatsServer,
): Record<string, string> => ({
	[systemUserFile(agent, server)]: [
		"-----BEGIN NATS USER JWT-----",
		signed({ name: systemUser(agent, server) }),
		"------END NATS USER JWT------",
		"",
	].join("\n"),
});
