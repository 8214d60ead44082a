import { DiagnosticError, error } from "../core";
import {
	AGENT_LABEL,
	defaultHost,
	Engine,
	EngineError,
	type InspectedContainer,
} from "../docker";
import { sleep } from "./abort";
import type { ProvisioningPlace } from "./provisionings";

/** The container of an agent, on an engine that is connected to until `close`. */
export interface AgentContainer {
	/** Waits until it is running, and not unhealthy. */
	runs(deadline: number): Promise<void>;
	/** Hands a key to the agent in it. */
	provision(handed: HandedOver, deadline: number): Promise<void>;
	/** Has the agent in it leave its fleet; where there is no container any more, nothing is done. */
	deprovision(removeVolumes: boolean): Promise<void>;
	/** What of the agent is left on the engine, in words. */
	remains(): Promise<string[]>;
	close(): void;
}

interface HandedOver {
	readonly key: string;
	/** In base64; null where the Controller has none. */
	readonly certificate: string | null;
	readonly controllerUrl: string;
}

const POLL_MS = 250;
/** How long a container that has ended may be about to be started again. */
const ENDED_MS = 5_000;
const DEPROVISION_MS = 120_000;
const ATTEMPTS = 3;

/** Prepares the connection to the engine of a container. */
export function openContainer(
	place: ProvisioningPlace,
	signal: AbortSignal | undefined,
): AgentContainer {
	const host = place.dockerHost ?? defaultHost(process.env);
	const engine = guardedSync("docker_host", () => {
		return new Engine(host, {
			certPath: place.dockerCertPath ?? undefined,
			env: process.env,
		});
	});
	return new Container(engine, place, signal);
}

class Container implements AgentContainer {
	constructor(
		private readonly engine: Engine,
		private readonly place: ProvisioningPlace,
		private readonly signal: AbortSignal | undefined,
	) {}

	async runs(deadline: number): Promise<void> {
		const { container } = this.place;
		let endedSince: number | undefined;
		for (;;) {
			const { State } = await this.inspected();
			const health = State.Health?.Status;
			// Whether the agent answers yet is found out by the hand-over.
			if (State.Running && health !== "unhealthy") return;
			if (["exited", "dead"].includes(State.Status)) endedSince ??= Date.now();
			else endedSince = undefined;
			const ended = endedSince && Date.now() - endedSince >= ENDED_MS;
			if (ended || Date.now() >= deadline)
				throw fault(
					State.Running ? "Container not healthy" : "Container not running",
					`The container "${container}" on ${this.engine.host} is ${State.Running ? health : stateText(State)}, so that its agent cannot be given a key. See what it says:\n    docker logs ${container}`,
					"container",
				);
			await sleep(POLL_MS, this.signal);
		}
	}

	async provision(
		{ key, certificate, controllerUrl }: HandedOver,
		deadline: number,
	): Promise<void> {
		const patience = Math.max(10_000, deadline - Date.now());
		if (this.place.kind === "official") {
			await this.agentDoes(["config", "-a", `${controllerUrl}/api/v3/`], key);
			if (certificate) await this.agentDoes(["cert", certificate], key);
			await this.agentDoes(["provision", key], key);
			return;
		}
		const command = [
			...(await this.devAgent()),
			"--hand-over",
			...["--key-file", "-", "--controller", controllerUrl],
		];
		const { exitCode, output } = await this.run(command, patience, `${key}\n`);
		const { agentUuid, container } = this.place;
		const other = /provisioned already, as ([\w-]+)/.exec(output)?.[1];
		// Its credentials are in the volume: there is nothing more to do.
		if (exitCode === 0 || other === agentUuid) return;
		if (other)
			throw fault(
				"Container belongs to another agent",
				`The container "${container}" holds the credentials of agent ${other}, not of ${agentUuid}. Give each agent a data volume of its own, or take the other one out of its fleet first:\n    docker exec ${container} fogform agent --deprovision`,
				"container",
			);
		// A container that ended meanwhile has nothing to say.
		await this.runs(Date.now());
		throw this.refused("did not take its key", exitCode, masked(output, key));
	}

	async deprovision(removeVolumes: boolean): Promise<void> {
		const { agentUuid, container } = this.place;
		const state = await this.guarded(
			() => this.engine.inspect(container),
			`\nThe agent ${agentUuid} in its container "${container}" has to leave the fleet and clean up. Where the host is gone for good, set skip_cleanup = true and apply before.`,
		).catch(gone);
		if (!state) {
			const left = await this.remains();
			if (left.length === 0) return;
			throw fault(
				"Agent not reachable",
				`There is no container "${container}" on ${this.engine.host} any more in which the agent ${agentUuid} could clean up, and it has left ${left.join(", ")}. Start it again with its data volume and destroy again. To leave them, set skip_cleanup = true and apply before.`,
				"container",
			);
		}
		if (!state.State.Running)
			throw fault(
				"Container not running",
				`The container "${container}" on ${this.engine.host} is ${stateText(state.State)}, so that its agent cannot leave the fleet and clean up. Start it, and destroy again:\n    docker start ${container}\nWhy it ended:\n    docker logs ${container}\nWhere that is not possible any more, set skip_cleanup = true and apply before.`,
				"container",
			);
		const command =
			this.place.kind === "official"
				? ["iofog-agent", "deprovision"]
				: [
						...(await this.devAgent(state)),
						"--deprovision",
						...(removeVolumes ? ["--remove-volumes"] : []),
					];
		for (let attempt = 1; ; attempt++) {
			const { exitCode, output } = await this.run(command, DEPROVISION_MS);
			if (exitCode === 0) return;
			if (attempt === ATTEMPTS)
				throw this.refused("could not leave the fleet", exitCode, output);
			// An agent that is just starting may be making what it has to take away.
			await sleep(attempt * 1_000, this.signal);
		}
	}

