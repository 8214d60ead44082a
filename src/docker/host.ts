import { readFileSync } from "node:fs";
import { Agent, request as plainRequest } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { homedir } from "node:os";
import { join } from "node:path";
import { SshAgent } from "./ssh";

/** Where an engine is, as Node's `request` wants it, and which of the two such functions to use. */
export interface Connection {
	readonly request: typeof plainRequest;
	readonly agent: Agent;
	readonly place:
		| { readonly socketPath: string }
		| { readonly host: string; readonly port: string };
}

/** How to reach an engine. */
export interface HostOptions {
	/** Folder with `ca.pem`, `cert.pem` and `key.pem`: a `tcp://` host is then spoken to with TLS. */
	readonly certPath?: string | undefined;
	/** Environment with `DOCKER_TLS_VERIFY` and `DOCKER_CERT_PATH`; without it there is no TLS unless the above says so. */
	readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

const POOL = { keepAlive: true, maxFreeSockets: 8 };

/** The engine that commands and providers use where none is named: `DOCKER_HOST`, else the socket of this machine. */
export const defaultHost = (
	env: Readonly<Record<string, string | undefined>>,
): string => env.DOCKER_HOST || "unix:///var/run/docker.sock";

/**
 * Prepares connections to a host written as Docker and its Terraform provider take it: a path or `unix:///path`, `tcp://host:port` (with TLS where
 * certificates are given), `http(s)://host:port`, `ssh://[user@]host[:port][/path/of/socket]`. Connects to nothing. Throws where it is none of these.
 */
export function connectionTo(
	host: string,
	options: HostOptions = {},
): Connection {
	const [, scheme = "unix", rest = ""] =
		/^(?:([a-z]+):\/\/)?(.*)$/.exec(host) ?? [];
	if (scheme === "unix" && rest.startsWith("/"))
		return {
			request: plainRequest,
			agent: new Agent(POOL),
			place: { socketPath: rest },
		};
	if (scheme === "ssh") {
		const target = sshTarget(host);
		if (target)
			return {
				request: plainRequest,
				agent: new SshAgent(target),
				place: { host: "docker", port: "80" },
			};
	}
	const [, bracketed, bare, port] =
		/^(?:\[([^\]]+)\]|([^/:]+))(?::(\d+))?\/?$/.exec(rest) ?? [];
	const name = bracketed ?? bare;
	if (!["tcp", "http", "https"].includes(scheme) || !name)
		throw new Error(
			`"${host}" is no Docker Engine's address. Write unix:///PATH, tcp://HOST:PORT or ssh://USER@HOST.`,
		);
	const certPath = scheme === "http" ? undefined : certPathOf(options);
	if (certPath === undefined && scheme !== "https")
		return {
			request: plainRequest,
			agent: new Agent(POOL),
			place: { host: name, port: port ?? "2375" },
		};
	return {
		request: tlsRequest,
		agent: new TlsAgent({ ...POOL, ...(certPath && certificates(certPath)) }),
		place: { host: name, port: port ?? "2376" },
	};
}

function certPathOf({ certPath, env = {} }: HostOptions): string | undefined {
	if (certPath) return certPath;
	if (env.DOCKER_CERT_PATH) return env.DOCKER_CERT_PATH;
	return env.DOCKER_TLS_VERIFY ? join(homedir(), ".docker") : undefined;
}

function certificates(folder: string) {
	const read = (file: string) => {
		const path = join(folder, file);
		try {
			return readFileSync(path);
		} catch (cause) {
			throw new Error(
				`The certificate file ${path} of the Docker Engine cannot be read (${(cause as Error).message}). Put ca.pem, cert.pem and key.pem there, or name another folder (docker_cert_path, DOCKER_CERT_PATH).`,
			);
		}
	};
	return { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}

/** What the program `ssh` is told to reach an engine; undefined where the host is none. */
function sshTarget(host: string) {
	const [, user, name, port, socket] =
		/^ssh:\/\/(?:([^@/:]+)@)?([A-Za-z0-9_.-]+|\[[0-9a-fA-F:]+\])(?::(\d+))?(\/.*)?$/.exec(
			host,
		) ?? [];
	// A name that begins with a hyphen would be an option to ssh.
	if (!name || name.startsWith("-") || user?.startsWith("-")) return undefined;
	return {
		user,
		host: name.replace(/[[\]]/g, ""),
		port,
		socket: socket === "/" ? undefined : socket,
	};
}
