import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Define, does } from "../command";
import { EXIT, UsageError } from "../failure";
import { devAgent } from "../lazy";
import { untilStopped } from "../until-stopped";

interface Flags {
	readonly controller?: string;
	readonly keyFile?: string;
	readonly handOver?: boolean;
	readonly data: string;
	readonly docker: string;
	readonly localApi?: string;
	readonly deprovision?: boolean;
	readonly removeVolumes?: boolean;
}

const HAND_OVER_MS = 60_000;
const HAND_OVER_POLL_MS = 200;

/** `fogform agent`: an agent that runs microservices on a Docker Engine, until Ctrl-C. */
export const define: Define = (program, run) => {
	const command = program
		.command("agent")
		.description(
			"run an agent that runs microservices on a Docker Engine, until Ctrl-C",
		)
		.option("--controller <url>", "the Controller to be provisioned at")
		.option(
			"--key-file <file>",
			"file with the provisioning key, - for standard input; handed to the agent that runs with the data folder, if one does",
		)
		.option(
			"--hand-over",
			"with --key-file: hand the key to the agent that runs with the data folder, waiting for it up to a minute, and end",
		)
		.option(
			"--data <folder>",
			"folder to keep credentials and orders in",
			join(homedir(), ".fogform", "agent"),
		)
		.option(
			"--docker <socket>",
			"the engine: a socket, or tcp://host:port",
			run.streams.env.DOCKER_HOST || "/var/run/docker.sock",
		)
		.option(
			"--local-api <host:port>",
			"where to listen for microservices (default: the agent's own network, port 54321)",
		)
		.option(
			"--deprovision",
			"take the agent out of its fleet, with its containers and its network",
		)
		.option(
			"--remove-volumes",
			"with --deprovision: remove the named volumes of its microservices, too",
		);
	does<Flags>(command, run, async ({ terminal, options }) => {
		const { controller, keyFile } = options;
		if (keyFile !== undefined && controller === undefined)
			throw new UsageError(
				"Controller missing",
				"--key-file needs --controller: a key is good for one Controller only.",
			);
		if (controller !== undefined && !/^https?:\/\/[^/]+/.test(controller))
			throw new UsageError(
				"Controller not usable",
				`--controller ${controller}: it has to be a URL such as http://localhost:51121.`,
			);
		if (/^(ssh|npipe):/.test(options.docker))
			throw new UsageError(
				"Engine not usable",
				`--docker ${options.docker}: give a socket, or tcp://host:port.`,
			);
		if (options.removeVolumes && !options.deprovision)
			throw new UsageError(
				"Option out of place",
				"--remove-volumes goes with --deprovision.",
			);
		if (options.handOver && (keyFile === undefined || options.deprovision))
			throw new UsageError(
				"Option out of place",
				"--hand-over goes with --key-file.",
			);
		const localApi = placeOf(options.localApi);
		const { Daemon, deprovisionAgent, Engine, handOver, isRunning, Store } =
			devAgent();
		const { version } = require("../../../package.json") as { version: string };
		const agent = {
			store: new Store(resolve(options.data)),
			engine: new Engine(options.docker),
			version,
			localApi,
			log: (line: string) =>
				terminal.print(`${new Date().toISOString()} ${line}`),
		};
		const failed = (error: Error) =>
			new UsageError("The agent cannot go on", error.message);
		if (options.deprovision) {
			const said = await deprovisionAgent(agent, options.removeVolumes).catch(
				(error) => {
					throw failed(error);
				},
			);
			terminal.print(said);
			agent.engine.close();
			return EXIT.done;
		}
		let key: Promise<string> | undefined;
		const readKey = () => {
			key ??= keyOf(keyFile ?? "-", run.streams.stdin);
			return key;
		};
		if (options.handOver) {
			const { folder } = agent.store;
			try {
				const given = await readKey();
				const end = Date.now() + HAND_OVER_MS;
				while (!(await isRunning(folder))) {
					if (Date.now() >= end)
						throw new Error(`No agent runs with the data folder ${folder}.`);
					await sleep(HAND_OVER_POLL_MS);
				}
				const said = await handOver(folder, controller ?? "", given);
				if (said === undefined)
					throw new Error("The agent ended before it had answered.");
				terminal.print(said);
			} catch (error) {
				throw error instanceof UsageError ? error : failed(error as Error);
			}
			return EXIT.done;
		}
		const stopped = untilStopped();
		try {
			// One that is provisioned already needs no key to start, but says so to whoever hands it one.
			if (
				keyFile !== undefined &&
				(!agent.store.credentials() || (await isRunning(agent.store.folder)))
			) {
				const said = await handOver(
					agent.store.folder,
					controller ?? "",
					await readKey(),
				);
				if (said !== undefined) {
					terminal.print(said);
					return EXIT.done;
				}
			}
			const daemon = new Daemon({
				...agent,
				controller,
				...(keyFile !== undefined && { key: readKey }),
			});
			await daemon.start();
			await stopped;
			await daemon.stop();
		} catch (error) {
			throw error instanceof UsageError ? error : failed(error as Error);
		}
		return EXIT.done;
	});
};

async function keyOf(
	file: string,
	input: AsyncIterable<unknown>,
): Promise<string> {
	let text = "";
	if (file === "-") for await (const chunk of input) text += chunk;
	else {
		const { readFile } = require("node:fs/promises");
		text = await readFile(file, "utf8").catch((error: Error) => {
			throw new UsageError(
				"Provisioning key missing",
				`--key-file ${file} cannot be read: ${error.message}`,
			);
		});
	}
	if (!text.trim())
		throw new UsageError(
			"Provisioning key missing",
			`--key-file ${file}: there is no key in it.`,
		);
	return text.trim();
}

function placeOf(
	text: string | undefined,
): { host: string; port: number } | undefined {
	if (text === undefined) return undefined;
	const [, host, port] = /^\[?(.+?)\]?:(\d+)$/.exec(text) ?? [];
	if (!host || Number(port) > 65_535)
		throw new UsageError(
			"Address not usable",
			`--local-api ${text}: it has to be host:port.`,
		);
	return { host, port: Number(port) };
}
