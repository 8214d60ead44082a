import { accessSync, constants, existsSync } from "node:fs";
import { defaultHost, Engine } from "../../docker";
import { UsageError } from "../failure";

/** An engine on this machine that answers, with what an agent says of its architecture. Throws a UsageError that says what is missing. */
export async function openEngine(
	env: Readonly<Record<string, string | undefined>>,
): Promise<{ engine: Engine; architecture: "amd64" | "arm" }> {
	const host = defaultHost(env);
	if (process.platform !== "linux")
		throw new UsageError(
			"Docker demo on Linux only",
			"The demo runs its agent as a process beside the containers. Here Docker runs in a virtual machine, which such a process cannot reach from inside. Run the demo on Linux, or the one without Docker:\n    fogform demo",
		);
	const [, socket] = /^(?:unix:\/\/)?(\/.*)$/.exec(host) ?? [];
	if (!socket)
		throw new UsageError(
			"No Docker Engine of this machine",
			`DOCKER_HOST is ${host}, and the demo's agent has to run beside the containers. Take this machine's engine:\n    unset DOCKER_HOST`,
		);
	const engine = new Engine(host);
	try {
		const { Arch } = await engine.version();
		return {
			engine,
			architecture: /^(arm|aarch64)/.test(Arch) ? "arm" : "amd64",
		};
	} catch (cause) {
		engine.close();
		const [summary, hint] = missing(socket);
		throw new UsageError(summary, `${(cause as Error).message}.\n\n${hint}`);
	}
}

function missing(socket: string): [summary: string, hint: string] {
	if (!existsSync(socket))
		return [
			"No Docker",
			"Install Docker Engine (https://docs.docker.com/engine/install), or start the one that is there:\n    sudo systemctl start docker",
		];
	try {
		accessSync(socket, constants.R_OK | constants.W_OK);
	} catch {
		return [
			"Docker not permitted",
			'Become a member of the group that may use it, and log in again:\n    sudo usermod -aG docker "$USER"',
		];
	}
	return [
		"Docker does not answer",
		"Start it:\n    sudo systemctl start docker",
	];
}
