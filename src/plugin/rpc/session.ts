import { type Diagnostic, error } from "../../core/diagnostic";
import type { Configured, Provider } from "../../provider/types";
import type { Log } from "../log";
import { Claims } from "./claims";

// By then what was being written has its answer.
const GRACE = 5000;

/** What belongs to one connection: one run of one provider configuration, even where several share the process. */
export class Session {
	/** Set by ConfigureProvider. */
	configured: Configured | undefined;
	/** What the resource instances planned so far claim for themselves alone. */
	claims = new Claims();
	readonly #stop = new AbortController();
	readonly #kill = new AbortController();
	readonly #existing = new Set<string>();

	constructor(
		readonly provider: Provider,
		readonly log: Log,
	) {}

	/** Aborted when the run is to stop: nothing new is begun, and nothing is read any more. */
	get stop(): AbortSignal {
		return this.#stop.signal;
	}

	/** Aborted some seconds after `stop`, for what writes: an answer that is not waited for is an object that is lost. */
	get kill(): AbortSignal {
		return this.#kill.signal;
	}

	/** Stops what is under way, writes a little later. */
	halt(): void {
		if (this.#stop.signal.aborted) return;
		this.#stop.abort();
		setTimeout(() => this.#kill.abort(), GRACE).unref();
	}

	/** Takes a configuration in place of any before: what was read so far is forgotten. */
	configure(configured: Configured | undefined): void {
		this.configured?.close();
		this.configured = configured;
		this.claims = new Claims();
		this.#existing.clear();
	}

	/** Whether the Controller has an object of a type; one that was seen is not looked for again. */
	async exists(type: string): Promise<boolean> {
		if (this.configured && !this.#existing.has(type)) {
			const all = await this.provider.list(
				this.configured,
				type,
				{},
				this.kill,
			);
			if (all.length > 0) this.#existing.add(type);
		}
		return this.#existing.has(type);
	}

	close(): void {
		this.halt();
		this.configured?.close();
	}
}

/** The error of a call that needs a configured provider and came before it was. */
export const notConfigured = (): Diagnostic =>
	error(
		"Provider not configured",
		"The provider was asked to work before it was configured. Look above for what is wrong with its provider block.",
	);
