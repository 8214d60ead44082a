import type { Engine } from "../../../src/agent";
import { eventually, type Fleet } from "./fleet";

// biome-ignore lint/suspicious/noExplicitAny: programs answer in every shape.
type Any = any;

/** What the agent of a fleet has brought into being on an engine, seen without the agent. */
export class Work {
	constructor(
		private readonly engine: Engine,
		private readonly fleet: Fleet,
	) {}

	/** All containers with the agent's label. */
	containers = () => this.engine.containers(`iofog-uuid=${this.fleet.agent}`);

	/** The id and address of the running container of a microservice, as soon as there is one. */
	container(uuid: string): Promise<{ id: string; address: string }> {
		return eventually(`${uuid} runs`, async () => {
			const found = (await this.containers()).find(
				(c) => c.Names[0] === `/iofog_${uuid}` && c.State === "running",
			);
			const networks = Object.values(found?.NetworkSettings?.Networks ?? {});
			return found && { id: found.Id, address: networks[0]?.IPAddress ?? "" };
		});
	}

	/** What the program of a microservice answers. */
	async ask(uuid: string, path = "/"): Promise<Any> {
		const { address } = await this.container(uuid);
		const answer = await fetch(`http://${address}:8080${path}`, {
			signal: AbortSignal.timeout(2_000),
		});
		return answer.json();
	}

	/** Waits until the program of a microservice has a configuration with this number. */
	serves(uuid: string, n: number): Promise<unknown> {
		return eventually(`${uuid} serves ${n}`, async () => {
			return (await this.ask(uuid)).config?.n === n;
		});
	}

	/** Waits until the Controller was told something of a microservice. */
	told(uuid: string, status: string, message: RegExp = /^$/): Promise<Any> {
		return eventually(
			`the Controller knows that ${uuid} is ${status}, ${message}`,
			async () => {
				const found = await this.fleet.status(uuid);
				return (
					found.status === status &&
					message.test(found.errorMessage ?? "") &&
					found
				);
			},
			60_000,
		);
	}

	/** Removes what is left. */
	async remove(): Promise<void> {
		for (const { Id } of await this.containers()) await this.engine.remove(Id);
		const network = `iofog-${this.fleet.agent}`;
		await this.engine.removeNetwork(network).catch(() => {});
	}
}
