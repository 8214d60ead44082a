import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { connect } from "./connection";
import { Lifetime } from "./lifetime";
import { makeLog } from "./log";
import { panic } from "./panic";
import { derOf, makeIdentity } from "./server/certificate";
import { handshakeLine, readEnvironment } from "./server/environment";
import { listen } from "./server/server";

/** Serves whoever started this process, as go-plugin agrees with its clients. */
export async function main(): Promise<void> {
	const environment = readEnvironment(process.env);
	if (typeof environment === "string") {
		writeSync(2, `${environment}\n`);
		process.exit(1);
	}
	const lifetime = new Lifetime(process);
	const crash = (cause: unknown) => {
		panic(cause);
		lifetime.end(2);
	};
	process.on("uncaughtException", crash);
	process.on("unhandledRejection", crash);
	// The rest of standard output belongs to nobody; what a library prints there would only be lost.
	console.log = console.info = console.debug = console.error;
	const log = makeLog(process.env);
	const { clientCertificate, socketFolder, multiplex } = environment;
	const client = clientCertificate && derOf(clientCertificate);
	if (clientCertificate && !client) {
		writeSync(2, "PLUGIN_CLIENT_CERT holds no certificate in PEM form.\n");
		process.exit(1);
	}
	const own = client ? makeIdentity(randomBytes(16)) : undefined;
	const server = await listen({
		...(own && client && { tls: { own, client } }),
		...(socketFolder !== undefined && { socketFolder }),
		connect: () => connect({ log, shutDown: () => lifetime.end(0) }),
		onConnections: (open) => lifetime.connections(open),
		complain: (message) => log.write("warn", message),
	});
	lifetime.serve(server);
	writeSync(1, handshakeLine(server.socket, own?.der, multiplex));
}
