import { createHash } from "node:crypto";
import { type SetUpAgent, setUpAgent } from "./agent";
import type { TestController } from "./controllers";

/** A microservice as the agent's API tells it, as far as the play needs it. */
export interface Ordered {
	readonly uuid: string;
	readonly imageId: string;
	readonly env?: readonly { key: string; value: string }[];
}

/** What the agent says of a microservice. */
export interface Said {
	readonly status: string;
	readonly containerId?: string;
	readonly percentage?: number;
	readonly errorMessage?: string;
	readonly healthStatus?: string;
}

const CYCLE_MS = 200;

/** An agent without a Docker Engine: it speaks the agent's API, and its containers are ids. */
export class PlayedAgent {
	/** What is said of a microservice whose orders have come `ms` milliseconds ago; undefined: that its container runs. */
	says: (ordered: Ordered, ms: number) => Said | undefined = () => undefined;
	/** Counted up for containers that are made anew without an order. */
	generation = 0;
	private readonly told = new Map<string, Said>();
	private cycles = 0;
	private readonly orders = new Map<string, { hash: string; since: number }>();
	private stopped = false;
	private readonly playing: Promise<void>;

	private constructor(private readonly agent: SetUpAgent) {
		this.playing = this.play();
	}

	/** Sets an agent of a Controller up, and plays it until it is stopped or its Controller is gone. */
	static async start(
		controller: TestController,
		uuid: string,
	): Promise<PlayedAgent> {
		const { body } = await controller.call(
			"GET",
			`/iofog/${uuid}/provisioning-key`,
		);
		const { key } = body as { key: string };
		return PlayedAgent.join(controller.login.url, key);
	}

	/** Sets up the agent that a key was made for. */
	static async join(url: string, key: string): Promise<PlayedAgent> {
		return new PlayedAgent(await setUpAgent(url, key));
	}

	/** Says this of a microservice from now on, whatever else would be said; done when the Controller has heard it. */
	async say(uuid: string, said: Said): Promise<void> {
		this.told.set(uuid, said);
		// The cycle that runs now may have begun before.
		const heard = this.cycles + 2;
		while (this.cycles < heard && !this.stopped)
			await new Promise((resolve) => setTimeout(resolve, 20));
	}

	async stop(): Promise<void> {
		this.stopped = true;
		await this.playing;
	}

	/** Stops, and takes the agent out of its fleet. */
	async leave(): Promise<void> {
		await this.stop();
		await this.agent.call("POST", "/deprovision", { microserviceUuids: [] });
	}

	/** The id of the container that stands for these orders. */
	containerOf(ordered: Ordered): string {
		return this.idOf(ordered.uuid, hashOf(ordered));
	}

	private idOf(uuid: string, hash: string): string {
		return createHash("sha256")
			.update(`${uuid} ${hash} ${this.generation}`)
			.digest("hex");
	}

	private async play(): Promise<void> {
		while (!this.stopped) {
			try {
				await this.cycle();
				this.cycles++;
			} catch {
				// The Controller of the test is closed.
				this.stopped = true;
				return;
			}
			await new Promise((resolve) => setTimeout(resolve, CYCLE_MS));
		}
	}

	private async cycle(): Promise<void> {
		const answer = await this.agent.call("GET", "/microservices");
		const { microservices } = (await answer.json()) as {
			microservices: Ordered[];
		};
		const now = Date.now();
		const statuses = microservices.map((ordered) => {
			const { uuid } = ordered;
			const hash = hashOf(ordered);
			const known = this.orders.get(uuid);
			const since = known?.hash === hash ? known.since : now;
			this.orders.set(uuid, { hash, since });
			const said = this.told.get(uuid) ??
				this.says(ordered, now - since) ?? {
					status: "RUNNING",
					containerId: this.containerOf(ordered),
				};
			return {
				id: uuid,
				containerId: "",
				percentage: 0,
				errorMessage: "",
				startTime: since,
				operatingDuration: now - since,
				cpuUsage: 1,
				memoryUsage: 1,
				...said,
			};
		});
		await this.agent.call("PUT", "/status", {
			daemonStatus: "RUNNING",
			warningMessage: "HEALTHY",
			lastStatusTime: now,
			microserviceStatus: JSON.stringify(statuses),
		});
	}
}

const hashOf = ({ imageId, env }: Ordered) => JSON.stringify([imageId, env]);