	async remains(): Promise<string[]> {
		const label = `${AGENT_LABEL}=${this.place.agentUuid}`;
		return this.guarded(async () => {
			const containers = await this.engine.containers(label);
			const networks = await this.engine.networks(label);
			return [
				...containers
					.filter(({ Id, Names }) => !this.isOwn(Id, Names))
					.map(({ Id, Names }) => `container ${nameOf(Names) ?? Id}`),
				...networks.map((name) => `network ${name}`),
			];
		});
	}

	close(): void {
		this.engine.close();
	}

	/** The agent's container may carry the label, too. */
	private isOwn(id: string, names: readonly string[]): boolean {
		const { container } = this.place;
		return (
			names.includes(`/${container}`) ||
			(container.length >= 12 && id.startsWith(container))
		);
	}

	/** The program of the dev agent as this container runs it, with its data folder. */
	private async devAgent(known?: InspectedContainer): Promise<string[]> {
		const { Path, Args } = known ?? (await this.inspected());
		const words = [Path, ...Args];
		const at = words.indexOf("agent");
		const own = at >= 0 ? words.slice(at + 1) : [];
		const folder =
			this.place.dataFolder ??
			own[own.indexOf("--data") + 1 || own.length] ??
			own.find((word) => word.startsWith("--data="))?.slice("--data=".length);
		return [
			...(at >= 0 ? words.slice(0, at + 1) : ["fogform", "agent"]),
			...(folder === undefined ? [] : ["--data", folder]),
		];
	}

	private async agentDoes(words: string[], key: string): Promise<void> {
		const { exitCode, output } = await this.run(
			["iofog-agent", ...words],
			DEPROVISION_MS,
		);
		// It says some failures with an exit code of 0.
		if (exitCode === 0 && !/\b(fail(ed|ure)|error)\b/i.test(output)) return;
		throw this.refused(
			`failed at "iofog-agent ${words[0]}"`,
			exitCode,
			masked(output, key),
		);
	}

	private run(command: readonly string[], patience: number, input?: string) {
		const { container } = this.place;
		return this.guarded(() =>
			this.engine.exec(container, {
				command,
				patience,
				...(input !== undefined && { input }),
				signal: this.signal,
			}),
		);
	}

	private inspected(): Promise<InspectedContainer> {
		return this.guarded(() => this.engine.inspect(this.place.container));
	}

	private refused(what: string, exitCode: number, output: string) {
		const { agentUuid, container } = this.place;
		const missing = exitCode === 126 || exitCode === 127;
		return fault(
			"Agent refused",
			`The agent ${agentUuid} in container "${container}" on ${this.engine.host} ${what} (exit code ${exitCode}). It says:\n    ${output.trim().replaceAll("\n", "\n    ") || "(nothing)"}${
				missing
					? `\nIs it an agent of kind "${this.place.kind}" that runs in this container?`
					: ""
			}`,
			missing ? "kind" : "container",
		);
	}

	/** Turns refusals of the engine into diagnostics; `without` is added where it cannot be reached. */
	private async guarded<T>(work: () => Promise<T>, without = ""): Promise<T> {
		try {
			return await work();
		} catch (cause) {
			if (!(cause instanceof EngineError)) throw cause;
			if (cause.status === 0)
				throw fault(
					"Docker Engine not reachable",
					cause.message + without,
					"docker_host",
				);
			const { container } = this.place;
			if (cause.status === 404)
				throw new GoneError([
					error(
						"Container not found",
						`There is no container "${container}" on the Docker Engine at ${this.engine.host}. See those that there are:\n    docker ps --all`,
						["container"],
					),
				]);
			throw fault(
				"Docker Engine refused",
				`The Docker Engine at ${this.engine.host} answers about container "${container}": ${cause.message}`,
				"container",
			);
		}
	}
}

/** The container does not exist. */
class GoneError extends DiagnosticError {}

function gone(cause: unknown): undefined {
	if (cause instanceof GoneError) return undefined;
	throw cause;
}

function guardedSync<T>(attribute: string, work: () => T): T {
	try {
		return work();
	} catch (cause) {
		throw fault(
			"Docker Engine not reachable",
			(cause as Error).message,
			attribute,
		);
	}
}

const fault = (summary: string, detail: string, attribute: string) =>
	new DiagnosticError([error(summary, detail, [attribute])]);

const nameOf = (names: readonly string[]) => names[0]?.replace(/^\//, "");

const masked = (text: string, key: string) => text.replaceAll(key, "***");

function stateText(state: InspectedContainer["State"]): string {
	const { Status, ExitCode, Error: message } = state;
	return Status === "exited"
		? `not running (it ended with exit code ${ExitCode}${message && `: ${message}`})`
		: `not running (${Status})`;
}
