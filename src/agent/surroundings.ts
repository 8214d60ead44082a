import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { AGENT_LABEL, type Engine, EngineError } from "../docker";
import type { Surroundings } from "./recipe";

/** Where an agent is on its network: the addresses that its containers reach it at. */
export interface Place {
	/** The address to listen on. */
	readonly listen: string;
	readonly agentAddress: string | undefined;
	readonly agentAddressOnHost: string;
	/** The address of the host on the network. */
	readonly gateway: string;
	readonly apiVersion: string;
	/** The path on the host of a path of this process; throws where the host does not have it. */
	readonly hostPath: (path: string) => string;
}

/** A folder of the host or of a volume, and where a container has it. */
export interface Mounted {
	readonly Source: string;
	readonly Destination: string;
}

/** Where a path within a container is on its host, by what is mounted there; an {@link EngineError} where nothing is. */
export function pathOnHost(path: string, mounts: readonly Mounted[]): string {
	const [closest] = mounts
		.filter(
			({ Destination }) =>
				path === Destination || path.startsWith(`${Destination}/`),
		)
		.sort((a, b) => b.Destination.length - a.Destination.length);
	if (!closest)
		throw new EngineError(
			400,
			`${path} is within the agent's container only. Volume mounts need a data folder that is a volume or a folder of the host.`,
		);
	return closest.Source + path.slice(closest.Destination.length);
}

/**
 * An address that a network gives to nobody by itself until all others are taken: the last one. An agent that always has it is found again after
 * its container was replaced.
 */
export function lastAddress(subnet: string): string | undefined {
	const [, address = "", bits = ""] =
		/^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(subnet) ?? [];
	if (!address || Number(bits) > 29) return undefined;
	const start = address
		.split(".")
		.reduce((sum, part) => sum * 256 + Number(part), 0);
	const last = start + 2 ** (32 - Number(bits)) - 2;
	return [24, 16, 8, 0]
		.map((shift) => Math.floor(last / 2 ** shift) % 256)
		.join(".");
}

/** How long to wait for containers to leave a network that is to be removed, in milliseconds. */
const REMOVAL_MS = 5_000;

/** The name of an agent's own network. */
export const networkName = (agent: string): string => `iofog-${agent}`;

/** The agent's own network: made when it is missing, and the same for all who ask at once. */
export class AgentNetwork {
	readonly name: string;
	private asking: Promise<Place> | undefined;
	private over = false;
	/** The engine's API version, such as 1.41; undefined while it is not known. */
	apiVersion: string | undefined;

	constructor(
		private readonly engine: Engine,
		private readonly agent: string,
	) {
		this.name = networkName(agent);
	}

	/** Where the agent is now; rejects where the engine cannot be asked. */
	place(): Promise<Place> {
		if (this.over) return Promise.reject(new Error("The agent ends."));
		this.asking ??= this.find().finally(() => {
			this.asking = undefined;
		});
		return this.asking;
	}

	/** Makes or joins nothing any more: resolves once whoever asked a moment ago is through, as another agent may be about to take this one's place. */
	async end(): Promise<void> {
		this.over = true;
		await this.asking?.catch(() => {});
	}

	/** Removes the network once the agent has ended; containers of others on it keep it, which is an error. */
	async remove(): Promise<void> {
		const self = await this.self();
		// Where it cannot leave, or was not there, the removal itself tells.
		if (self)
			await this.engine.disconnect(this.name, self).catch(() => undefined);
		const end = Date.now() + REMOVAL_MS;
		for (;;)
			try {
				return await this.engine.removeNetwork(this.name);
			} catch (error) {
				// A container that the engine is still removing is on it as well.
				const { status } = error as Partial<EngineError>;
				if (status !== 403 || Date.now() > end) throw error;
				await new Promise((resolve) => setTimeout(resolve, 250));
			}
	}

	private async find(): Promise<Place> {
		const { engine, name } = this;
		this.apiVersion ??= (await engine.version()).ApiVersion;
		const { apiVersion } = this;
		const network = (await engine.network(name)) ?? (await this.make());
		const { Gateway, Subnet = "" } = network?.IPAM.Config?.[0] ?? {};
		// Where the engine chose the addresses itself, some versions name the gateway with the length of its network.
		const gateway = Gateway?.replace(/\/\d+$/, "");
		if (!gateway) throw new Error(`The network ${name} has no gateway.`);
		const self = await this.self();
		if (!self)
			return {
				listen: gateway,
				agentAddress: gateway,
				agentAddressOnHost: gateway,
				gateway,
				apiVersion,
				hostPath: (path) => path,
			};
		// Inside a container of the same engine the network itself knows the agent by its name.
		const before = await engine.inspect(self);
		if (!before.NetworkSettings.Networks[name])
			await engine
				.connect(name, self, "iofog", lastAddress(Subnet))
				// A network that somebody else made gives no address of our choice.
				.catch(() => engine.connect(name, self, "iofog"));
		const { NetworkSettings } = await engine.inspect(self);
		const address = NetworkSettings.Networks[name]?.IPAddress ?? gateway;
		return {
			listen: "0.0.0.0",
			agentAddress: undefined,
			agentAddressOnHost: address,
			gateway,
			apiVersion,
			hostPath: (path) => pathOnHost(path, before.Mounts),
		};
	}

	/** Makes the network, with the subnet that the engine chooses as if it had been asked for: only then a container can choose its address. */
	private async make() {
		const { engine, name } = this;
		const labels = { [AGENT_LABEL]: this.agent };
		await engine.createNetwork(name, labels);
		const chosen = (await engine.network(name))?.IPAM.Config?.[0];
		if (chosen?.Subnet) {
			const { Subnet, Gateway } = chosen;
			await engine.removeNetwork(name);
			await engine
				.createNetwork(name, labels, { Subnet, ...(Gateway && { Gateway }) })
				// Another network took the addresses in between.
				.catch(() => engine.createNetwork(name, labels));
		}
		return engine.network(name);
	}

	/** The id of the container that this process runs in, where it is one of this engine. */
	private async self(): Promise<string | undefined> {
		if (!existsSync("/.dockerenv")) return undefined;
		try {
			return (await this.engine.inspect(ownId())).Id;
		} catch (error) {
			if (error instanceof EngineError && error.status === 404)
				return undefined;
			throw error;
		}
	}
}

/** The id of the container that this process is in: a container's host name is its id only where nobody gave it another one. */
function ownId(): string {
	const mounts = readFileSync("/proc/self/mountinfo", "utf8");
	const [, id] =
		/\/containers\/([0-9a-f]{64})\/(?:hostname|hosts|resolv\.conf)/.exec(
			mounts,
		) ?? [];
	return id ?? hostname();
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
	volumeMountPath: (reference) =>
		place.hostPath(rest.volumeMountPath(reference)),
	agentAddress: place.agentAddress,
	agentAddressOnHost: place.agentAddressOnHost,
	apiVersion: place.apiVersion,
});
