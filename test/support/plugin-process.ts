import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { bundle } from "../../src/plugin/bundle";
import { type Identity, pemOf } from "../../src/plugin/server/certificate";
import { cleanEnvironment } from "./binaries";

const built = bundle();
if (!built) throw new Error("The plugin is not built: run `npm run build`.");

/** Path of the built plugin. */
export const PLUGIN = built.path;

export const COOKIE = {
	TF_PLUGIN_MAGIC_COOKIE:
		"d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
	PLUGIN_PROTOCOL_VERSIONS: "5,6",
};

/** A process of the built plugin, started as Terraform starts it. */
export class PluginProcess {
	readonly child: ChildProcess;
	stdout = "";
	stderr = "";
	/** Exit code, or the signal that has ended it. */
	readonly ended: Promise<number | string>;

	constructor(
		env: NodeJS.ProcessEnv,
		{ client }: { readonly client?: Identity } = {},
	) {
		this.child = spawn(PLUGIN, [], {
			env: cleanEnvironment({
				...(client && { PLUGIN_CLIENT_CERT: pemOf(client.der) }),
				...env,
			}),
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.child.stdout?.on("data", (chunk: Buffer) => {
			this.stdout += chunk;
		});
		this.child.stderr?.on("data", (chunk: Buffer) => {
			this.stderr += chunk;
		});
		this.ended = once(this.child, "close").then(
			([code, signal]) => code ?? signal,
		);
	}

	/** The parts of the handshake line. */
	async handshake(): Promise<{ socket: string; certificate: Buffer }> {
		while (!this.stdout.includes("\n")) {
			if (this.child.exitCode !== null)
				throw new Error(`ended with ${this.child.exitCode}: ${this.stderr}`);
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		const [core, protocol, network, socket, kind, certificate] =
			this.stdout.split("\n")[0]?.split("|") ?? [];
		if (`${core} ${protocol} ${network} ${kind}` !== "1 6 unix grpc")
			throw new Error(`handshake: ${this.stdout}`);
		return {
			socket: socket ?? "",
			certificate: Buffer.from(certificate ?? "", "base64"),
		};
	}

	stop(): void {
		if (this.child.exitCode === null) this.child.kill("SIGKILL");
	}
}

/** True while a process runs. */
export function runs(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Waits until something holds, for some seconds at most. */
export async function until(
	holds: () => boolean | Promise<boolean>,
	seconds = 10,
): Promise<boolean> {
	const end = Date.now() + seconds * 1000;
	while (Date.now() < end) {
		if (await holds()) return true;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return false;
}
