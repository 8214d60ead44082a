/** What whoever starts the plugin tells it: the rules of go-plugin, as Terraform and OpenTofu follow them. */
export interface Environment {
	/** Certificate of the client in PEM form; absent without TLS. */
	readonly clientCertificate: string | undefined;
	/** Folder for the socket. */
	readonly socketFolder: string | undefined;
	/** True where a seventh part of the handshake line is expected. */
	readonly multiplex: boolean;
}

const COOKIE =
	"d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
const PROTOCOL = "6";

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads the environment of a plugin; a text says why the plugin cannot serve whoever started it. */
export function readEnvironment(env: Variables): Environment | string {
	if (env.TF_PLUGIN_MAGIC_COOKIE !== COOKIE)
		return "This is the plugin of Terraform and OpenTofu for ioFog: it is started by them, not by hand. To install it for a configuration:\n    fogform plugin install";
	const offered = (env.PLUGIN_PROTOCOL_VERSIONS ?? PROTOCOL).split(",");
	if (!offered.includes(PROTOCOL))
		return `This plugin speaks protocol ${PROTOCOL}, and whoever started it only ${offered.join(", ")}. Use Terraform 1.11 or newer, or OpenTofu 1.11 or newer.`;
	return {
		clientCertificate: env.PLUGIN_CLIENT_CERT || undefined,
		socketFolder: env.PLUGIN_UNIX_SOCKET_DIR || undefined,
		multiplex: env.PLUGIN_MULTIPLEX_GRPC !== undefined,
	};
}

/** The first line of standard output, by which the client finds the server; the certificate is in DER form. */
export function handshakeLine(
	socket: string,
	certificate: Uint8Array | undefined,
	multiplex = false,
): string {
	const der = certificate
		? Buffer.from(certificate).toString("base64").replace(/=+$/, "")
		: "";
	return `1|${PROTOCOL}|unix|${socket}|grpc|${der}${multiplex ? "|false" : ""}\n`;
}
