import { type Engine, EngineError } from "../docker";
import {
	FROM_CACHE,
	type Microservice,
	type Registry,
	recipeOf,
} from "./microservice";
import type { Memory } from "./plan";
import { pull } from "./pull";

type Listener = (percent: number) => void;

/** Gets images onto the host. Several microservices with one image share its pull. */
export class Images {
	private readonly pulls = new Map<
		string,
		{ done: Promise<void>; listeners: Set<Listener> }
	>();
	private readonly abort = new AbortController();
	private architecture: string | undefined;

	constructor(
		private readonly engine: Engine,
		private readonly registries: () => readonly Registry[],
	) {}

	/** Breaks off all pulls. */
	stop(): void {
		this.abort.abort();
	}

	/**
	 * The image to make a container of: a reference, or an id where the reference has come to mean something else than what ran before.
	 * Pulls for what is new or wanted anew; a container that only got lost is made again without the registry. Never falls back to another image.
	 */
	async get(
		microservice: Microservice,
		{ deployed, rebuild }: Memory,
		onProgress: Listener,
	): Promise<{ reference: string; id: string }> {
		const { image: reference, registryId, platform } = microservice;
		if (reference === "")
			throw new EngineError(
				404,
				"The Controller has no image for this host's architecture",
			);
		const registry = this.registryOf(registryId);
		const local = await this.engine.image(reference);
		if (registry?.url === FROM_CACHE) {
			if (local) return { reference, id: await this.fit(microservice, local) };
			throw new EngineError(
				404,
				`The image ${reference} is not on this host, and its registry is ${FROM_CACHE}, which never pulls`,
			);
		}
		if (!rebuild && deployed?.recipe === recipeOf(microservice)) {
			const { imageId: id } = deployed;
			if (local?.Id === id) return { reference, id };
			if (await this.engine.image(id)) return { reference: id, id };
		}
		try {
			await this.pull(reference, registry, platform, onProgress);
		} catch (error) {
			if (local && error instanceof EngineError && error.status !== 0)
				error.message += `. An image of that name is on this host: a registry with the URL ${FROM_CACHE} would run it without a pull`;
			throw error;
		}
		const pulled = await this.engine.image(reference);
		if (!pulled)
			throw new EngineError(
				404,
				`The image ${reference} was pulled and is not there`,
			);
		return { reference, id: await this.fit(microservice, pulled) };
	}

	private registryOf(id: number | undefined): Registry | undefined {
		if (id === undefined) return undefined;
		const registry = this.registries().find((row) => row.id === id);
		if (!registry)
			throw new EngineError(
				404,
				`The registry ${id} is not among those that the Controller has told this agent of`,
			);
		return registry;
	}

	private async fit(
		{ image, platform }: Microservice,
		found: { Id: string; Architecture: string },
	): Promise<string> {
		this.architecture ??= (await this.engine.version()).Arch;
		if (
			!platform &&
			found.Architecture &&
			found.Architecture !== this.architecture
		)
			throw new EngineError(
				400,
				`The image ${image} is for ${found.Architecture}, and this host is ${this.architecture}`,
			);
		return found.Id;
	}

	private async pull(
		reference: string,
		registry: Registry | undefined,
		platform: string,
		onProgress: Listener,
	): Promise<void> {
		const key = JSON.stringify([reference, registry?.id, platform]);
		let shared = this.pulls.get(key);
		if (!shared) {
			const listeners = new Set<Listener>();
			const done = pull(
				this.engine,
				reference,
				registry,
				platform,
				(percent) => {
					for (const listener of listeners) listener(percent);
				},
				this.abort.signal,
			).finally(() => this.pulls.delete(key));
			shared = { done, listeners };
			this.pulls.set(key, shared);
		}
		shared.listeners.add(onProgress);
		try {
			await shared.done;
		} catch (error) {
			// Each waiter may add to the message.
			if (error instanceof EngineError)
				throw new EngineError(error.status, error.message);
			throw error;
		}
	}
}
