import { DiagnosticError, error } from "../core";
import { abortReason, sleep } from "./abort";
import type { Agents } from "./agents";
import type { Client } from "./client";
import { ControllerError } from "./errors";
import type { AgentContainer } from "./provisioning-docker";
import type { AgentStatus } from "./types";

/** An agent in a container. */
export interface ProvisioningPlace {
	readonly agentUuid: string;
	/** Name or id of the container. */
	readonly container: string;
	/** Address of the engine; null: that of the environment, else this machine's. */
	readonly dockerHost: string | null;
	readonly dockerCertPath: string | null;
	readonly kind: "dev" | "official";
	/** Where the agent reaches the Controller; null: at the address that is used here. */
	readonly controllerUrl: string | null;
	/** Data folder inside the container; null: the agent's own. */
	readonly dataFolder: string | null;
}

const POLL_MS = 500;
const CLEANUP_S = 60;

/** Brings agents that run in containers into the fleet, and takes them out of it. */
export class Provisionings {
	readonly #client: Client;
	readonly #agents: Agents;

	constructor(client: Client, agents: Agents) {
		this.#client = client;
		this.#agents = agents;
	}

	/** Whether the Controller knows an agent that has identified itself and has not given that up; shared with other reads of agents. */
	async exists(
		{ agentUuid }: Pick<ProvisioningPlace, "agentUuid">,
		signal?: AbortSignal,
	): Promise<boolean> {
		const agent = await this.#agents.get({ uuid: agentUuid }, signal);
		return agent !== undefined && isProvisioned(agent.status);
	}

	/**
	 * Waits for the container, makes a key, hands it over and waits until the agent has reported with its credentials; `timeout` is in seconds.
	 * An agent that has the credentials already is fine. `onIdentity` is called once the key is handed over.
	 */
	async create(
		place: ProvisioningPlace,
		signal: AbortSignal | undefined,
		{ timeout, onIdentity }: { timeout: number; onIdentity: () => void },
	): Promise<void> {
		const { agentUuid } = place;
		const deadline = Date.now() + timeout * 1_000;
		const controllerUrl = place.controllerUrl ?? this.#client.url;
		await withContainer(place, signal, async (container) => {
			await container.runs(deadline);
			const made = await this.#agents.provisioningKey(
				{ uuid: agentUuid },
				signal,
			);
			if (!made) throw unknownAgent(this.#client.url, agentUuid);
			const since = (await this.#status(agentUuid, signal)).lastStatusTime;
			await container.provision({ ...made, controllerUrl }, deadline);
			onIdentity();
			await this.#reports(place, { since, deadline, timeout, signal });
		});
		this.#agents.forget();
	}

	/** Takes the agent out of the fleet, and waits until none of its containers and networks is left; one that is out already is fine. */
	async delete(
		place: ProvisioningPlace,
		signal: AbortSignal | undefined,
		{ removeVolumes }: { removeVolumes: boolean },
	): Promise<void> {
		await withContainer(place, signal, async (container) => {
			await container.deprovision(removeVolumes);
			const deadline = Date.now() + CLEANUP_S * 1_000;
			for (;;) {
				const left = await container.remains();
				if (left.length === 0) return;
				if (Date.now() >= deadline) throw notCleanedUp(place, left);
				await sleep(POLL_MS, signal);
			}
		});
		this.#agents.forget();
	}

	/** The agent's own account, after which its containers can be relied upon. */
	async #reports(
		{ agentUuid, container }: ProvisioningPlace,
		{
			since,
			deadline,
			timeout,
			signal,
		}: {
			since: number;
			deadline: number;
			timeout: number;
			signal: AbortSignal | undefined;
		},
	): Promise<void> {
		for (;;) {
			const status = await this.#status(agentUuid, signal);
			if (
				isProvisioned(status) &&
				status.daemonStatus !== "UNKNOWN" &&
				status.lastStatusTime !== since
			)
				return;
			if (Date.now() >= deadline)
				throw new DiagnosticError([
					error(
						"Agent does not report",
						`The agent ${agentUuid} in container "${container}" has taken its key, but has not reported to the Controller within ${timeout} seconds. See whether it reaches the Controller:\n    docker logs ${container}\nIf the Controller has another address seen from there, set "controller_url".`,
						["controller_url"],
					),
				]);
			await sleep(POLL_MS, signal);
		}
	}

	async #status(
		uuid: string,
		signal: AbortSignal | undefined,
	): Promise<AgentStatus> {
		const status = await this.#agents.status({ uuid }, signal);
		if (!status) throw unknownAgent(this.#client.url, uuid);
		return status;
	}
}

/** An agent that has called with credentials of its own and has not given them back. */
export function isProvisioned(status: AgentStatus): boolean {
	if (status.lastActive === 0 || status.daemonStatus === "DEPROVISIONED")
		return false;
	// 3.0 has no word for an agent that was deprovisioned: it shows it as it shows a new one.
	return status.daemonStatus !== "UNKNOWN" || status.ipAddress !== "0.0.0.0";
}

/** Works with a container while its engine is connected to; what only a Docker Engine needs is loaded here. */
async function withContainer(
	place: ProvisioningPlace,
	signal: AbortSignal | undefined,
	work: (container: AgentContainer) => Promise<void>,
): Promise<void> {
	const { openContainer } =
		require("./provisioning-docker") as typeof import("./provisioning-docker");
	const container = openContainer(place, signal);
	try {
		await work(container);
	} catch (cause) {
		if (signal?.aborted && !(cause instanceof ControllerError))
			throw abortReason(signal);
		throw cause;
	} finally {
		container.close();
	}
}

const unknownAgent = (url: string, uuid: string) =>
	new DiagnosticError([
		error(
			"Agent not found",
			`The Controller at ${url} has no agent with the UUID ${uuid}. List the agents that exist:\n    fogform list agents`,
			["agent_uuid"],
		),
	]);

const notCleanedUp = (
	{ agentUuid, container }: ProvisioningPlace,
	left: readonly string[],
) =>
	new DiagnosticError([
		error(
			"Agent not cleaned up",
			`The agent ${agentUuid} in container "${container}" is out of the fleet, but after ${CLEANUP_S} seconds there are still ${left.join(", ")}. See why, and destroy again:\n    docker logs ${container}\nTo leave them, set skip_cleanup = true and apply before.`,
		),
	]);
