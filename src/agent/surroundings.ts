import { existsSync } from "node:fs";
import { hostname } from "node:os";
import type { Engine } from "./engine";
import { AGENT_LABEL, type Surroundings } from "./recipe";

/** Where an agent is on its network: the addresses that its containers reach it at. */
export interface Place {
	/** The address to listen on. */
	readonly listen: string;
	readonly agentAddress: string | undefined;
	readonly agentAddressOnHost: string;
	/** The address of the host on the network. */
	readonly gateway: string;
	readonly apiVersion: string;
}

/** The name of an agent's own network. */
export const networkName = (agent: string): string => `iofog-${agent}`;

/** The agent's own network: made when it is missing, and the same for all who ask at once. */
export class AgentNetwork {
	readonly name: string;
	private asking: Promise<Place> | undefined;
	private apiVersion: string | undefined;

	constructor(
		private readonly engine: Engine,
		private readonly agent: string,
	) {
		this.name = networkName(agent);
	}

	/** Where the agent is now; rejects where the engine cannot be asked. */
	place(): Promise<Place> {
		this.asking ??= this.find().finally(() => {
			this.asking = undefined;
		});
		return this.asking;
	}

	/** Removes the network; containers of others on it keep it, which is an error. */
	async remove(): Promise<void> {
		const self = await this.self();
		if (self) await this.engine.disconnect(this.name, self);
		await this.engine.removeNetwork(this.name);
	}

	private async find(): Promise<Place> {
		const { engine, name } = this;
		this.apiVersion ??= (await engine.version()).ApiVersion;
		const { apiVersion } = this;
		let network = await engine.network(name);
		if (!network) {
			await engine.createNetwork(name, { [AGENT_LABEL]: this.agent });
			network = await engine.network(name);
		}
		const gateway = network?.IPAM.Config?.[0]?.Gateway;
		if (!gateway) throw new Error(`The network ${name} has no gateway.`);
		const self = await this.self();
		if (!self)
			return {
				listen: gateway,
				agentAddress: gateway,
				agentAddressOnHost: gateway,
				gateway,
				apiVersion,
			};
		// Inside a container of the same engine the network itself knows the agent by its name.
		const before = await engine.inspect(self);
		if (!before.NetworkSettings.Networks[name])
			await engine.connect(name, self, "iofog");
		const { NetworkSettings } = await engine.inspect(self);
		const address = NetworkSettings.Networks[name]?.IPAddress ?? gateway;
		return {
			listen: "0.0.0.0",
			agentAddress: undefined,
			agentAddressOnHost: address,
			gateway,
			apiVersion,
		};
	}

	/** The id of the container that this process runs in, where it is one of this engine. */
	private async self(): Promise<string | undefined> {
		if (!existsSync("/.dockerenv")) return undefined;
		try {
			return (await this.engine.inspect(hostname())).Id;
		} catch {
			return undefined;
		}
	}
}

/** What a container finds around it at such a place. */
export const surroundingsOf = (
	place: Place,
	rest: Pick<
		Surroundings,
		"agent" | "network" | "timeZone" | "volumeMountPath"
	>,
): Surroundings => ({
	...rest,
	agentAddress: place.agentAddress,
	agentAddressOnHost: place.agentAddressOnHost,
	apiVersion: place.apiVersion,
});
