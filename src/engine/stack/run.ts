import { setMaxListeners } from "node:events";
import { type Diagnostic, UNKNOWN } from "../../core";
import type { Configured, Provider, Values } from "../../provider/types";
import { builtinProvider } from "../builtin";
import { Schemas } from "../config/providers";
import type { EngineEvent, StackOptions } from "../types";

/** What all stacks of one call of the engine share: the provider and its connections, signals, events. */
export class Run {
	readonly schemas: Schemas;
	readonly startedAt = new Date();
	readonly parallelism: number;
	/** Aborted: nothing new begins. */
	readonly stop: AbortSignal;
	/** Aborted: running calls end too. */
	readonly kill: AbortSignal;
	#configured = new Map<
		string,
		{ configured: Configured | undefined; diagnostics: Diagnostic[] }
	>();
	#open: Configured[] = [];
	#unknown = new WeakSet<Configured>();
	#tags = new WeakMap<Configured, string>();

	constructor(
		readonly provider: Provider,
		readonly options: Pick<
			StackOptions,
			"parallelism" | "signal" | "kill" | "onEvent" | "onRequest" | "env"
		> & { readonly readOnly?: boolean; readonly straightAway?: boolean },
	) {
		this.schemas = new Schemas(provider, builtinProvider());
		this.parallelism = Math.max(1, options.parallelism ?? 10);
		const never = new AbortController().signal;
		this.kill = options.kill ?? never;
		this.stop =
			options.signal && options.kill
				? AbortSignal.any([options.signal, options.kill])
				: (options.signal ?? options.kill ?? never);
		// Every call under way listens to both.
		setMaxListeners(0, this.stop, this.kill);
	}

	emit(event: EngineEvent): void {
		this.options.onEvent?.(event);
	}

	/** The provider with a configuration; equal configurations share one connection and its reads. */
	configure(config: Values): {
		configured: Configured | undefined;
		diagnostics: Diagnostic[];
	} {
		const unknown = Object.values(config).includes(UNKNOWN);
		const key = unknown ? "" : JSON.stringify(config);
		const known = unknown ? undefined : this.#configured.get(key);
		if (known) return known;
		const made = this.provider.configure(config, {
			...(this.options.env && { env: this.options.env }),
			...(this.options.readOnly && { readOnly: true }),
			parallelism: this.parallelism,
			stop: this.stop,
			...(this.options.straightAway && { trustRecentReads: true }),
			...(this.options.onRequest && { onRequest: this.options.onRequest }),
		});
		if (!unknown) this.#configured.set(key, made);
		if (made.configured) {
			this.#open.push(made.configured);
			this.#tags.set(made.configured, String(this.#open.length));
			if (unknown) this.#unknown.add(made.configured);
		}
		return made;
	}

	/** True while the Controller is not known: nothing can be read from it yet. */
	isUnknown(configured: Configured): boolean {
		return this.#unknown.has(configured);
	}

	/** One text for a connection, by which objects of different Controllers are told apart. */
	tag(configured: Configured): string {
		return this.#tags.get(configured) ?? "";
	}

	/** Drops what reads share, so that the next ones are fresh. */
	forget(): void {
		for (const configured of this.#open) configured.forget();
	}

	close(): void {
		for (const configured of this.#open) configured.close();
		this.#open = [];
		this.#configured.clear();
	}
}
