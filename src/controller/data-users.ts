import type { ApplicationReads } from "./application-reads";
import { Flight } from "./reads";
import type { Microservice } from "./types";

/**
 * Which microservices use secrets, config maps and volume mounts, as one read showed it: enough for objects that are created, since a
 * microservice that is written after them is linked and given its values by the Controller itself.
 */
export class DataUsers {
	readonly #reads: ApplicationReads;
	#read?: Flight<Microservice[]>;

	constructor(reads: ApplicationReads) {
		this.#reads = reads;
	}

	/** UUIDs of the agents whose microservices use a volume mount, whole or one file of it. */
	async agentsOfMount(name: string, signal?: AbortSignal): Promise<string[]> {
		const users = (await this.#microservices(signal)).filter(({ volumes }) =>
			volumes.some(
				({ type, host }) =>
					type === "volumeMount" && host.split("/")[0] === name,
			),
		);
		return [...new Set(users.map(({ agentUuid }) => agentUuid))];
	}

	/** Whether an environment variable takes its value from a secret or config map of that name. */
	async variablesOf(
		kind: "envFromSecret" | "envFromConfigMap",
		name: string,
		signal?: AbortSignal,
	): Promise<boolean> {
		return (await this.#microservices(signal)).some((microservice) =>
			Object.values(microservice[kind] ?? {}).some(
				(reference) => reference.split("/")[0] === name,
			),
		);
	}

	forget(): void {
		this.#read = undefined;
	}

	#microservices(signal?: AbortSignal): Promise<Microservice[]> {
		if (!this.#read || this.#read.dead)
			this.#read = new Flight(async (shared) =>
				(await this.#reads.all(shared)).flatMap((view) => view.microservices),
			);
		return this.#read.join(signal);
	}
}
